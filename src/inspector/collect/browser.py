"""Pages that only scripts make: rendered by a Chromium that has no network of its own.

Every request the browser wants to make is handed to the same guarded, polite way that all pages come by; only GET is, so
nothing is ever submitted. A page that takes too much memory ends the browser.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from inspector.collect.allowance import Allowance, on_behalf
from inspector.collect.budget import Budget, budget, spending
from inspector.collect.chromium import VIEW, Chromium, why_not
from inspector.collect.manners import Manners, stamp
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.exchange import Exchange

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

_WANTED = frozenset({"document", "script", "stylesheet", "xhr", "fetch", "image"})
"""What a page is made of. Fonts, media, sockets and pings are not asked for."""
_MOST_REQUESTS = 80
_QUIET_S = 0.5
_MOST_BYTES = 8_000_000
_MOST_WEIGHT = 48 * 1024 * 1024
"""Bytes of all that one page is made of."""
_TALLEST = 6000
_LEAST = 560 * 1024 * 1024
"""Bytes of memory with which a browser shows a page of text."""
_LINGER_S, _LONGEST_S = 3.0, 30.0
"""Seconds for which a browser stays ready for the next page, and after which others have the memory between two pages."""
_OWN_HEADERS = ("content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection", "location")

_NO_SUBMIT = """
document.addEventListener("submit", event => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
HTMLFormElement.prototype.submit = function () {};
HTMLFormElement.prototype.requestSubmit = function () {};
"""
"""For pages that are acted on: no form of theirs can even begin to leave."""

Fetch = Callable[[Ask], Awaitable[Capture]]


@dataclass(slots=True)
class Visit:
    """One page being rendered: what it asked for, and what is still under way. `sealed`: from now on it gets nothing at all."""

    ask: Ask
    captures: list[Capture] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    asked: int = 0
    busy: int = 0
    weight: int = 0
    sealed: bool = False
    paid_by: Budget | None = field(default_factory=budget)
    """Its parts are asked for in the browser's own tasks, which know of no unit."""


Act = Callable[["Page", Visit], Awaitable[None]]
"""Something done with an open page."""


class Browser:
    """Renders pages one at a time; started when the first is wanted. `fetch` gets what the pages ask for.

    From then on it has the turn of `allowance`, until no page was wanted for a moment or others must have waited long.
    """

    def __init__(
        self, fetch: Fetch, manners: Manners, now: Callable[[], datetime], allowance: Allowance | None = None
    ) -> None:
        self._fetch, self._manners, self._now = fetch, manners, now
        self._turn = asyncio.Lock()
        self._chromium = Chromium(manners)
        self._allowance = allowance or Allowance()
        self._held: contextlib.AsyncExitStack | None = None
        self._since = 0.0
        self._leaving: asyncio.Task[None] | None = None

    async def render(self, ask: Ask, act: Act | None = None) -> Capture:
        """The page as it stands once its scripts have run, with a picture of it; `script_only` where it cannot be had.

        `act` may do something with the page before the picture is taken; then no form of the page can be submitted.
        """
        lacking = why_not(self._manners.chromium) if self._manners.browser else "[crawl] browser is off"
        if lacking:
            return self._unseen(ask, lacking)
        document = await self._fetch(Ask(ask.url, "GET", ask.why))
        if document.failure is not None or document.status is None:
            return replace(document, ask=ask, earlier=())
        visit = Visit(ask)
        async with self._turn, self._at_hand():
            try:
                async with asyncio.timeout(self._manners.deadline_s + _MOST_REQUESTS * self._manners.delay_s):
                    return await self._bounded(visit, document.final_url, act)
            except Exception as fault:  # noqa: BLE001 - a page can break a browser in any way
                await self._chromium.stop()
                said = " ".join(str(fault).split())[:200]
                return self._unseen(ask, f"the browser gave up: {type(fault).__name__} {said}".rstrip(), visit)

    @contextlib.asynccontextmanager
    async def _at_hand(self) -> AsyncIterator[None]:
        """The time of one page, at which this machine's memory is the browser's, if it is not yet."""
        if self._leaving is not None:
            self._leaving.cancel()
        if self._held is not None and time.monotonic() - self._since > _LONGEST_S:
            await self._end()
        if self._held is None:
            async with contextlib.AsyncExitStack() as held:
                await held.enter_async_context(self._allowance.turn())
                await self._allowance.room(_LEAST)
                self._held, self._since = held.pop_all(), time.monotonic()
        try:
            yield
        finally:
            self._leaving = asyncio.create_task(self._leave())

    async def _leave(self) -> None:
        await asyncio.sleep(_LINGER_S)
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        """No browser, and its memory is for others."""
        await self._chromium.stop()
        held, self._held = self._held, None
        if held is not None:
            await held.aclose()

    async def _bounded(self, visit: Visit, url: str, act: Act | None) -> Capture:
        """The visit, ended with the browser where that takes more memory than it may."""
        await self._chromium.ready()
        looking = asyncio.ensure_future(self._visit(visit, url, act))
        watching = asyncio.ensure_future(self._chromium.memory.too_much())
        try:
            await asyncio.wait((looking, watching), return_when=asyncio.FIRST_COMPLETED)
            if watching.done() and not watching.exception():
                raise MemoryError(watching.result())
            return await looking
        finally:
            for task in (looking, watching):
                task.cancel()
            await asyncio.gather(looking, watching, return_exceptions=True)

    async def aclose(self) -> None:
        """Ends the browser."""
        if self._leaving is not None:
            self._leaving.cancel()
            await asyncio.gather(self._leaving, return_exceptions=True)
        await self._end()

    async def _visit(self, visit: Visit, url: str, act: Act | None) -> Capture:
        context = await self._chromium.context()
        try:
            page = await context.new_page()
            context.on("page", lambda other: _close(other, page))
            page.on("dialog", lambda dialog: _spawn(dialog.dismiss()))
            await context.route("**/*", lambda route: self._serve(route, visit))
            await context.route_web_socket("**/*", lambda socket: _spawn(socket.close()))
            if act is not None:
                await context.add_init_script(_NO_SUBMIT)
            await page.goto(url, wait_until="load", timeout=0)
            await quiet(visit)
            if act is not None:
                await act(page, visit)
            if not page.url.startswith(("http://", "https://")):  # the browser's own page about what it could not have
                return self._unseen(
                    visit.ask, f"it leads to where nothing was to be had: {'; '.join(visit.refused[-3:])}", visit
                )
            body = (await page.content()).encode("utf-8", "replace")
            picture = await _picture(page)
            return self._seen(visit, page.url, body, picture)
        finally:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(context.close(), 5)

    async def _serve(self, route: Route, visit: Visit) -> None:
        """Answer one request of a page with what our own way brings, or with nothing."""
        request = route.request
        visit.asked += 1
        if visit.sealed and request.is_navigation_request():
            visit.refused.append(f"{request.method} {request.url[:200]}")
            return await route.fulfill(status=204)  # the page stays where it is
        if visit.sealed or not _is_wanted(request) or visit.asked > _MOST_REQUESTS:
            visit.refused.append(f"{request.method} {request.url[:200]}")
            return await route.abort("blockedbyclient")
        visit.busy += 1
        try:
            with spending(visit.paid_by), on_behalf():
                capture = await self._fetch(Ask(request.url.partition("#")[0], "GET", f"{visit.ask.why}/browser"))
        finally:
            visit.busy -= 1
        if capture.failure is not None or capture.status is None:
            visit.refused.append(f"GET {request.url[:200]}: {capture.failure}")
            return await route.abort("failed")
        visit.weight += len(capture.body)
        if visit.weight > _MOST_WEIGHT:
            visit.refused.append(f"GET {request.url[:200]}: too heavy")
            return await route.abort("failed")
        if request.resource_type != "image":
            visit.captures.append(capture)
        headers = {name: value for name, value in capture.headers.items() if name not in _OWN_HEADERS}
        status = capture.status if capture.status not in range(300, 400) else 200
        return await route.fulfill(status=status, headers=headers, body=capture.body)

    def _seen(self, visit: Visit, url: str, body: bytes, picture: bytes) -> Capture:
        if visit.paid_by is not None:
            visit.paid_by.hold(len(body) + len(picture))
        if len(body) > _MOST_BYTES:
            return self._unseen(visit.ask, f"the rendered page has more than {_MOST_BYTES} bytes", visit)
        refused = f"{len(visit.refused)} requests refused: {'; '.join(visit.refused[:3])}" if visit.refused else ""
        return Capture(
            visit.ask,
            url,
            headers={"content-type": "text/html; charset=utf-8"},
            body=body,
            fetched_at=stamp(self._now()),
            detail="; ".join(filter(None, [f"rendered from {len(visit.captures)} answers", refused])),
            sha256=hashlib.sha256(body).hexdigest(),
            wire=_wire(visit),
            picture=picture,
        )

    def _unseen(self, ask: Ask, why: str, visit: Visit | None = None) -> Capture:
        at, wire = stamp(self._now()), _wire(visit) if visit is not None else ()
        return Capture(ask, ask.url, fetched_at=at, failure=Failure.SCRIPT_ONLY, detail=why, wire=wire)


def _is_wanted(request: Request) -> bool:
    return request.method == "GET" and request.resource_type in _WANTED


def _wire(visit: Visit) -> tuple[Exchange, ...]:
    return tuple(exchange for capture in visit.captures for exchange in capture.wire)


async def quiet(visit: Visit) -> None:
    """Until a page has asked for nothing for a moment, or for more than it gets."""
    while visit.asked <= _MOST_REQUESTS:
        before = visit.asked
        await asyncio.sleep(_QUIET_S)
        if visit.asked == before and not visit.busy:
            return


async def _picture(page: Page) -> bytes:
    tall = int(await page.evaluate("document.documentElement.scrollHeight") or VIEW["height"])
    height = max(VIEW["height"], min(tall, _TALLEST))
    clip = {"x": 0, "y": 0, "width": VIEW["width"], "height": height}
    return await page.screenshot(full_page=True, clip=clip, animations="disabled", timeout=20_000)  # type: ignore[arg-type]  # a Clip is such a dict


def _close(other: Page, page: Page) -> None:
    if other is not page:
        _spawn(other.close())


_TASKS: set[asyncio.Future[None]] = set()


def _spawn(work: Awaitable[None]) -> None:
    """Let something small happen; kept until it has, as the event loop only holds it weakly."""
    task = asyncio.ensure_future(work)
    _TASKS.add(task)
    task.add_done_callback(_settled)


def _settled(task: asyncio.Future[None]) -> None:
    _TASKS.discard(task)
    if not task.cancelled():
        task.exception()
