"""The hours in which pages may be fetched, where config.toml sets some."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from inspector.errors import RunIncomplete
from inspector.settings import Settings

_LONG_S = 86400.0
_GLANCE_S = 30.0
"""How often the clock is looked at: a machine may sleep, or its clock be set."""
_GRACE = timedelta(minutes=30)
"""What a unit may take that was begun before the window closed; one that takes longer is given up and begun anew."""


def opens(settings: Settings, now: datetime) -> datetime | None:
    """When the window opens next; None where it is open at `now`, or there is no window."""
    night = settings.crawl.night
    if night is None:
        return None
    local = now.astimezone(ZoneInfo(settings.district.timezone))
    if _within(local.time(), night.start, night.end):
        return None
    day = local.date() if local.time() < night.start else local.date() + timedelta(days=1)
    return datetime.combine(day, night.start, local.tzinfo)


def _within(moment: time, start: time, end: time) -> bool:
    return start <= moment < end if start <= end else moment >= start or moment < end


async def until_day(settings: Settings, now: Callable[[], datetime]) -> None:
    """Waits while the window is open, for ever where there is none, and half an hour more for the units in hand to be finished.

    Raises RunIncomplete then.
    """
    closed: datetime | None = None
    while True:
        await asyncio.sleep(_GLANCE_S if settings.crawl.night else _LONG_S)
        moment = now()
        if opens(settings, moment) is None:
            closed = None
            continue
        closed = closed or moment
        if moment - closed >= _GRACE:
            refuse_by_day(settings, moment)


def refuse_by_day(settings: Settings, now: datetime) -> None:
    """Raises RunIncomplete where pages may not be fetched at `now`."""
    night, opening = settings.crawl.night, opens(settings, now)
    if night is None or opening is None:
        return
    raise RunIncomplete(
        f"pages are fetched from {night.start:%H:%M} to {night.end:%H:%M} only ([crawl] night)",
        remedy=f"What is done is kept: `inspector run --resume` goes on from {opening:%m-%d %H:%M}.",
    )
