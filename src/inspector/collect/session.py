"""One host: its turns, its pace, its doors."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpcore

from inspector.collect.budget import Budget, budget
from inspector.collect.failures import SHUT, WIRE, LeftAlone, NoHandshake, certificate, classify
from inspector.collect.holding import Holding
from inspector.collect.manners import CHINA, Manners
from inspector.collect.web import Door
from inspector.model.capture import Failure
from inspector.model.exchange import Exchange
from inspector.model.turns import Turns

Contexts = Mapping[str, ssl.SSLContext]
_RETRY_LATER = (429, 503)
_MOST_REFUSED = 20
"""Pages that a host may refuse before it showed any: by then it does not want us, and the rest is not asked for."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a host is asked for, with the headers `more`: at most `limit` bytes of payload, none where it is not `read`.

    `now` tells the moment at which it goes out.
    """

    method: str
    url: str
    now: Callable[[], datetime]
    limit: int
    read: bool = True
    more: Sequence[tuple[str, str]] = ()


class HostSession:
    """All that goes to one host, `per_host` at a time and `delay_s` apart.

    `contexts` has the TLS contexts `strict` and `lenient`, shared by all sessions; `gate` bounds the whole run. A host
    whose certificate is at fault is asked without verification, and every answer then says so. Where the run is at work in
    several processes, `turns` are taken at `host`.
    """

    def __init__(
        self,
        manners: Manners,
        backend: httpcore.AsyncNetworkBackend,
        contexts: Contexts,
        gate: asyncio.Semaphore,
        turns: Turns | None = None,
        host: str = "",
    ) -> None:
        self._manners, self._backend, self._contexts, self._gate = manners, backend, contexts, gate
        self._turns = asyncio.Semaphore(manners.per_host)
        self._pacing = asyncio.Lock()
        self._delay_s = manners.delay_s
        self._free_at = self._last_at = 0.0
        self._doors: dict[str, Door] = {}
        self._tls_fault = ""
        self._host, self._cut_short = host, 0
        self._refused, self._shows = 0, False
        self._holding = Holding(turns, host, lambda: self._free_at) if turns is not None else None

    @property
    def met(self) -> bool:
        """Whether anybody was there: a connection to the host could be made."""
        return any(door.met for door in self._doors.values())

    def slow_down(self, delay_s: float) -> None:
        """Keep the pause that a robots.txt of this host asks for, from its last request on; the longest one counts.

        Where that is longer than our patience the host is left alone.
        """
        self._delay_s = max(self._delay_s, delay_s)
        self._free_at = max(self._free_at, self._last_at + self._delay_s)

    async def exchange(self, errand: Errand) -> tuple[Exchange, str]:
        """One request, its answer, and what was wrong with TLS on the way ("" where nothing was).

        Raises one of `failures.WIRE`; for a broken TLS only after the lenient door was tried too.
        """
        if urlsplit(errand.url).scheme != "https":
            return await self._once("strict", errand), ""
        if self._tls_fault:
            return await self._once("lenient", errand), self._tls_fault
        try:
            return await self._strictly(errand), ""
        except WIRE as fault:
            failure, words = classify(fault)
            if failure is not Failure.TLS:
                raise
            told = certificate(fault)
        answer = await self._once("lenient", errand)
        self._tls_fault = f"certificate: {told}" if told else f"outdated tls: {words}"
        return answer, self._tls_fault

    async def _strictly(self, errand: Errand) -> Exchange:
        """Where the other side hung up while TLS was begun, twice: once may be chance, and no host is called outdated for it."""
        try:
            return await self._once("strict", errand)
        except NoHandshake:
            return await self._once("strict", errand)

    async def _once(self, door: str, errand: Errand) -> Exchange:
        paid_by = budget()
        while True:
            if paid_by is not None:
                await paid_by.room()
            async with self._turns, self._visit():
                if paid_by is not None and paid_by.waits():
                    continue  # memory was filled while the host was waited for: it is not kept from others meanwhile
                return await self._in_turn(door, errand, paid_by)

    async def _in_turn(self, door: str, errand: Errand, paid_by: Budget | None) -> Exchange:
        if self._refused >= _MOST_REFUSED and not self._shows:
            raise LeftAlone(f"the host refused {self._refused} pages and showed none: left alone")
        if paid_by is not None:
            self._charge(paid_by)
        paused = await self._pace()
        async with self._gate:
            begun = time.monotonic()
            try:
                moment = errand.now()
                answer = await self._answered(door, errand, moment)
            finally:
                self._last_at = time.monotonic()
                self._free_at = max(self._free_at, self._last_at + self._delay_s)
                if paid_by is not None:
                    paid_by.wait(self._host, self._last_at - begun + paused)
        self._learn(errand, answer, moment)
        return answer

    async def _answered(self, door: str, errand: Errand, moment: datetime) -> Exchange:
        return await self._door(door).exchange(
            errand.method,
            errand.url,
            [*self._manners.headers(), *errand.more],
            timeout_s=self._manners.timeout_s,
            deadline_s=self._manners.deadline_s,
            limit=errand.limit,
            at=moment.astimezone(CHINA).isoformat(timespec="seconds"),
            read=errand.read,
        )

    def _learn(self, errand: Errand, answer: Exchange, moment: datetime) -> None:
        """How long the host wants to be left alone, and whether it shows us anything."""
        if answer.status in _RETRY_LATER:
            self._free_at = max(self._free_at, time.monotonic() + _retry_after(answer, moment))
        if errand.method == "GET" and not errand.url.endswith("/robots.txt"):
            self._shows |= answer.status not in SHUT
            self._refused += answer.status in SHUT and not self._shows

    def _charge(self, paid_by: Budget) -> None:
        """One request. Each unit that waited too long for this host halves what the next one waits for it. Raises Spent."""
        known = self._host in paid_by.cut
        try:
            paid_by.ask(self._host, 0.5**self._cut_short)
        finally:
            self._cut_short += self._host in paid_by.cut and not known

    def _visit(self) -> AbstractAsyncContextManager[None]:
        return self._holding.visit() if self._holding is not None else nullcontext()

    async def _pace(self) -> float:
        """Keep the pause that is due. Returns how many seconds of it were the host's wish, beyond our own."""
        async with self._pacing:
            due = self._free_at
            left = wanted = due - time.monotonic()
            longest = self._manners.patience_s + self._manners.delay_s
            if self._delay_s > longest:
                raise LeftAlone(f"robots.txt asks for {self._delay_s:.0f} s between two requests: left alone")
            if left > longest:
                raise LeftAlone(f"the host asks to be left alone for {left:.0f} s")
            while (left := due - time.monotonic()) > 0:  # noqa: ASYNC110 - a loop that counts whole milliseconds wakes early
                await asyncio.sleep(left)
            self._free_at = time.monotonic() + self._delay_s
            return max(0.0, wanted - self._manners.delay_s)

    def _door(self, kind: str) -> Door:
        if kind not in self._doors:
            connections = max(2, self._manners.per_host)
            self._doors[kind] = Door(self._backend, self._contexts[kind], connections)
        return self._doors[kind]

    async def hang_up(self) -> None:
        """Closes all connections; the next request goes over a new one."""
        for door in self._doors.values():
            await door.aclose()

    async def aclose(self) -> None:
        """Closes all connections and lets others visit the host."""
        await self.hang_up()
        if self._holding is not None:
            await self._holding.aclose()


def _retry_after(answer: Exchange, moment: datetime) -> float:
    """Seconds that the answer asks us to wait (RFC 9110, 10.2.3): a number or a date; junk is 0."""
    text = answer.values().get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - moment).total_seconds())
    except (ValueError, TypeError, IndexError):
        return 0.0
