"""A time-stamping authority asked for its word (RFC 3161, over HTTP)."""

from __future__ import annotations

import asyncio

from inspector.collect.failures import WIRE, classify
from inspector.collect.guard import Guard, GuardedBackend
from inspector.collect.manners import Manners, china_now, stamp
from inspector.collect.names import Names
from inspector.collect.web import Door, strict_context
from inspector.settings import Settings

_MOST = 200_000
"""Bytes of an answer; a token with its certificates has some thousand."""


class NoAnswer(Exception):
    """The authority gave no timestamp; the message says why."""


def ask_authority(settings: Settings, request: bytes) -> bytes:
    """The authority's answer to a timestamp request. Raises NoAnswer; addresses are guarded as for pages."""
    return asyncio.run(_ask(settings, settings.timestamp.url, request))


async def _ask(settings: Settings, url: str, request: bytes) -> bytes:
    manners = Manners.of(settings)
    guard = Guard.of([], [url], settings.crawl.allow_networks)
    names = Names(settings.crawl.nameservers, settings.crawl.timeout_s)
    door = Door(GuardedBackend(guard, names), strict_context(), 1)
    headers = [*manners.headers(), ("Content-Type", "application/timestamp-query")]
    try:
        guard.check_url(url)
        at = stamp(china_now())
        answer = await door.post(url, headers, request, timeout_s=manners.timeout_s, limit=_MOST, at=at)
    except WIRE as fault:
        raise NoAnswer(classify(fault)[1]) from fault
    finally:
        await door.aclose()
    if answer.status != 200 or answer.truncated:
        raise NoAnswer(f"it answered {answer.status}")
    return answer.payload
