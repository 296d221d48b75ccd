"""One look at a page: from the address asked for, over every redirect, to an answer or a failure."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

import httpcore

from inspector import lazy
from inspector.collect.budget import budget
from inspector.collect.failures import WIRE, Circle, CookieWall, NoSuchName, NotPermitted, classify
from inspector.collect.guard import PORTS, Guard
from inspector.collect.known import Known, Nothing
from inspector.collect.manners import Manners, stamp
from inspector.collect.redirects import redirect
from inspector.collect.robots import LIMIT, Robots, first_part, read_robots
from inspector.collect.session import Errand, HostSession
from inspector.model.capture import RULES_UNREAD, Ask, Capture, Failure, Hop
from inspector.model.exchange import Content, Exchange, ends, markup, unpack

_NOT_MODIFIED, _PARTIAL = 304, 206
_RANGE = lazy.pattern(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_MAX_HOPS = 10
_MOST_OF_HOP = 64 * 1024
"""Bytes kept of an answer that only leads on."""
_OPENED, _FILES = 2, (b"%PDF", b"PK", b"\xd0\xcf\x11\xe0")
"""An opened page weighs so many times the page: half of it where it was glanced at, three times where it was read; files are let go."""
_VALIDATORS = ("etag", "last-modified")
_CARRIED = timedelta(days=200)
"""As long a server is believed that a page has not changed; then it is asked for whole: some say so of every page for ever."""
_MAX_ROBOTS_HOPS = 5
_NOBODY = (httpcore.ConnectError, httpcore.ConnectTimeout, NoSuchName)
"""What is true of a whole host, whichever of its pages was asked for."""


@dataclass(slots=True)
class _Trail:
    """What has been seen so far on the way to one page."""

    url: str
    hops: list[Hop] = field(default_factory=list)
    wire: list[Exchange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cookies: bool = False
    confirmed_at: str = ""
    """When the server said that what an earlier run stored has not changed; empty where it sent the page itself."""
    first_fault: BaseException | None = None
    """Why https was given up for http, or http for https."""

    def note(self, text: str) -> None:
        if text and text not in self.notes:
            self.notes.append(text)


class Chase:
    """Follows asks through the host sessions that `session` hands out, under `guard` and robots.txt."""

    def __init__(
        self,
        manners: Manners,
        guard: Guard,
        session: Callable[[str, int], HostSession],
        now: Callable[[], datetime],
        known: Known | None = None,
    ) -> None:
        self._manners, self._guard, self._session, self._now = manners, guard, session, now
        self._known = known or Nothing()
        self._robots: dict[str, tuple[Robots, list[Exchange]]] = {}
        self._reading: dict[str, asyncio.Lock] = {}

    async def look(self, ask: Ask, method: str, *, read: bool = True) -> Capture:
        """One way to one page, without repeats."""
        trail = _Trail(urldefrag(ask.url).url)
        try:
            answer = await self._follow(trail, method, read)
            capture = self._answered(ask, trail, answer)
        except WIRE as fault:
            failure, words = classify(fault)
            capture = self._unanswered(ask, trail, failure, words)
        if (paid_by := budget()) is not None:
            paid_by.hold(weight(capture))
        return capture

    async def _follow(self, trail: _Trail, method: str, read: bool) -> Exchange:
        seen = {trail.url}
        while True:
            answer = await self._step(trail, method, read)
            target = redirect(answer)
            trail.wire.append(_beginning(answer) if target else answer)
            if not target:
                return answer
            trail.hops.append(Hop(trail.url, answer.status, target))
            trail.cookies |= "set-cookie" in answer.values()
            trail.url = target
            if target in seen or len(trail.hops) > _MAX_HOPS:
                raise _circle(trail)
            seen.add(target)

    async def _step(self, trail: _Trail, method: str, read: bool) -> Exchange:
        """One request; where https cannot begin or nobody answers for http, the other is tried once, as browsers do."""
        try:
            return await self._request(trail, method, read)
        except WIRE as fault:
            other = _other_way(trail, fault)
            if not other:
                raise
            trail.first_fault = fault
            before, trail.url = trail.url, other
            try:
                answer = await self._request(trail, method, read)
            except WIRE:
                trail.url = before
                raise fault from None
            trail.note(f"{urlsplit(other).scheme}_only: {classify(fault)[1]}")
            return answer

    async def _request(self, trail: _Trail, method: str, read: bool) -> Exchange:
        place = self._guard.check_url(trail.url)
        if self._manners.respect_robots:
            await self._permitted(trail)
            if method == "GET" and (rules := self._rules_at(trail.url)) is not None:
                return rules
        session, errand = self._session(*place), Errand(method, trail.url, self._now, self._manners.max_bytes, read)
        wanted = self._manners.conditional and method == "GET" and read
        asked = self._known.validators(trail.url) if wanted else ()
        answer, tls_fault = await session.exchange(replace(errand, more=asked))
        trail.note(tls_fault)
        if answer.status != _NOT_MODIFIED or not asked:
            return answer
        stored = await asyncio.to_thread(self._known.exchange, trail.url)
        if stored is None or _belies(answer, stored):
            trail.note("" if stored is None else "304, but not of what is stored: asked for whole")
            return (await session.exchange(errand))[0]
        trail.wire.append(answer)
        trail.confirmed_at = answer.at
        trail.note(f"304: not modified since it was stored at {stored.at}")
        return stored

    def _rules_at(self, url: str) -> Exchange | None:
        """The answer of a host on the way to its rules, where `url` is its robots.txt or where that leads: nobody is asked twice."""
        parts = urlsplit(url)
        _, exchanges = self._robots.get(f"{parts.scheme}://{parts.netloc}", (None, []))
        return next((one for one in exchanges if one.url == url), None)

    async def _permitted(self, trail: _Trail) -> None:
        """Raises `NotPermitted`, or what kept us from reading robots.txt: the page must not be asked for then."""
        robots, exchanges = await self._robots_of(trail)
        if not robots.permits(trail.url, self._manners.agent):
            trail.wire += exchanges
            raise NotPermitted(robots.detail or f"robots.txt does not permit {trail.url} to {self._manners.agent}")

    async def _robots_of(self, trail: _Trail) -> tuple[Robots, list[Exchange]]:
        parts = urlsplit(trail.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if (known := self._robots.get(origin)) is not None:
            return known
        async with self._reading.setdefault(origin, asyncio.Lock()):
            if (known := self._robots.get(origin)) is not None:
                return known
            robots, exchanges = await self._read_robots(f"{origin}/robots.txt", trail)
            if not robots.detail:
                self._robots[origin] = (robots, exchanges)
                self._session(*self._guard.check_url(origin)).slow_down(robots.delay(self._manners.agent))
            return robots, exchanges

    async def _read_robots(self, url: str, trail: _Trail) -> tuple[Robots, list[Exchange]]:
        exchanges: list[Exchange] = []
        while True:
            answer = await self._rules(url, trail, led=bool(exchanges))
            exchanges.append(answer)
            target = redirect(answer)
            if not target:
                body = first_part(answer.payload, answer.values().get("content-encoding", ""))
                return read_robots(answer.status, body), exchanges
            if len(exchanges) > _MAX_ROBOTS_HOPS:
                return Robots(), exchanges
            url = target

    async def _rules(self, url: str, trail: _Trail, *, led: bool) -> Exchange:
        """One answer on the way to the rules. Where it fails as the page would not, nobody being there, `trail` has it noted."""
        session = self._session(*self._guard.check_url(url))
        try:
            return (await session.exchange(Errand("GET", url, self._now, LIMIT)))[0]
        except WIRE as fault:
            trail.note(RULES_UNREAD if led or (session.met and not isinstance(fault, _NOBODY)) else "")
            raise

    def _unanswered(self, ask: Ask, trail: _Trail, failure: Failure, words: str) -> Capture:
        return Capture(
            ask=ask,
            final_url=trail.url,
            fetched_at=trail.wire[-1].at if trail.wire else stamp(self._now()),
            failure=failure,
            detail="; ".join([*trail.notes, words]),
            hops=tuple(trail.hops),
            wire=tuple(trail.wire),
        )

    def _answered(self, ask: Ask, trail: _Trail, answer: Exchange) -> Capture:
        headers = answer.values()
        content = unpack(answer.payload, headers.get("content-encoding", ""), self._manners.max_bytes)
        failure: Failure | None = None
        if answer.truncated == "length" or content.too_large:
            answer = replace(answer, payload=b"", truncated="length")
            failure = Failure.TOO_LARGE
            trail.note(f"more than {self._manners.max_bytes} bytes")
        elif content.fault or (content := _whole(answer, content)).fault:
            failure = Failure.UNREADABLE if content.strange else Failure.PROTOCOL
            trail.note(content.fault)
        elif (answer.truncated == "disconnect" or (content.cut and markup(content.body))) and not ends(content.body):
            failure = Failure.PARTIAL
            trail.note(f"only {len(content.body)} bytes of the page came")
        return Capture(
            ask=ask,
            final_url=trail.url,
            status=answer.status,
            headers=headers,
            body=b"" if failure else content.body,
            fetched_at=trail.confirmed_at or answer.at,
            failure=failure,
            detail="; ".join(trail.notes),
            hops=tuple(trail.hops),
            sha256=hashlib.sha256(answer.payload).hexdigest(),
            peer=answer.peer,
            wire=(*trail.wire[:-1], answer),
        )


def _whole(answer: Exchange, content: Content) -> Content:
    """The content, at fault where it is a part that nobody asked for, or may be one: what the rest says is not known."""
    told = answer.values().get("content-range", "")
    parts = _RANGE.fullmatch(told)
    if parts is None:
        whole = answer.status != _PARTIAL or ends(content.body)
    else:
        whole = int(parts[1]) == 0 and (parts[3] == "*" or int(parts[2]) + 1 == int(parts[3]))
    if whole:
        return content
    return Content(b"", f"only a part was sent, unasked ({told[:60]})", strange=True)


def weight(capture: Capture) -> int:
    """The bytes that a look holds: what came over the wire, what was unpacked of it, and what is kept of the opened page."""
    packed = [exchange.payload for exchange in capture.wire]
    unpacked = len(capture.body) if capture.body not in packed[-1:] else 0
    opened = _OPENED * len(capture.body) if not capture.body.startswith(_FILES) else 0
    return sum(map(len, packed)) + unpacked + opened


def _belies(unchanged: Exchange, stored: Exchange) -> bool:
    """Whether a 304 cannot be about what is stored: it names another version (RFC 9110, 15.4.5), or the page is from long ago."""
    told, known = unchanged.values(), stored.values()
    other = any(told.get(name) and _version(told[name]) != _version(known.get(name, "")) for name in _VALIDATORS)
    return other or datetime.fromisoformat(unchanged.at) - datetime.fromisoformat(stored.at) > _CARRIED


def _version(validator: str) -> str:
    return validator.strip().removeprefix("W/")


def _beginning(answer: Exchange) -> Exchange:
    """A redirect with so much of its payload as is kept: nobody reads it, and ten of them lead to one page."""
    if len(answer.payload) <= _MOST_OF_HOP:
        return answer
    return replace(answer, payload=answer.payload[:_MOST_OF_HOP], truncated="length")


def _other_way(trail: _Trail, fault: BaseException) -> str:
    """The address on the other scheme's own port, where it may help; empty where it was tried or a port of its own is named."""
    parts, failure = urlsplit(trail.url), classify(fault)[0]
    secure = parts.scheme == "https"
    nobody = isinstance(fault, httpcore.ConnectError | httpcore.ConnectTimeout)
    helps = failure is Failure.TLS if secure else nobody and failure in (Failure.CONNECT, Failure.TIMEOUT)
    if trail.first_fault or not helps or parts.port not in (None, PORTS[parts.scheme]):
        return ""
    host = parts.netloc.removesuffix(f":{parts.port}")
    return parts._replace(scheme="http" if secure else "https", netloc=host).geturl()


def _circle(trail: _Trail) -> BaseException:
    if trail.first_fault:
        return trail.first_fault
    if trail.cookies:
        return CookieWall(f"{trail.url} redirects until a cookie is shown")
    return Circle(f"{len(trail.hops)} redirects lead to {trail.url} and do not end")
