"""One look, by whichever way its ask names; what may be over in a moment is tried again."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from inspector.collect.failures import REPEATED, WIRE, classify
from inspector.collect.manners import Manners, stamp
from inspector.collect.names import Names
from inspector.log import detailed, logger
from inspector.model.capture import Ask, Capture, Method

_log = logger("collect")

Way = Callable[[Ask], Awaitable[Capture]]


class Tries:
    """Looks the ways that `ways` has for each method, as often as `manners` says, and tells the log of each."""

    def __init__(self, manners: Manners, ways: Mapping[Method, Way]) -> None:
        self._manners, self._ways = manners, ways

    async def look(self, ask: Ask) -> Capture:
        """What came of it in the end; a little later each time."""
        for attempt in range(self._manners.retries):
            capture = await self._once(ask)
            if capture.failure not in REPEATED:
                return capture
            await asyncio.sleep(self._manners.backoff_s * 2**attempt * random.uniform(1, 1.5))
        return await self._once(ask)

    async def _once(self, ask: Ask) -> Capture:
        capture = await self._ways[ask.method](ask)
        if capture.failure is not None or detailed():
            _tell(ask, capture)
        return capture


def _tell(ask: Ask, capture: Capture) -> None:
    told = {"host": _host(ask.url), "url": ask.url, "method": ask.method, "status": capture.status}
    if capture.failure is None:
        _log.debug("looked", **told)
    else:
        _log.warning("no answer", failure=capture.failure, detail=capture.detail, **told)


class NameLooks:
    """Looks at names (`dns:HOST?type=MX`), as many at a time as `gate` lets through."""

    def __init__(self, names: Names, gate: asyncio.Semaphore, now: Callable[[], datetime]) -> None:
        self._names, self._gate, self._now = names, gate, now

    async def look(self, ask: Ask) -> Capture:
        """What the name system says, as a page whose body is `Names.answer`."""
        at = stamp(self._now())
        try:
            async with self._gate:
                body = await self._names.answer(ask.url)
        except WIRE as fault:
            failure, words = classify(fault)
            return Capture(ask=ask, final_url=ask.url, fetched_at=at, failure=failure, detail=words)
        digest = hashlib.sha256(body).hexdigest()
        return Capture(ask=ask, final_url=ask.url, body=body, fetched_at=at, sha256=digest)


def _host(url: str) -> str:
    """The host of an address for the log; the address where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
