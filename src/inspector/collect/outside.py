"""The outside world as one function: asks in, captures out, in the same order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from inspector.collect.allowance import Allowance
from inspector.collect.browser import Act, Browser
from inspector.collect.budget import Budget, Pool, budget, spending
from inspector.collect.chase import Chase
from inspector.collect.eyes import WIRE_ALONE, Eyes
from inspector.collect.guard import PORTS, Guard, GuardedBackend
from inspector.collect.known import Known
from inspector.collect.manners import Manners, china_now
from inspector.collect.names import Names
from inspector.collect.session import HostSession
from inspector.collect.status import Statuses, told_by
from inspector.collect.tries import NameLooks, Tries
from inspector.collect.waits import Waits
from inspector.collect.web import lenient_context, strict_context
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.turns import Turns
from inspector.settings import Settings

_NOT_SET = timedelta()
_THERE = range(200, 300)
_MOST_PARTS = 64 * 1024 * 1024
"""Bytes of scripts and pictures that are held for the next page of a site; what went longest unused is let go."""

Stored = Callable[[Ask], Awaitable[Capture | None]]
"""What was seen for an ask before, or by another process of the run; None where it is still to be fetched."""


async def nothing(_: Ask) -> Capture | None:
    """Nothing is stored, and nobody else fetches."""
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """A look under way or done, and the unit that pays for it; None where nobody does."""

    task: asyncio.Task[Capture]
    paid_by: Budget | None


class Outside:
    """One run's view of the outside world; every page is fetched once, whoever asks, and a failure is confirmed.

    `eyes` tell which captures need a second look. `now` is the clock. `turns` are
    taken at hosts where other processes work on the same run. `stored` finds what was seen before and is not held here: it
    is not fetched again unless a second look is due.
    `known` are the pages of an earlier run: sites are asked whether those changed.
    """

    def __init__(
        self,
        manners: Manners,
        guard: Guard,
        *,
        names: Names | None = None,
        eyes: Eyes = WIRE_ALONE,
        now: Callable[[], datetime] = china_now,
        known: Known | None = None,
        turns: Turns | None = None,
        stored: Stored = nothing,
    ) -> None:
        self._turns, self._stored, self._eyes = turns, stored, eyes
        self._manners, self._now = manners, now
        names = names or Names()
        self._pool = Pool(manners.max_held, turns)
        self._backend = GuardedBackend(guard, names)
        self._gate, self._waits = (
            asyncio.Semaphore(manners.concurrency),
            Waits(lambda: now() - timedelta(seconds=manners.ahead_s)),
        )
        self._opening = asyncio.Lock()
        self._contexts = {"strict": strict_context(), "lenient": lenient_context()}
        self._sessions: dict[str, HostSession] = {}
        self._chase = Chase(manners, guard, self._session, now, known)
        self._statuses = Statuses(self._chase, self.look)
        self._browser = Browser(self._part, manners, now, Allowance(turns))
        named = NameLooks(names, self._gate, now)
        self._tries = Tries(
            manners,
            {
                "GET": self._plain,
                "HEAD": self._status,
                "RENDER": self._browser.render,
                "DNS": named.look,
            },
        )
        self._parts: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._looks: dict[tuple[str, str], _Look] = {}

    async def act(self, ask: Ask, act: Act) -> Capture:
        """A page shown by the browser and acted on; what it asks for comes by the same polite way, and nothing is submitted."""
        return await self._browser.render(ask, act)

    async def look(self, asks: Sequence[Ask]) -> list[Capture]:
        """What came back for each ask, in their order. Nothing the outside does raises; it is a `failure`."""
        return list(await asyncio.gather(*(self._shared(ask) for ask in asks)))

    async def probe(self, ask: Ask) -> Capture:
        """A look of now, whatever was seen before, shared with nobody."""
        return await self._tries.look(ask)

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """One unit is looked at, and what was seen of it is held: within what a unit may cost."""
        budget = self._budget()
        try:
            with spending(budget):
                yield
        finally:
            budget.end()

    def _budget(self) -> Budget:
        manners = self._manners
        found = Budget(manners.max_requests, manners.wait_s, most=manners.max_held, pool=self._pool)
        self._pool.line.append(found)
        return found

    async def knock(self, ask: Ask) -> Capture:
        """What is said by HEAD at this moment, whether it is to be believed or not: somebody is there."""
        return await self._chase.look(ask, "HEAD")

    async def hang_up(self) -> None:
        """Closes all connections: one that stands tells nothing of the way there as it is now."""
        for session in self._sessions.values():
            await session.hang_up()

    def let_go(self, captures: Iterable[Capture]) -> None:
        """Hold these no longer, now that `stored` finds them: the memory of a run does not grow with its pages."""
        for capture in captures:
            self._looks.pop(capture.ask.key, None)

    async def confirm(self, capture: Capture, ask: Ask, *, fresh: bool = False) -> Capture:
        """`capture`, or where it failed the look that confirms or clears it; the looks before that are its `earlier`.

        Looks again until `attempts` are used: at once where `after_s` is 0, else only where that time has passed since.
        `fresh` where `capture` was seen just now.
        """
        looks = [*capture.earlier, await self._eyes.opened(capture)]
        while await self._fails(looks[-1]) and len(looks) < self._manners.attempts and self._due(looks[-1], fresh):
            looks.append(await self._eyes.opened(await self._tries.look(ask)))
            fresh = True
        before = tuple(replace(look, earlier=()) for look in looks[:-1])
        return replace(looks[-1], earlier=before) if before else looks[-1]

    async def _fails(self, capture: Capture) -> bool:
        """As `eyes.failed`, which opens a page: one at a time, and whatever waits to be sent or has come in goes first."""
        async with self._opening:
            await asyncio.sleep(0)
            return self._eyes.failed(capture)

    async def _shared(self, ask: Ask) -> Capture:
        """The one look that all who ask for the same share; it goes on where one of them gives up.

        What the limit of one unit cut off, another one asks for anew.
        """
        while True:
            mine = ask.key not in self._looks
            if mine:
                self._looks[ask.key] = _Look(asyncio.create_task(self._confirmed(ask)), budget())
            look = self._looks[ask.key]
            with look.paid_by.urged() if look.paid_by is not None and not mine else nullcontext():
                capture = await asyncio.shield(look.task)
            if mine or not _cut_off(capture):
                return _for(ask, capture)
            if self._looks.get(ask.key) is look:
                del self._looks[ask.key]

    async def _part(self, ask: Ask) -> Capture:
        """What a page in the browser is made of: shared like all looks, but only so many bytes of it are held."""
        capture = await self._shared(ask)
        self._parts[ask.key] = len(capture.body) + sum(len(exchange.payload) for exchange in capture.wire)
        self._parts.move_to_end(ask.key)
        while sum(self._parts.values()) > _MOST_PARTS and len(self._parts) > 1:
            self._looks.pop(self._parts.popitem(last=False)[0], None)
        return capture

    async def _confirmed(self, ask: Ask) -> Capture:
        known = await self._stored(ask)
        return await self.confirm(known or await self._tries.look(ask), ask, fresh=known is None)

    def _due(self, look: Capture, fresh: bool) -> bool:
        """Whether so much time has passed since the look as a second one needs, whatever the machine's clock was set to meanwhile."""
        if fresh:
            self._waits.begin(look)
        return self._manners.after_s <= 0 or self._waits.since(look) >= self._manners.after_s

    async def vouchers(self, captures: Iterable[Capture]) -> list[Capture]:
        """What the belief in the HEAD answers of `captures` rests on: one look for each host that gave any."""
        return await self._statuses.vouchers(captures)

    async def _status(self, ask: Ask) -> Capture:
        """A link's status; where its page was fetched just now, that of the page."""
        look = self._looks.get(("GET", ask.url))
        done = look is not None and look.task.done() and not look.task.cancelled() and not look.task.exception()
        got = look.task.result() if look is not None and done else None
        if got is None or got.failure is not None or not got.wire or got.status not in _THERE:
            return await self._statuses.look(ask)
        return told_by(got, ask)

    async def _plain(self, ask: Ask) -> Capture:
        return await self._chase.look(ask, "GET")

    def _session(self, host: str, port: int) -> HostSession:
        """The session of a host; http and https of one host share their turns, other ports are other hosts."""
        key = _key(host, port)
        if key not in self._sessions:
            self._sessions[key] = HostSession(
                self._manners, self._backend, self._contexts, self._gate, self._turns, key
            )
        return self._sessions[key]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Gives up what is still under way and closes all connections."""
        tasks = [look.task for look in self._looks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._browser.aclose()
        await self._pool.aclose()
        for session in self._sessions.values():
            await session.aclose()


def outside(
    settings: Settings,
    registered_urls: Iterable[str],
    *,
    eyes: Eyes = WIRE_ALONE,
    now: Callable[[], datetime] = china_now,
    known: Known | None = None,
    turns: Turns | None = None,
    stored: Stored = nothing,
    ahead: timedelta = _NOT_SET,
) -> Outside:
    """The outside world as config.toml, its canaries among it, and the registry's addresses permit it.

    `ahead`: so far the clock was set forward since stored looks were made.
    """
    urls = [*registered_urls, *settings.canaries.urls]
    named = [urlsplit(url).hostname or "" for url in settings.canaries.urls]
    allowed = settings.district.allowed_hosts and (*settings.district.allowed_hosts, *named)
    guard = Guard.of(allowed, urls, settings.crawl.allow_networks)
    names = Names(settings.crawl.nameservers, settings.crawl.timeout_s)
    return Outside(
        replace(Manners.of(settings), ahead_s=ahead.total_seconds()),
        guard,
        names=names,
        eyes=eyes,
        now=now,
        known=known,
        turns=turns,
        stored=stored,
    )


def _key(host: str, port: int) -> str:
    return host if port in PORTS.values() else f"{host}:{port}"


def host_key(url: str) -> str:
    """What the host of an address, which was answered, is called in a budget."""
    parts = urlsplit(url)
    return _key(parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))


def _cut_off(capture: Capture) -> bool:
    """Whether what one unit may cost ended the look: nobody was asked."""
    return capture.failure is Failure.LIMIT or (capture.failure is Failure.TOO_LARGE and capture.status is None)


def _for(ask: Ask, capture: Capture) -> Capture:
    """The shared capture in the words of the one who asked."""
    if capture.ask == ask and not capture.earlier:
        return capture
    earlier = tuple(replace(look, ask=ask) for look in capture.earlier)
    return replace(capture, ask=ask, earlier=earlier)
