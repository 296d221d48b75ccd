"""All groups in this process, on one event loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from inspector.engine import HostGroup, Office, Post, Stop

Done = TypeVar("Done")


class LocalTurns:
    """Turns among the visitors of one process."""

    def __init__(self) -> None:
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, host: str) -> None:
        """Wait until `host` is free."""
        await self._hosts[host].acquire()

    async def give(self, host: str) -> None:
        """Let the next one in."""
        self._hosts[host].release()


class LocalEngine:
    """At most `slots` groups at a time. When one fails or the run is cancelled, the others are cancelled too."""

    def __init__(self, slots: int) -> None:
        self._slots = max(1, slots)
        self.turns = LocalTurns()

    async def run(
        self, groups: Iterable[HostGroup], office: Office[Done], stopped: Callable[[], Stop]
    ) -> AsyncIterator[Done]:
        """Yield each group's result as it comes."""
        waiting = iter(groups)
        running: set[asyncio.Task[Done]] = set()
        async with office(Post(self.turns, lambda: stopped() >= Stop.UNITS)) as work:
            try:
                while True:
                    while len(running) < self._slots and (group := next(waiting, None)) is not None and not stopped():
                        running.add(asyncio.ensure_future(work(group)))
                    if not running:
                        return
                    done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        yield task.result()
            finally:
                for task in running:
                    task.cancel()
                await asyncio.gather(*running, return_exceptions=True)
