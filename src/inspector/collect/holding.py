"""Holding a host while it is visited, so that politeness holds wherever else the run is at work."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

from inspector.model.turns import Turns

_LONGEST_S = 10.0
"""After so long a host is handed on, that others who need a page of it do not wait for a whole group of units."""
_PATIENCE_S = 60.0
"""A host that wants to be left alone for longer says so itself to the next one who asks."""
_LINGER_S = 0.05
"""A host is kept for a moment after its last request: the next one mostly follows at once."""


class Holding:
    """One process's hold on `host`: taken before its first request, given back once the pause after its last one is over.

    `free_at` tells when that pause ends, on the monotonic clock.
    """

    def __init__(self, turns: Turns, host: str, free_at: Callable[[], float]) -> None:
        self._turns, self._host, self._free_at = turns, host, free_at
        self._door = asyncio.Lock()
        self._idle = asyncio.Event()
        self._visits = 0
        self._held = False
        self._since = self._left = 0.0
        self._giving: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def visit(self) -> AsyncIterator[None]:
        """The time of one request, or of several at once. The host is never waited for while another one is held."""
        await self._enter()
        try:
            yield
        finally:
            self._visits, self._left = self._visits - 1, time.monotonic()
            if not self._visits:
                self._idle.set()
                if self._giving is None or self._giving.done():
                    self._giving = asyncio.create_task(self._give_soon())

    async def _enter(self) -> None:
        async with self._door:
            if self._held and time.monotonic() - self._since > _LONGEST_S:
                await self._idle.wait()
                await self._pause()
                await self._give()
            if not self._held:
                await self._turns.take(self._host)
                self._held, self._since = True, time.monotonic()
            self._visits += 1
            self._idle.clear()

    async def _give_soon(self) -> None:
        """Once nobody has come for a moment; whoever comes meanwhile and leaves again is waited for by the same task."""
        while not self._visits and self._held:
            await asyncio.sleep(self._left + _LINGER_S - time.monotonic())
            await self._pause()
            async with self._door:
                if self._left_alone():
                    await self._give()

    def _left_alone(self) -> bool:
        return not self._visits and time.monotonic() - self._left >= _LINGER_S

    async def _pause(self) -> None:
        latest = time.monotonic() + _PATIENCE_S
        while (left := min(self._free_at(), latest) - time.monotonic()) > 0:  # noqa: ASYNC110 - the clock tells no event
            await asyncio.sleep(left)

    async def _give(self) -> None:
        if self._held:
            self._held = False
            await self._turns.give(self._host)

    async def aclose(self) -> None:
        """Give the host back at once."""
        if self._giving is not None:
            self._giving.cancel()
            await asyncio.gather(self._giving, return_exceptions=True)
        await self._give()
