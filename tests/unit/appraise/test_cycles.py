"""Rounds of an order: when it was late, by whose doing, and what closed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspector.appraise import rounds
from inspector.model.order import Event
from inspector.rectify import order_of

AT = date(2026, 12, 31)
OPENED = {
    "unit": "A",
    "finding": "F-1",
    "rule": "GD-05",
    "subject": "guide",
    "severity": "S2",
    "quarter": "2026Q3",
    "due": "2026-10-20",
}


def _order(*events: tuple[str, str, dict[str, Any]]) -> Any:
    told = [("issued", "2026-10-10", OPENED), *events]
    return order_of(
        tuple(
            Event("order", "N-1", seq, kind, "王某", f"{day}T09:00:00+08:00", data=data)
            for seq, (kind, day, data) in enumerate(told)
        )
    )


def _one(*events: tuple[str, str, dict[str, Any]], at: date = AT) -> Any:
    (found,) = rounds([_order(*events)], at)
    return found


def test_put_right_in_time_and_checked_later_is_not_late() -> None:
    """When the office looks is not the unit's matter."""
    found = _one(("responded", "2026-10-19", {}), ("rechecked", "2026-11-02", {"outcome": "pass"}))

    assert (found.ended, found.verified, found.late(AT)) == (date(2026, 11, 2), True, False)


def test_answered_after_the_deadline_is_late() -> None:
    """Also where the answer was sent back in between: the one that counts came late."""
    back = ("rechecked", "2026-10-16", {"outcome": "fail"})

    assert _one(("responded", "2026-10-21", {}), ("rechecked", "2026-10-22", {"outcome": "pass"})).late(AT)
    assert _one(("responded", "2026-10-15", {}), back, ("responded", "2026-10-22", {})).late(AT)


def test_the_day_the_unit_names_counts_unless_a_look_says_otherwise() -> None:
    """A form taken in late does not make the unit late; a look after the deadline that still failed does."""
    named = ("responded", "2026-10-25", {"on": "2026-10-18"})
    passed = ("rechecked", "2026-10-26", {"outcome": "pass"})

    assert not _one(named, passed).late(AT)
    assert _one(("rechecked", "2026-10-22", {"outcome": "fail"}), named, passed).late(AT)


def test_silence_past_the_deadline_is_late_only_while_open() -> None:
    """Closed without an answer: when it was put right is not known, so it costs nothing."""
    assert _one().late(AT)
    assert not _one(at=date(2026, 10, 20)).late(date(2026, 10, 20))
    assert not _one(("rechecked", "2026-11-02", {"outcome": "pass"})).late(AT)


def test_what_was_not_seen_and_what_was_withdrawn_cost_nothing() -> None:
    """A look that saw nothing proves nothing."""
    assert not _one(("responded", "2026-10-19", {}), ("rechecked", "2026-11-02", {"outcome": "unseen"})).late(AT)
    assert not _one(("withdrawn", "2026-11-02", {})).late(AT)


def test_more_time_counts() -> None:
    """The deadline is the one that held at the end of the round."""
    found = _one(("extended", "2026-10-18", {"due": "2026-10-30"}), ("responded", "2026-10-29", {}))

    assert (found.due, found.late(AT)) == (date(2026, 10, 30), False)


def test_a_reopened_order_has_a_round_of_its_own() -> None:
    """The first round stays as it was."""
    found = rounds(
        [
            _order(
                ("responded", "2026-10-15", {}),
                ("rechecked", "2026-10-16", {"outcome": "pass"}),
                ("reopened", "2026-12-01", {"due": "2026-12-10", "quarter": "2026Q4"}),
            )
        ],
        AT,
    )

    assert [(one.quarter, one.reopened, one.end, one.late(AT)) for one in found] == [
        ("2026Q3", False, "closed", False),
        ("2026Q4", True, "", True),
    ]


def test_what_happens_later_does_not_change_an_earlier_day() -> None:
    """Seen from the middle of October the order is open."""
    found = _one(("closed", "2026-11-02", {}), at=date(2026, 10, 15))

    assert (found.ended, found.end) == (None, "")


def test_an_order_that_was_not_issued_yet_has_no_round() -> None:
    """Before its day, and while a second person has still to confirm it."""
    assert rounds([_order()], date(2026, 10, 1)) == ()
