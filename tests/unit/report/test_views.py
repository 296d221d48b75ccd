"""One unit's notice: findings apart by outcome, exact sums, changes and repairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from invented_quarter import invented_inspection

from inspector.appraise import compare
from inspector.report.items import KINDS, LONGEST_QUOTE
from inspector.report.views import UnitView, view


def _unit(number: int, **changes: Any) -> UnitView:
    inspection = invented_inspection()
    unit = {**inspection.result["units"][number], **changes}
    assert inspection.previous is not None
    return view(inspection, unit, inspection.previous.units[unit["code"]])


@pytest.mark.parametrize("number", range(26))
def test_the_balance_closes_on_the_value(number: int) -> None:
    """Maximum and entries come to the score exactly, line by line."""
    unit = _unit(number)

    balance = unit.max
    for line in unit.lines:
        balance += line.points
        assert line.balance == balance
    assert unit.closing == unit.value


def test_every_finding_has_exactly_one_place() -> None:
    """The kinds share the findings out: proposals apart from what is certain."""
    unit = _unit(4)

    assert sum(unit.count(kind) for kind in KINDS) == 24
    assert {item.card.id for item in unit.items["proposal"]} >= {"PV-01"}
    assert all(item.taken == 0 for item in unit.items["proposal"])


def test_a_decimal_score_stays_exact() -> None:
    """JSON numbers are read digit by digit, not as binary fractions."""
    entry = {"pack": "GD", "rule": "GD-03", "finding": "x", "points": -0.1, "reason": "一处"}
    score = {"value": 99.7, "floor": 99.7, "max": 100, "grade": "优", "veto": None, "coverage": 1}

    unit = _unit(0, ledger=[entry] * 3, score=score)

    assert unit.closing == unit.value == Decimal("99.7")


def test_a_unit_without_any_answer_is_not_called_inspected() -> None:
    """All undetermined: undetermined; all not applicable: exempt; nothing at all: undetermined."""
    finding = invented_inspection().result["units"][0]["findings"][0]

    assert _unit(24).status == "undetermined"
    assert _unit(0, findings=[{**finding, "outcome": "not_applicable"}]).status == "exempt"
    assert _unit(0, findings=[]).status == "undetermined"


def test_changes_name_what_was_fixed_and_what_was_lost() -> None:
    """Against last quarter: failing then and passing now is fixed; not judged now is not comparable, never fixed."""
    inspection = invented_inspection()
    now = inspection.result["units"][0]
    first, second, third = now["findings"][:3]
    before = {**now, "findings": [{**finding, "outcome": "fail"} for finding in (first, second, third)]}
    today = {**now, "findings": [{**first, "outcome": "pass"}, {**second, "outcome": "undetermined"}]}
    run = inspection.result["run"]
    changed = compare({"run": run, "units": [today]}, {"run": run, "units": [before]}).units[0]

    change = view(inspection, today, before, changed).change

    assert change is not None
    assert [(one.rule, one.subject) for one in change.fixed] == [(first["rule"], first["subject"])]
    assert (change.counts["not_comparable"], change.comparable) == (2, True)
    assert sum(count for _, count in change.incomparable) == 2


def test_quotes_and_places_are_kept_within_bounds() -> None:
    """A page that repeats its fault a hundred times does not swell the notice; the rest is counted."""
    finding = invented_inspection().result["units"][0]["findings"][0]
    evidence = [{**finding["evidence"][0], "quote": "长" * 10_000}] * 100

    item = _unit(0, findings=[{**finding, "outcome": "fail", "evidence": evidence}]).items["failed"][0]

    assert (len(item.places), item.hidden) == (4, 96)
    assert len(item.places[0].quote) <= LONGEST_QUOTE + 2


def test_the_deadline_of_an_open_order_is_the_one_that_counts() -> None:
    """An order that was issued, or extended, replaces the day counted from the inspection; a closed one does not."""
    inspection = invented_inspection()
    unit = inspection.result["units"][3]
    id = next(f["id"] for f in unit["findings"] if f["id"] in inspection.issued)
    late = replace(inspection.issued[id], status="issued", due=date(2027, 1, 15))
    closed = replace(late, status="closed")

    dues = [
        next(one for one in view(replace(inspection, issued={id: order}), unit).items["failed"] if one.id == id).due
        for order in (late, closed)
    ]

    assert dues == ["2027-01-15", next(f["due"] for f in unit["findings"] if f["id"] == id)]
