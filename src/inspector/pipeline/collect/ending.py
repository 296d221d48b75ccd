"""When a run shall end early, and how: with the host groups in hand, with the units in hand, or with neither."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from inspector.engine import Stop
from inspector.pipeline.collect.night import opens
from inspector.settings import Settings

_GLANCE_S = 0.2


class Ending:
    """Asked before each host group and each unit.

    Told to stop, a run has `[crawl] finish_s` for the host groups in hand; then what is in hand is given up. At the end of
    the night window the units in hand are finished. What is left is for --resume; nothing that was stored is lost.
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
        if not self._told():
            return Stop.NOTHING
        return Stop.UNITS if self._late() else Stop.GROUPS

    async def overdue(self) -> None:
        """Waits until what is in hand has had its time since the run was told to stop; for ever where it is not told."""
        while not (self._told() and self._late()):  # noqa: ASYNC110 - a signal handler wakes no event of a loop
            await asyncio.sleep(_GLANCE_S)

    def _told(self) -> bool:
        if self._told_at is None and self._stopped():
            self._told_at = self._clock()
        return self._told_at is not None

    def _late(self) -> bool:
        return self._told_at is not None and self._clock() - self._told_at >= self._settings.crawl.finish_s
