"""Quarters that an official leaves out of a unit's year: events, with authority and reason, that a later one may take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inspector.errors import UsageError
from inspector.model.order import Event
from inspector.model.quarter import calendar_quarter
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

STREAM = "appraisal"


def excuse(workspace: Workspace, unit: str, quarter: str, word: Word, *, back: bool = False) -> Event:
    """Leave a quarter out of a unit's year, or take that back. Raises UsageError without authority and reason."""
    if calendar_quarter(quarter) is None:
        raise UsageError(f"{quarter!r} is not a quarter", remedy="Write a year, Q and a number, such as 2026Q4.")
    if unit not in {one.code for one in workspace.units()}:
        raise UsageError(f"no unit has the code {unit}", remedy="`inspector units list` shows all codes.")
    if not (word.author.strip() and word.authority.strip() and word.reason.strip()):
        raise UsageError("a quarter is not left out without grounds", remedy="Give --by, --authority and --reason.")
    key = f"{unit}/{quarter}"
    with workspace.store() as store:
        seq = len(store.life(STREAM, key))
        kind = "counted" if back else "excused"
        event = Event(STREAM, key, seq, kind, word.author, word.at(), word.authority, word.reason)
        store.add_events([event])
    return event


def excused(events: Iterable[Event], at: date) -> dict[tuple[str, str], Event]:
    """(unit, quarter) -> the event that leaves it out, as of the end of day `at`; the last word on each counts."""
    last = {event.key: event for event in events if event.stream == STREAM and event.at[:10] <= at.isoformat()}
    pairs = ((key.rpartition("/"), event) for key, event in last.items() if event.kind == "excused")
    return {(unit, quarter): event for (unit, _, quarter), event in pairs}
