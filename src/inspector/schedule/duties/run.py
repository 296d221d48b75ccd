"""The quarter's run: so many days before its freeze, of the whole registry, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from inspector.model.quarter import Quarter
from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.schedule.ledger import outlook
from inspector.settings import quarter

NAME = "run"


def begins(window: Quarter, look: Outlook) -> datetime:
    """When the run of a window starts: days before its freeze, but not before the window."""
    before = timedelta(days=look.settings.schedule.start_days_before_freeze)
    return look.at(max(window.start, window.freeze - before))


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    for window in look.quarters(until):
        yield Due(NAME, window.id, begins(window, look))


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    """What was begun for the window is resumed, also where it failed and its next try fell due after it had begun."""
    look = outlook(workspace, watch.now())
    known, window = look.runs.get(due.key), quarter(look.settings, due.key, look.now.date())
    if known is not None and datetime.fromisoformat(known.started) >= begins(window, look):
        return f"report {resume(workspace, known.id, watch).report}"
    return f"report {inspect(workspace, due.key, watch=watch).report}"


DUTY = Duty(NAME, Words("季度检查", "quarterly run"), _due, _work)
