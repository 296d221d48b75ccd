"""When a run shall end early, and how: with the host groups in hand, or with the units in hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from inspector.engine import Stop
from inspector.pipeline.night import opens
from inspector.settings import Settings


class Ending:
    """Asked before each host group and each unit.

    Told to stop, a run finishes the host groups in hand within `[crawl] finish_s`, and then the units in hand. At the end of
    the night window the units in hand are finished. What is left is for --resume; nothing that was fetched is lost.
    """

    def __init__(
        self,
        settings: Settings,
        stopped: Callable[[], bool],
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._stopped, self._now, self._clock = settings, stopped, now, clock
        self._told_at: float | None = None

    def __call__(self) -> Stop:
        """What shall no longer be begun."""
        if opens(self._settings, self._now()) is not None:
            return Stop.UNITS
        if not self._stopped():
            return Stop.NOTHING
        if self._told_at is None:
            self._told_at = self._clock()
        late = self._clock() - self._told_at >= self._settings.crawl.finish_s
        return Stop.UNITS if late else Stop.GROUPS
