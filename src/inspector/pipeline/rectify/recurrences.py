"""Which issues of a year came back: seen by two quarters, or by an order that was reopened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inspector.appraise import Issue, Recurrence, Round, compare
from inspector.pipeline.judge.results import QuarterResult, rules_changed
from inspector.pipeline.workspace import Workspace


def recurrences(
    workspace: Workspace,
    names: Sequence[str],
    ruled: Mapping[str, QuarterResult],
    lived: Sequence[Round],
    past: frozenset[str],
) -> list[Recurrence]:
    """Issues of each quarter of the year that had been put right and are back: seen by two quarters, or by an order reopened."""
    found: dict[tuple[str, str], Recurrence] = {}
    before: QuarterResult | None = None
    for name in names:
        now = ruled.get(name)
        if now is None:
            continue
        if before is not None:
            for issue in _back(workspace, now, before, past):
                found[name, issue.id] = Recurrence(issue.unit, name, issue.id, issue.rule)
            past |= _failed(before)
        before = now
    for one in lived:
        if one.reopened and one.quarter in names[1:] and one.end != "withdrawn":
            found[one.quarter, one.finding] = Recurrence(one.unit, one.quarter, one.finding, one.rule, one.order)
    return [found[key] for key in sorted(found) if key[0] in names[1:]]


def _back(workspace: Workspace, now: QuarterResult, before: QuarterResult, past: frozenset[str]) -> Iterable[Issue]:
    """Certain fails of `now` that had failed before `before` and passed in it."""
    changed = rules_changed(workspace, now, before)
    units = compare(now.result, before.result, changed, past).units
    return (
        issue for unit in units for issue in unit.of("reopened") if not issue.proposed and unit.unit in before.units
    )


def _failed(quarter: QuarterResult) -> frozenset[str]:
    return frozenset(one["id"] for unit in quarter.units.values() for one in unit["findings"] if certain(one))


def certain(finding: Mapping[str, Any]) -> bool:
    """Whether a finding is a fail that nobody has still to confirm."""
    return bool(finding["outcome"] == "fail" and finding["confirmed"])
