"""The points of the contract that would otherwise be guessed: which rules step back, and for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from other_district import FAULTS, Place, others, unit_world

from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.finding import Finding
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULESET = read_ruleset(Path(__file__).parents[2] / "rules", "beijing-district")
AT = date(2026, 11, 24)
WINDOW = (date(2026, 10, 1), date(2026, 12, 31))
GUIDE = [*(f"GD-{n:02}" for n in range(2, 16)), *(f"OL-0{n}" for n in range(1, 6))]


def judged(place: Place, *, after_s: int = 0, attempts: int = 1) -> dict[str, list[Finding]]:
    """Findings by rule."""
    plan = plan_for(place.unit, RULESET, AT, WINDOW, attempts, after_s, max_pages=400, allowed_hosts=())
    case = case_for(place.unit, drive(survey(place.unit, plan), place.answer), RULESET, AT, WINDOW, others=others(0))
    by_rule: dict[str, list[Finding]] = {}
    for finding in evaluate(case, RULESET):
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def with_fault(name: str, number: int = 0) -> dict[str, list[Finding]]:
    """The unit with the fault of that name."""
    return judged(unit_world(number, next(fault.change for fault in FAULTS if fault.name == name)))


def outcomes(found: dict[str, list[Finding]], *rules: str) -> set[str]:
    """All outcomes of some rules."""
    return {finding.outcome for rule in rules for finding in found[rule]}


def changed(place: Place, role: str, status: int, body: bytes = b"") -> Place:
    """The same unit with one registered page answering otherwise."""
    return replace(place, pages={**place.pages, place.unit.pages[role]: (status, body)})


def test_a_guide_that_is_gone_costs_its_pack_once() -> None:
    """GD-01 fails; GD-02 to GD-15 and OL step back, and channels are judged on the application page alone."""
    found = with_fault("guide gone")

    assert outcomes(found, "GD-01") == {"fail"}
    assert outcomes(found, *GUIDE) == {"not_applicable"}
    assert outcomes(found, "CH-01") == {"pass"}


@pytest.mark.parametrize(
    ("fault", "fails", "steps_back"),
    [
        ("no hours", "GD-05", "GD-06"),
        ("no telephone", "GD-07", "GD-08"),
        ("mailbox refused", "CH-02", "CH-01"),
        ("no report", "AR-01", "AR-04"),
        ("list gone", "LS-01", "LS-03"),
        ("no electronic channel", "CH-01", "CH-03"),
    ],
)
def test_one_defect_one_rule(fault: str, fails: str, steps_back: str) -> None:
    """The rule that owns the defect fails, the one beside it is not applicable."""
    found = with_fault(fault)

    assert outcomes(found, fails) == {"fail"}
    assert outcomes(found, steps_back) == {"not_applicable"}


@pytest.mark.parametrize(
    ("fault", "passes", "fails"), [("only working days", "GD-05", "GD-06"), ("placeholder telephone", "GD-07", "GD-08")]
)
def test_what_is_there_but_wrong(fault: str, passes: str, fails: str) -> None:
    """Present and malformed: the first rule passes, the second fails."""
    found = with_fault(fault)

    assert outcomes(found, passes) == {"pass"}
    assert outcomes(found, fails) == {"fail"}


@pytest.mark.parametrize("status", [403, 405, 412, 418, 429, 521])
def test_a_blocked_page_fails_nothing(status: int) -> None:
    """Every rule that needed the page is undetermined for its reason; none is a fault of the unit."""
    found = judged(changed(unit_world(1), "guide", status))

    assert outcomes(found, "GD-01", *GUIDE[:14]) == {"undetermined"}
    assert {one.attribution for one in found["GD-05"]} == {"blocked"}


def test_a_silent_page_waits_for_a_second_look() -> None:
    """What failed to open once, with a second look due, is undetermined."""
    found = judged(changed(unit_world(2), "guide", 404), after_s=21600, attempts=2)

    assert outcomes(found, "GD-01") == {"undetermined"}
    assert found["GD-01"][0].reason == "awaiting_second_look"


def test_a_unit_without_any_address_loses_nothing() -> None:
    """Present in the result, everything undetermined."""
    place = unit_world(3)
    found = judged(replace(place, unit=replace(place.unit, pages={})))

    assert not [one for group in found.values() for one in group if one.outcome == "fail"]
    assert outcomes(found, "GD-01", "LS-01", "AR-01", "CH-01") == {"undetermined"}


def test_a_discovered_page_that_is_dead_is_judged_like_a_registered_one() -> None:
    """The column links to it, the link is dead: that is proven."""
    place = unit_world(4, only=("disclosure",))
    dead = replace(place, pages={url: page for url, page in place.pages.items() if not url.endswith("/qqd.html")})

    assert [(one.outcome, one.confirmed) for one in judged(dead)["LS-01"]] == [("fail", True)]


def test_a_column_without_a_candidate_is_for_a_person() -> None:
    """Nothing on a readable column leads to the list: absence is proposed, not decided."""
    place = unit_world(5, only=("disclosure",))
    column = place.unit.pages["disclosure"]
    status, body = place.pages[column]
    bare = replace(
        place, pages={**place.pages, column: (status, body.replace("主动公开全清单".encode(), "便民电话".encode()))}
    )

    assert [(one.outcome, one.confirmed) for one in judged(bare)["LS-01"]] == [("fail", False)]


def test_a_silent_resolver_is_no_fault() -> None:
    """No answer from the resolver is our matter; a name that does not exist is the unit's."""
    place = unit_world(6)

    class Silent(Place):
        def answer(self, ask: Ask) -> Capture:
            if ask.method == "DNS":
                return Capture(ask, failure=Failure.RESOLVER)
            return Place.answer(self, ask)

    found = judged(Silent(place.unit, place.pages))

    assert outcomes(found, "CH-03") == {"undetermined"}
