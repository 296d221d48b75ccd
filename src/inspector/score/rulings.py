"""What people ruled, laid over what the machine found. Nothing is edited: the original outcome stays beside the new one."""

from __future__ import annotations

from collections.abc import Iterable
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


def ruled(findings: Iterable[Finding], rulings: Iterable[Ruling], at: date) -> tuple[Finding, ...]:
    """The findings with the rulings valid at `at` applied; of several for one issue the latest counts."""
    valid = [ruling for ruling in rulings if in_force(ruling, at)]
    return tuple(_apply(finding, valid) for finding in findings)


def in_force(ruling: Ruling, at: date) -> bool:
    """Whether the ruling holds on `at`; its first and last day count."""
    return ruling.valid_from <= at.isoformat() and (not ruling.valid_to or at.isoformat() <= ruling.valid_to)


def _apply(finding: Finding, rulings: list[Ruling]) -> Finding:
    mine = [
        r for r in rulings if r.unit == finding.unit and r.rule == finding.rule and r.subject in ("", finding.subject)
    ]
    if not mine:
        return finding
    ruling = max(mine, key=lambda ruling: ruling.at)
    ruled = replace(finding, confirmed=True, ruling=ruling.new, ruled=Ruled(ruling, finding.points))
    if ruling.new == "confirmed":
        return ruled
    outcome = _OUTCOMES[ruling.new]
    points = finding.points if outcome == "fail" else Decimal(0)
    return replace(ruled, outcome=outcome, original=finding.outcome, points=points)
