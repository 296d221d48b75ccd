"""Evidence that is older than its class is kept is deleted once a month, where config.toml names a class at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from inspector.model.words import Words
from inspector.pipeline.archive.retention import apply
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "retention"
_FIRST = date(2026, 1, 3)
_EVERY_DAYS = 28


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    settings = look.settings.retention
    classes = (settings.pages, settings.files, settings.links, settings.names, settings.pictures)
    if any(years is not None for years in classes):
        for day in look.slots(_FIRST, _EVERY_DAYS, until):
            yield Due(NAME, day.isoformat(), look.at(day))


def _work(workspace: Workspace, _: Due, watch: Watch) -> str:
    gone = apply(workspace, watch.now(), "scheduler")
    return f"{sum(one.records for one in gone)} records deleted, tombstones left"


DUTY = Duty(NAME, Words("证据留存", "retention"), _due, _work)
