"""The deadlines of a workspace as a calendar file beside the reports."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from inspector.errors import UsageError
from inspector.pipeline.rectify.orders import listed
from inspector.pipeline.workspace import Workspace
from inspector.report.deadlines import calendar
from inspector.report.files import put_bytes
from inspector.report.links import stem
from inspector.settings import quarter

_AHEAD = timedelta(days=92)


def write_calendar(workspace: Workspace, now: datetime, unit: str | None = None) -> Path:
    """`reports/deadlines.ics`, or `reports/deadlines-<code>.ics` of one unit. Raises UsageError for an unknown unit."""
    names = {one.code: one.name for one in workspace.units()}
    if unit is not None and unit not in names:
        raise UsageError(f"no unit has the code {unit}", remedy="`inspector units list` shows all codes.")
    windows = {
        found.id: found for day in (now, now + _AHEAD) for found in [quarter(workspace.settings, None, day.date())]
    }
    orders = [order for order in listed(workspace) if unit in (None, order.unit)]
    text = calendar(windows.values(), orders, names, workspace.settings.district.name)
    name = f"deadlines-{stem(unit)}.ics" if unit else "deadlines.ics"
    return put_bytes(workspace.reports / name, text)
