"""APScheduler as an alarm clock: it wakes the ledger and knows nothing itself.

With its defaults a job that is late by more than a second is dropped until the next time; therefore no grace limit, one
instance, and everything that was missed is caught up at start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger

from inspector.settings import Settings


def wake(settings: Settings, work: Callable[[], None]) -> None:
    """Call `work` now and every `[schedule] poll_s` seconds until the process is told to stop."""
    clock = BlockingScheduler(timezone=settings.district.timezone)
    clock.add_job(
        work,
        IntervalTrigger(seconds=max(1, int(settings.schedule.poll_s)), timezone=settings.district.timezone),
        id="due",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        replace_existing=True,
        next_run_time=datetime.now(clock.timezone),
    )
    clock.start()
