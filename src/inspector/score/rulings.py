"""What people ruled, laid over what the machine found. Nothing is edited: the original outcome stays beside the new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from inspector.model.finding import Finding, Outcome, Ruling

_OUTCOMES: dict[str, Outcome] = {
    "rejected": "pass",
    "pass": "pass",
    "fail": "fail",
    "not_applicable": "not_applicable",
    "waived": "waived",
}


def ruled(findings: Iterable[Finding], rulings: Iterable[Ruling], at: date) -> tuple[Finding, ...]:
    """The findings with the rulings valid at `at` applied; of several for one issue the latest counts."""
    valid = [ruling for ruling in rulings if _valid(ruling, at)]
    return tuple(_apply(finding, valid) for finding in findings)


def _valid(ruling: Ruling, at: date) -> bool:
    return ruling.valid_from <= at.isoformat() and (not ruling.valid_to or at.isoformat() <= ruling.valid_to)


def _apply(finding: Finding, rulings: list[Ruling]) -> Finding:
    mine = [
        r for r in rulings if r.unit == finding.unit and r.rule == finding.rule and r.subject in ("", finding.subject)
    ]
    if not mine:
        return finding
    ruling = max(mine, key=lambda ruling: ruling.at)
    if ruling.new == "confirmed":
        return replace(finding, confirmed=True, ruling="confirmed")
    return replace(finding, outcome=_OUTCOMES[ruling.new], confirmed=True, original=finding.outcome, ruling=ruling.new)
