"""All groups on this machine: a few on one event loop in this process, many in as many processes as there are cores."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from typing import TypeVar

from inspector.engine import GivenUp, HostGroup, Office, Post, Stop
from inspector.engine.crew import Crew
from inspector.log import logger
from inspector.model.turns import Turns

_log = logger("engine")
Done = TypeVar("Done")
_GROUPS_EACH = 4
"""Host groups from which another process pays: below, its start and the pages that it shares with others cost more."""


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
    """At most `slots` groups at a time, in at most so many `processes`, each of which needs some groups to be worth it.

    When one group fails or the run is cancelled, the others are cancelled too. A host at which a process died rests `rest_s`.
    `turns` are by default those of this process.
    """

    def __init__(self, slots: int, processes: int = 1, rest_s: float = 0.0, turns: Turns | None = None) -> None:
        self._slots, self._processes, self._rest_s = max(1, slots), processes, rest_s
        self.turns: Turns = turns or LocalTurns()

    async def run(
        self,
        groups: Iterable[HostGroup],
        office: Office[Done],
        stopped: Callable[[], Stop],
        given_up: GivenUp[Done] | None = None,
    ) -> AsyncGenerator[Done, None]:
        """Yield each group's result as it comes. Where no other process lives, this one does what is left."""
        all_groups = list(groups)
        processes = min(self._processes, self._slots, len(all_groups) // _GROUPS_EACH)
        by_one = self._by_one(all_groups, office, stopped)
        work = self._by_many(all_groups, office, stopped, given_up, processes) if processes > 1 else by_one
        async with aclosing(work) as results:
            async for result in results:
                yield result

    async def _by_many(
        self,
        groups: Sequence[HostGroup],
        office: Office[Done],
        stopped: Callable[[], Stop],
        given_up: GivenUp[Done] | None,
        processes: int,
    ) -> AsyncGenerator[Done, None]:
        each, more = divmod(self._slots, processes)
        slots = tuple(each + (number < more) for number in range(processes))
        async with (
            Crew(groups, office, slots, self.turns, self._rest_s) as crew,
            aclosing(crew.work(stopped, given_up)) as results,
        ):
            async for result in results:
                yield result
        if crew.left:
            _log.warning("no other process lives: going on in this one", groups=len(crew.left))
            async with aclosing(self._by_one(crew.left, office, stopped)) as results:
                async for result in results:
                    yield result

    async def _by_one(
        self, groups: Sequence[HostGroup], office: Office[Done], stopped: Callable[[], Stop]
    ) -> AsyncGenerator[Done, None]:
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
