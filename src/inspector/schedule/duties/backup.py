"""A backup every so many days; of those that were missed only the newest is made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from inspector.model.words import Words
from inspector.pipeline.archive.backup import backup, damaged
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "backup"
_SUNDAY = date(2026, 1, 4)
"""The slots are counted from here, so that a weekly backup falls on the night to Sunday."""


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    for day in look.slots(_SUNDAY, look.settings.schedule.backup_every_days, until):
        yield Due(NAME, day.isoformat(), look.at(day))


def _work(workspace: Workspace, _: Due, watch: Watch) -> str:
    folder = backup(workspace, watch.now())
    return "; ".join([f"backup {folder}", *(f"evidence is damaged: {fault}" for fault in damaged(folder))])


DUTY = Duty(NAME, Words("备份", "backup"), _due, _work)
