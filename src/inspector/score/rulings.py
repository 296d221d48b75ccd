"""What people ruled, laid over what the machine found. Nothing is edited: the original outcome stays beside the new one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from inspector.model.finding import Finding, Outcome, Ruled, Ruling

_OUTCOMES: dict[str, Outcome] = {
    "rejected": "pass",
    "pass": "pass",
    "fail": "fail",
    "not_applicable": "not_applicable",
    "waived": "waived",
}


def ruled(
    findings: Iterable[Finding], rulings: Iterable[Ruling], at: date, also: Mapping[str, Collection[str]] | None = None
) -> tuple[Finding, ...]:
    """The findings with the rulings valid at `at` applied; of several for one issue the latest counts.

    `also` are, by finding id, further subjects that an issue was on record under before its page moved.
    """
    found = tuple(findings)
    units = {finding.unit for finding in found}
    valid = [ruling for ruling in rulings if ruling.unit in units and in_force(ruling, at)]
    return tuple(_apply(finding, valid, (also or {}).get(finding.id, ())) for finding in found)


def in_force(ruling: Ruling, at: date) -> bool:
    """Whether the ruling holds on `at`; its first and last day count."""
    return ruling.valid_from <= at.isoformat() and (not ruling.valid_to or at.isoformat() <= ruling.valid_to)


def newest(rulings: Iterable[Ruling], unit: str, rule: str, *subjects: str) -> Ruling | None:
    """The latest of these rulings on an issue; None where nobody ruled on it."""
    mine = [one for one in rulings if one.unit == unit and one.rule == rule and one.subject in ("", *subjects)]
    return max(mine, key=lambda ruling: ruling.at, default=None)


def outcome_of(ruling: Ruling, machine: Outcome) -> Outcome:
    """What a ruling makes of the machine's outcome; a confirmation leaves it."""
    return _OUTCOMES.get(ruling.new, machine)


def _apply(finding: Finding, rulings: list[Ruling], also: Collection[str]) -> Finding:
    ruling = newest(rulings, finding.unit, finding.rule, finding.subject, *also)
    if ruling is None:
        return finding
    ruled = replace(finding, confirmed=True, ruling=ruling.new, ruled=Ruled(ruling, finding.points))
    if ruling.new == "confirmed":
        return ruled
    outcome = outcome_of(ruling, finding.outcome)
    points = finding.points if outcome == "fail" else Decimal(0)
    return replace(ruled, outcome=outcome, original=finding.outcome, points=points)
