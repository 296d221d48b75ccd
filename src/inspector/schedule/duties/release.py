"""The office is reminded, once a week from the day after the freeze, of a quarter nobody has released. Nothing releases by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from inspector.model.quarter import Quarter
from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.notices import news, send
from inspector.pipeline.release.readiness import readiness, reminder
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.settings import quarter

NAME = "release"
_EVERY_DAYS = 7
_WEEKS = timedelta(weeks=8)
"""Who has not released by then has been told often enough; the reports go on saying that they are drafts."""


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    for window in _windows(look, until):
        first = window.freeze + timedelta(days=1)
        for day in look.slots(first, _EVERY_DAYS, until):
            moment = look.at(day, look.settings.notices.at)
            if day <= first + _WEEKS and moment <= until:
                yield Due(NAME, f"{window.id}/{day}", moment)


def _windows(look: Outlook, until: datetime) -> Iterator[Quarter]:
    """The windows that were inspected or will be, without those whose newest whole run is released."""
    known = {window.id: window for window in look.quarters(until)}
    for id in look.runs:
        known.setdefault(id, quarter(look.settings, id, look.now.date()))
    for id, window in sorted(known.items()):
        run = look.runs.get(id)
        if run is None or run.id not in look.released.get(id, ()):
            yield window


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    found = readiness(workspace, due.key.partition("/")[0])
    if not found.draft:
        return f"{found.quarter} is released"
    zh, en = reminder(found)
    told = send(workspace, [news(f"release/{due.key}", zh, en, workspace.settings.district.name)], watch.now())
    stands = "can be released" if found.ready else f"cannot be released yet, {len(found.problems)} in the way"
    return f"{found.quarter} {stands}; told in {sum(one.result == 'sent' for one in told)} messages"


DUTY = Duty(NAME, Words("发布提醒", "release"), _due, _work)
