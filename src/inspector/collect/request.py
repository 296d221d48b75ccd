"""A request as it goes over the wire. httpx makes it; what is the same for all pages of a host is made once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import httpx

from inspector import lazy
from inspector.collect.guard import PORTS
from inspector.model.exchange import Headers

Origin = tuple[str, str, int]
"""Scheme, host, port."""
_PLAIN = lazy.pattern(r"(https?://[a-z0-9.-]+(?::[0-9]+)?)((?:/(?:[\w~-][\w~.-]*)?)+(?:\?[\w~.&=-]*)?)", re.ASCII)
"""An address whose path and query go out as they are written: nothing to quote, no dots for segments."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to `origin`."""

    method: str
    origin: Origin
    target: bytes
    headers: Headers
    content: bytes = b""


def request(method: str, url: str, headers: Sequence[tuple[str, str]]) -> Request:
    """A request without content. Raises httpx.InvalidURL."""
    plain = _PLAIN.fullmatch(url)
    if plain is None:
        return _of(httpx.Request(method, url, headers=list(headers)))
    same = _at(method, plain[1], tuple(headers))
    return Request(method, same.origin, plain[2].encode("ascii"), same.headers)


def handed(url: str, headers: Sequence[tuple[str, str]], content: bytes) -> Request:
    """A request that hands `content` over. Raises httpx.InvalidURL."""
    return _of(httpx.Request("POST", url, headers=list(headers), content=content))


@lru_cache(maxsize=1024)
def _at(method: str, origin: str, headers: tuple[tuple[str, str], ...]) -> Request:
    """What httpx makes of a path of this origin, which matters to nothing but the target."""
    return _of(httpx.Request(method, origin + "/", headers=list(headers)))


def _of(made: httpx.Request) -> Request:
    url = made.url
    origin = url.scheme, url.raw_host.decode("ascii"), url.port or PORTS[url.scheme]
    return Request(made.method, origin, url.raw_path, tuple(made.headers.raw), made.content)
