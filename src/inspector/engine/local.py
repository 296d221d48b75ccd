"""All groups in this process, on one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

from inspector.engine import HostGroup

Done = TypeVar("Done")


class LocalEngine:
    """At most `slots` groups at a time. When one fails or the run is cancelled, the others are cancelled too."""

    def __init__(self, slots: int) -> None:
        self._slots = max(1, slots)

    async def run(
        self, groups: Iterable[HostGroup], work: Callable[[HostGroup], Awaitable[Done]]
    ) -> AsyncIterator[Done]:
        """Yield each group's result as it comes."""
        waiting = iter(groups)
        running: set[asyncio.Task[Done]] = set()
        try:
            while True:
                while len(running) < self._slots and (group := next(waiting, None)) is not None:
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
