"""What is due, derived from quarters and recorded runs: late by hours or weeks, it is due once and not lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from inspector.model.quarter import Quarter, calendar_quarter, quarter_id
from inspector.settings import Settings, quarter

CHINA = timezone(timedelta(hours=8))
_QUARTERS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Due:
    """A task and the moment from which it is due (Asia/Shanghai)."""

    task: Literal["run", "resume"]
    quarter: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of a quarter's newest run."""

    quarter: str
    complete: bool
    looks_again: datetime | None = None
    """When the first second look is due; None where none is waiting."""


def begins(window: Quarter, settings: Settings) -> datetime:
    """When the run of a quarter starts: so many days before its freeze, but not before its window."""
    day = max(window.start, window.freeze - timedelta(days=settings.schedule.start_days_before_freeze))
    return datetime.combine(day, settings.schedule.at, CHINA)


def due(settings: Settings, known: Iterable[Known], now: datetime) -> list[Due]:
    """The tasks due at `now`, oldest first. A window that is over without a run is past: it is not made up afterwards."""
    ledger = {one.quarter: one for one in known}
    window = quarter(settings, None, now.date())
    tasks = []
    one = ledger.get(window.id)
    if one is None and begins(window, settings) <= now:
        tasks.append(Due("run", window.id, begins(window, settings)))
    for entry in ledger.values():
        if not entry.complete:
            tasks.append(Due("resume", entry.quarter, begins(quarter(settings, entry.quarter, now.date()), settings)))
        elif entry.looks_again is not None and entry.looks_again <= now:
            tasks.append(Due("resume", entry.quarter, entry.looks_again))
    return sorted(tasks, key=lambda task: task.since)


def planned(settings: Settings, known: Iterable[Known], now: datetime, until: date) -> list[Due]:
    """What would happen when, up to `until`: due tasks now, then the runs of the coming quarters."""
    tasks = due(settings, known, now)
    have = {one.quarter for one in known} | {task.quarter for task in tasks}
    for id in _coming(now.date(), settings):
        window = quarter(settings, id, now.date())
        if id not in have and begins(window, settings).date() <= until:
            tasks.append(Due("run", id, max(begins(window, settings), now)))
    return tasks


def _coming(today: date, settings: Settings) -> list[str]:
    id = quarter(settings, None, today).id
    found = [id]
    for _ in range(_QUARTERS_AHEAD):
        window = calendar_quarter(found[-1])
        if window is None:
            break
        found.append(quarter_id(window.end + timedelta(days=1)))
    return found
