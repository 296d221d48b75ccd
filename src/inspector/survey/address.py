"""When two addresses are the same page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

NOISE = frozenset(
    {"utm_source", "utm_medium", "utm_campaign", "spm", "from", "timestamp", "t", "_", "jsessionid", "rand", "v"}
)
"""Query parameters that change from visit to visit."""


def plain_address(url: str) -> str:
    """The address without what changes from crawl to crawl: scheme, `www.`, trailing slash, session and query noise."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    host = (parts.hostname or "").removeprefix("www.") + port
    path = parts.path.split(";")[0].rstrip("/")
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if key.lower() not in NOISE))
    return host + path + (f"?{query}" if query else "")


def same_address(one: str, other: str) -> bool:
    """Whether both addresses name the same page."""
    return plain_address(one) == plain_address(other)
