"""What the canaries say about the looks of a run."""

from __future__ import annotations

import pytest

from inspector.judge.uplink import ALWAYS, Looks, Round, Spell, as_seen, canary, count, jump, rounds, sighted, spells
from inspector.model.capture import Ask, Capture, Failure

CANARY = "https://www.qinghe.gov.cn/"
PAGE = Ask("https://jyj.qinghe.gov.cn/guide")


def at(minute: int) -> str:
    """A moment of one night."""
    return f"2026-11-24T01:{minute:02}:00+08:00"


def told(*good: bool) -> tuple[Capture, ...]:
    """A canary looked at every ten minutes."""
    looks = [
        Capture(
            canary(CANARY, number, "during"),
            CANARY,
            status=500 if one else None,
            fetched_at=at(number * 10),
            failure=None if one else Failure.CONNECT,
        )
        for number, one in enumerate(good)
    ]
    return (Capture(**{**fields(looks[-1]), "earlier": tuple(looks[:-1])}),)


def fields(capture: Capture) -> dict[str, object]:
    """A capture's values by name."""
    return {name: getattr(capture, name) for name in ("ask", "final_url", "status", "fetched_at", "failure")}


def silence(minute: int, *earlier: Capture) -> Capture:
    """A look without an answer."""
    return Capture(PAGE, PAGE.url, fetched_at=at(minute), failure=Failure.TIMEOUT, earlier=earlier)


def test_between_two_good_rounds_with_a_bad_one_we_may_have_been_blind() -> None:
    """From the last good round up to the next; an open end where there is none yet; an error page is an answer."""
    assert spells(rounds(told(True, True, True))) == ()
    assert spells(rounds(told(True, False, False, True))) == (Spell(at(0), at(30)),)
    assert spells(rounds(told(False, True))) == (Spell("", at(10)),)
    [last] = spells(rounds(told(True, False)))
    assert last.covers(at(59))
    assert not last.covers("2026-11-23T23:00:00+08:00")


def test_a_clock_that_is_set_back_hides_no_spell() -> None:
    """What was seen before it was set back, and since, may have been blind."""
    back = [
        Round(0, "before", True, at(50), at(50)),
        Round(1, "during", False, at(5), at(5)),
        Round(2, "x", True, at(9), at(9)),
    ]

    assert spells(back[:2]) == (Spell("", "9999"),)
    [spell] = spells(back)
    assert (spell.covers(at(4)), spell.covers(at(8)), spell.covers(at(9))) == (True, True, False)
    late = [back[0], Round(1, "during", False, at(55), at(55)), Round(2, "x", True, at(9), at(9))]
    assert spells(late)[0].covers(at(52))


def test_looks_of_a_blind_spell_do_not_count_against_a_unit() -> None:
    """Neither as the failure nor as its confirmation; answers of the same time stand."""
    during = spells(rounds(told(True, False, True)))
    page = Capture(PAGE, PAGE.url, status=200, fetched_at=at(5), body=b"x")

    assert sighted(silence(5), during) is None
    assert sighted(silence(25, silence(5)), during) == silence(25)
    assert sighted(page, during) == page
    assert as_seen({PAGE.key: silence(5)}, during)[PAGE.key].failure is Failure.UPLINK
    assert as_seen({PAGE.key: silence(25)}, during)[PAGE.key] == silence(25)
    assert sighted(silence(5), (ALWAYS,)) is None


@pytest.mark.parametrize(
    ("now", "rise"),
    [
        ({"a": (10, 5), "b": (10, 5), "c": (10, 5)}, 0.5),
        ({"a": (10, 10), "b": (10, 10), "c": (10, 0)}, 0.0),
        ({"a": (10, 0), "b": (10, 0), "c": (10, 0)}, 0.0),
        ({"x": (10, 10), "y": (10, 10), "z": (10, 10)}, 0.0),
    ],
    ids=["three units worse", "two units are their own matter", "none", "units not seen before"],
)
def test_a_jump_is_of_many_units_at_once(now: dict[str, tuple[int, int]], rise: float) -> None:
    """The share over the units that both quarters looked at."""
    before = {code: Looks(10, 0) for code in "abc"}

    assert jump({code: Looks(*figures) for code, figures in now.items()}, before) == pytest.approx(rise)


def test_what_counts_as_no_answer() -> None:
    """Silence, closed doors and failing servers; not a page that is gone, nor a name that does not exist where it was asked."""
    looks = [
        ("GET", None, Failure.TIMEOUT),
        ("GET", 503, None),
        ("HEAD", 403, None),
        ("GET", 404, None),
        ("GET", 200, None),
        ("DNS", None, Failure.DNS),
        ("GET", None, Failure.ROBOTS),
    ]

    assert count(looks) == Looks(7, 3)
