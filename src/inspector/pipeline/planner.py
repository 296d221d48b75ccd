"""The plan of repairs for one unit, from the evidence of a run."""

from __future__ import annotations

from datetime import date

from inspector.errors import UsageError
from inspector.judge import judge_unit
from inspector.pipeline.judging import ruleset_of, snapshot_of
from inspector.pipeline.workspace import Workspace
from inspector.rectify.planner import Plan, plan


def planned(workspace: Workspace, code: str, run_name: str = "latest", by: date | None = None) -> Plan:
    """What each repair of `code` gains, judged on a run's evidence; with `by` only what is due until then. Raises UsageError."""
    run = workspace.run(run_name)
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    unit = next((unit for unit in snapshot.inspected if unit.code == code and code in run.codes), None)
    if unit is None:
        raise UsageError(f"{snapshot.id} did not inspect {code!r}", remedy="`inspector units list` shows all codes.")
    judged = judge_unit(unit, run.read_unit(code), snapshot, ruleset)
    only = None if by is None else [id for id, due in judged.due.items() if due <= by]
    return plan(judged.findings, unit.type, ruleset, only)
