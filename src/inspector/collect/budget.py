"""What looking at one unit may cost: requests in all, bytes held in memory, and how long any one host may make it wait."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from platform import node

from inspector.collect.failures import Spent, TooMuch
from inspector.model.turns import Turns

_SHARE = 6
"""Of what a unit may hold, such a part is granted to each at once, however much the others hold."""
_PATIENCE_S = 3600.0
_LARGE = f"large.{node()}"
"""The turn of a machine at its large units."""


@dataclass(slots=True, eq=False)
class Pool:
    """What the units that a process has in hand hold together, in bytes. Where that is more than `most`, the large ones go on one by one.

    Where other processes of the machine work on the same run it is one of theirs or ours: `turns` are taken for that.
    """

    most: int
    turns: Turns | None = None
    held: int = 0
    line: list[Budget] = field(default_factory=list)
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    granted: bool = False
    _low: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Task[None] | None = None

    def add(self, size: int) -> None:
        """So many bytes more are held, or fewer."""
        self.held += size
        if self.held <= self.most:
            self._low.set()
            return
        self._low.clear()
        if self.turns is not None and (self._turn is None or self._turn.done()):
            self._turn = asyncio.create_task(self._in_turn(self.turns))

    async def _in_turn(self, turns: Turns) -> None:
        """Our large units go on, for as long as there are any."""
        while self.held > self.most:
            await turns.take(_LARGE)
            try:
                self.granted = True
                self.freed.set()
                await self._low.wait()
            finally:
                self.granted = False
                await turns.give(_LARGE)

    def first(self, unit: Budget) -> bool:
        """Whether it is this unit's turn to go on, however much is held."""
        return self.line[0] is unit and (self.turns is None or self.granted)

    async def aclose(self) -> None:
        """Others have the turn."""
        if self._turn is not None:
            self._turn.cancel()
            await asyncio.gather(self._turn, return_exceptions=True)


@dataclass(slots=True, eq=False)
class Budget:
    """What is left: `requests`, of which every try, redirect, robots.txt and part of a rendered page is one.

    `seconds` are those that each host may take for its answers and the pauses it asks for (0 = as many as it takes);
    `waited` has what each one took so far, `cut` the hosts that took too long. Our own pause between two requests is nobody's
    fault and not counted.
    `held` are the bytes of all that was seen so far, of which `most` may be held (0 = any number); `opened` are those beyond,
    which what was opened of it takes.
    """

    requests: int
    seconds: float = 0.0
    waited: dict[str, float] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    most: int = 0
    held: int = 0
    opened: int = 0
    urgent: int = 0
    pool: Pool | None = None

    def ask(self, host: str, share: float = 1.0) -> None:
        """One more request to `host`, which may take its `share` of the seconds. Raises Spent."""
        if self.requests <= 0:
            raise Spent("no further request for this unit: it has had as many as [crawl] max_pages_per_unit allows")
        if host in self.cut or (self.seconds and self.waited.get(host, 0.0) >= self.seconds * share):
            self.cut.add(host)
            raise Spent(f"{host} made this unit wait for too long in all: [crawl] max_minutes_per_unit")
        if self.most and self.held > self.most:
            raise TooMuch(f"what was seen of this unit has {self.held} bytes: [crawl] max_bytes_per_unit")
        self.requests -= 1

    async def room(self) -> None:
        """Wait until there is memory for another page: always for a unit that holds little, and for the one that waits longest.

        Raises TooMuch where others keep theirs for an hour.
        """
        if not await self._freed(_PATIENCE_S):
            raise TooMuch(f"what was seen of this unit has {self.held} bytes, and others fill the memory")

    async def room_to_open(self) -> None:
        """The same for a page that is here and is to be opened, but in the end it is."""
        await self._freed(_PATIENCE_S)

    @contextmanager
    def urged(self) -> Iterator[None]:
        """Somebody else waits for what this unit looks at: it waits for nobody."""
        self.urgent += 1
        if self.pool is not None:
            self.pool.freed.set()
        try:
            yield
        finally:
            self.urgent -= 1

    async def _freed(self, seconds: float) -> bool:
        """Whether there is memory, by then at the latest."""
        if not self.waits():
            return True
        try:
            async with asyncio.timeout(seconds):
                while self.pool is not None and self.waits():
                    self.pool.freed.clear()
                    await self.pool.freed.wait()
        except TimeoutError:
            return False
        return True

    def waits(self) -> bool:
        """Whether there is no memory for another page of this unit just now."""
        pool = self.pool
        if pool is None or pool.held <= pool.most or pool.first(self) or self.urgent:
            return False
        return self.held + self.opened > self.most // _SHARE

    def hold(self, size: int) -> None:
        """So many bytes more are held."""
        self.held += size
        if self.pool is not None:
            self.pool.add(size)

    def open(self, size: int) -> None:
        """So many bytes more are taken by what was opened."""
        self.opened += size
        if self.pool is not None:
            self.pool.add(size)

    def end(self) -> None:
        """The unit is done: what it held is stored."""
        if self.pool is not None:
            self.pool.line.remove(self)
            self.pool.add(-self.held - self.opened)
            self.pool.freed.set()
        self.held, self.opened, self.pool = 0, 0, None

    def wait(self, host: str, seconds: float) -> None:
        """`host` made us wait."""
        self.waited[host] = self.waited.get(host, 0.0) + max(0.0, seconds)

    def lend(self, requests: int) -> Budget:
        """A part of it for another process that looks in our stead; `settle` takes back what that did not use."""
        lent = min(requests, self.requests)
        self.requests -= lent
        return replace(self, requests=lent, waited=dict(self.waited), cut=set(self.cut), urgent=0, pool=None)

    def settle(self, before: Budget, after: Budget) -> None:
        """What was lent (`before`) came back as `after`."""
        self.requests += after.requests
        self.cut |= after.cut
        self.hold(after.held - before.held)
        for host, waited in after.waited.items():
            self.wait(host, waited - before.waited.get(host, 0.0))


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


def budget() -> Budget | None:
    """Of the unit that is looked at; None where nobody counts, as for canaries."""
    return _budget.get()


@contextmanager
def spending(of: Budget | None) -> Iterator[None]:
    """All that is asked for in the block, and in tasks begun there, is paid by `of`."""
    token = _budget.set(of)
    try:
        yield
    finally:
        _budget.reset(token)
