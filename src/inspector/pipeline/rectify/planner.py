"""The plan of repairs for one unit, from the evidence of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector.archive import Run
from inspector.errors import UsageError
from inspector.judge import judge_unit
from inspector.judge.unit import Judged
from inspector.pipeline.judge.evidence import as_judged
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.rectify.orders import listed
from inspector.pipeline.workspace import Workspace
from inspector.rectify.planner import Plan, plan


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the deadline of each fault in it, and how many working days there are; `days` is None where no day was given."""

    plan: Plan
    due: Mapping[str, date]
    days: int | None = None

    def json(self) -> dict[str, Any]:
        """Plain data."""
        told = self.plan.json()
        for step in told["steps"]:
            day = self.due.get(step["finding"])
            step["due"] = day.isoformat() if day else None
        return {**told, "working_days": self.days}


def planned(
    workspace: Workspace,
    code: str,
    run_name: str = "latest",
    *,
    by: date | None = None,
    per_day: int | None = None,
    today: date | None = None,
) -> Planned:
    """What each repair of `code` gains, judged on a run's evidence.

    With `by`, only what is due until that day; with `per_day` too, only as many repairs as the working days from `today`
    (which itself is over) to `by` leave room for, the best of them. A deadline is that of the open order, else it counts from
    the run's day. Raises UsageError, and CalendarMissing where working days cannot be counted.
    """
    run = workspace.run(_run_of(workspace, code, run_name))
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    unit = next((unit for unit in snapshot.inspected if unit.code == code and code in run.codes), None)
    if unit is None:
        raise UsageError(f"{snapshot.id} did not inspect {code!r}", remedy="`inspector units list` shows all codes.")
    judged = judge_unit(unit, as_judged(run, snapshot, others=Run.remains)(code), snapshot, ruleset)
    due = _due(workspace, judged)
    if by is None:
        return Planned(plan(judged.findings, unit.type, ruleset), due)
    days = ruleset.workdays.between(today or snapshot.at, by)
    if days < 0:
        raise UsageError(f"{by} lies before {today or snapshot.at}", remedy="Give a later day with --by.")
    only = [id for id, last in due.items() if last <= by]
    room = None if per_day is None else per_day * days
    return Planned(plan(judged.findings, unit.type, ruleset, only, room), due, days)


def _run_of(workspace: Workspace, code: str, name: str) -> str:
    """Of a quarter, or the latest one, the newest complete run that judged the unit; else the run that is named."""
    with workspace.store() as store:
        quarters = [run.quarter for run in store.runs() if run.complete and name in ("latest", run.quarter)]
        return store.newest(quarters[-1]).get(code, name) if quarters else name


def _due(workspace: Workspace, judged: Judged) -> dict[str, date]:
    """Finding id -> its deadline: that of its open order, which may have been extended, else the one of the run."""
    ordered = {
        o.finding: o.due for o in listed(workspace) if o.unit == judged.unit.code and o.open and o.due is not None
    }
    return {**judged.due, **ordered}
