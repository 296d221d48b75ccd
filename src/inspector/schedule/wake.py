"""APScheduler as an alarm clock: it wakes the ledger and knows nothing itself.

With its defaults a job that is late by more than a second is dropped until the next time; therefore no grace limit, one
instance, and everything that was missed is caught up at start.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from inspector.settings import Settings

_LOOK_S = 0.5
"""How often it is asked whether to stop, in seconds."""


def wake(settings: Settings, work: Callable[[], object], stopped: Callable[[], bool]) -> None:
    """Call `work` now and every `[schedule] poll_s` seconds until `stopped`; work in hand is waited for."""
    clock = BackgroundScheduler(timezone=settings.district.timezone)
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
    try:
        pause = threading.Event()
        while not stopped():
            pause.wait(_LOOK_S)
    finally:
        clock.shutdown(wait=True)
