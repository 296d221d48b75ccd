"""Names for issues that hold from quarter to quarter."""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from inspector.facts.document import norm

_NOISE = {"utm_source", "utm_medium", "utm_campaign", "spm", "from", "timestamp", "t", "_", "jsessionid", "rand", "v"}
_PREFIX = 12


def normal_subject(subject: str) -> str:
    """The subject without what changes from crawl to crawl: scheme, `www.`, trailing slash, query noise, white space."""
    parts = urlsplit(subject)
    if parts.scheme not in ("http", "https"):
        return norm(subject)
    host = (parts.hostname or "").removeprefix("www.") + (
        f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    )
    path = parts.path.split(";")[0].rstrip("/")
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _NOISE))
    return host + path + (f"?{query}" if query else "")


def finding_id(unit: str, rule: str, subject: str) -> str:
    """`F-` and 12 hexadecimal digits: the same issue in every quarter."""
    text = f"{unit}\0{rule}\0{normal_subject(subject)}"
    return "F-" + hashlib.sha256(text.encode()).hexdigest()[:_PREFIX]
