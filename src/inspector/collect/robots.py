"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass

from protego import Protego

from inspector.model.exchange import unpack

LIMIT = 500 * 1024
"""Bytes that are read of a robots.txt; RFC 9309 section 2.5 asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host permits to an agent. `detail` says why nothing is permitted at all; empty where rules decide."""

    rules: Protego | None = None
    detail: str = ""

    def permits(self, url: str, agent: str) -> bool:
        """Whether `agent` may ask for `url`."""
        if self.detail:
            return False
        return self.rules is None or self.rules.can_fetch(url, agent)

    def delay(self, agent: str) -> float:
        """Seconds between two requests that the host asks for; 0 where it does not."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(agent)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.rules.crawl_delay(agent) or 0.0, paced)


def first_part(payload: bytes, encoding: str) -> bytes:
    """As much of a robots.txt as is read, freed from its content encoding; of a large one the beginning."""
    content = unpack(payload, encoding, LIMIT)
    if not content.too_large:
        return content.body
    with suppress(zlib.error):
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(payload, LIMIT)
    return payload[:LIMIT]


def read_robots(status: int, body: bytes) -> Robots:
    """The rules in an answer: 4xx permits all (section 2.3.1.3), 5xx nothing (2.3.1.4); what is not rules permits."""
    if status >= 500:
        return Robots(detail=f"robots.txt answered {status}: until it can be read nothing is permitted")
    if not 200 <= status < 300:
        return Robots()
    text = body[:LIMIT].decode("utf-8-sig", "replace").replace("\0", "")
    return Robots(Protego.parse(text))


def agent_token(user_agent: str) -> str:
    """The name that robots.txt knows an agent by: `InspectorBot/1.0 (...)` is `InspectorBot`."""
    return user_agent.replace("/", " ").split(" ", maxsplit=1)[0]
