"""Where the channels of a quarter stand: coverage of the newest result, consents, test mails, looks, calls, reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspector.channels.consent import STREAM as CONSENTS
from inspector.channels.consent import consents
from inspector.channels.message import INBOX, STREAM, inbox_read, messages
from inspector.checks.probes import Standing, answered, delivered
from inspector.errors import CalendarMissing
from inspector.model.observation import Observation
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.probing.evidence import observed
from inspector.pipeline.probing.switch import file
from inspector.pipeline.workspace import Workspace


def status(workspace: Workspace, quarter: str, today: date) -> dict[str, Any]:
    """Plain data: `stopped`, `coverage` of the newest result (null before the first), and one object a unit."""
    found = quarter_result(workspace, quarter)
    judged = {unit["code"]: unit for unit in found.result["units"]} if found is not None else {}
    with workspace.store() as store:
        events = store.events(CONSENTS, STREAM, INBOX)
    seen = observed(workspace, quarter)
    given = consents(events)
    return {
        "quarter": quarter,
        "stopped": file(workspace).exists(),
        "inbox_read": inbox_read(events),
        "unsettled": sum(one.state == "sending" for one in messages(events).values()),
        "coverage": found.result["run"]["channels"] if found is not None else None,
        "units": [
            {
                "code": unit.code,
                "name": unit.name,
                "consent": [_consent(one, today) for one in given.get(unit.code, ())],
                "channels": _counts(judged.get(unit.code)),
                "seen": [_seen(workspace, one) for one in seen.get(unit.code, ())],
            }
            for unit in workspace.units()
        ],
    }


def _consent(one: Any, today: date) -> dict[str, Any]:
    return {
        "scope": sorted(one.scope),
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "authority": one.authority,
        "valid": one.since <= today <= one.until,
    }


def _counts(unit: dict[str, Any] | None) -> dict[str, Any] | None:
    """The unit's coverage without its items; None where it was not inspected yet."""
    return {key: value for key, value in unit["channels"].items() if key != "items"} if unit is not None else None


def _seen(workspace: Workspace, one: Observation) -> dict[str, Any]:
    said = {"kind": one.kind, "value": one.value, "at": one.at, "outcome": one.outcome, "by": one.by}
    if one.kind == "message":
        said |= {"delivered": delivered(one).outcome, "answered": _answered(workspace, one).outcome}
    return said


def _answered(workspace: Workspace, one: Observation) -> Standing:
    try:
        return answered(one, workspace.ruleset().workdays, workspace.settings.channels.human_days)
    except CalendarMissing as error:
        return Standing("undetermined", "缺少工作日历", str(error), "calendar", "us")
