"""APScheduler as an alarm clock: it wakes the ledger and knows nothing itself.

With its defaults a job that is late by more than a second is dropped until the next time; therefore no grace limit, one
instance, and everything that was missed is caught up at start. The alarm rings in a thread of its own; the work is done in the main
one, which alone may fork, so that a run of the scheduler's is as fast as one that a person begins.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from inspector.log import logger
from inspector.settings import Settings

_log = logger("schedule")
_LOOK_S = 0.5
"""How often it is asked whether to stop, in seconds."""


def wake(settings: Settings, work: Callable[[], object], stopped: Callable[[], bool]) -> None:
    """Call `work`, in this thread, now and every `[schedule] poll_s` seconds until `stopped`; a fault of it does not end the schedule."""
    due = threading.Event()
    clock = BackgroundScheduler(timezone=settings.district.timezone)
    clock.add_job(
        due.set,
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
        while not stopped():
            if due.wait(_LOOK_S):
                due.clear()
                _done(work)
    finally:
        clock.shutdown(wait=True)


def _done(work: Callable[[], object]) -> None:
    """A database that is away for a moment, or a fault of ours: told in the log, and tried again at the next alarm."""
    try:
        work()
    except Exception as fault:  # noqa: BLE001 - whatever it is, the schedule goes on and the log has it
        _log.error("what is due could not be done", why="".join(traceback.format_exception(fault)))
