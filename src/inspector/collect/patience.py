"""How long the other side is waited for: what our own loop was held up, or the machine slept, is not its silence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

_PUNCTUAL_S = 0.1
"""A timer that rings later than by this tells that our loop was held up."""
_POLL_S = 0.05
"""Long enough for the loop to look once at what the system has received; some loops look at their timers first."""
_MOST = 10
"""As often a wait is prolonged: a loop that is always late must not wait for ever."""


class Alarm:
    """Calls `ring` once `seconds` have passed in which our loop could hear the other side.

    Where the timer comes late, what has come in meanwhile is taken first, and the wait goes on for as long as was lost.
    """

    __slots__ = ("_due", "_handle", "_loop", "_more", "_ring", "_seconds")

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._seconds, self._ring, self._more = seconds, ring, _MOST
        self._due = time.monotonic() + seconds
        self._handle = self._loop.call_later(seconds, self._fired)

    def _fired(self) -> None:
        now = time.monotonic()
        late = now - self._due
        if late <= _PUNCTUAL_S or not self._more:
            self._handle = self._loop.call_later(_POLL_S, self._ring)
            return
        longer = max(min(late, self._seconds), _POLL_S)
        self._more, self._due = self._more - 1, now + longer
        self._handle = self._loop.call_later(longer, self._fired)

    def cancel(self) -> None:
        """It shall not ring."""
        self._handle.cancel()


class Within:
    """As `asyncio.timeout`, by an `Alarm`: raises TimeoutError where the block takes longer; with None it may take for ever."""

    __slots__ = ("_alarm", "_seconds", "_timeout")

    def __init__(self, seconds: float | None) -> None:
        self._seconds, self._timeout = seconds, asyncio.timeout(None)
        self._alarm: Alarm | None = None

    async def __aenter__(self) -> Self:
        await self._timeout.__aenter__()
        if self._seconds is not None:
            self._alarm = Alarm(self._seconds, self._over)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = (
                None  # it knows us: as a ring the two would keep the task, and the page it fetched, for the collector
            )
        await self._timeout.__aexit__(kind, fault, trace)

    def _over(self) -> None:
        self._timeout.reschedule(0)


def held_up(since: float, seconds: float) -> bool:
    """Whether a wait of so many seconds, begun at `since` on the monotonic clock, took another time than that.

    Our loop was held up, or the clock that the waiting was done by was set.
    """
    return abs(time.monotonic() - since - seconds) > _PUNCTUAL_S
