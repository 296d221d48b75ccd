"""Whose fault a certificate is: one site's is its own; where no site's is trusted, it is our trust store, our clock or a proxy of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from inspector.model.capture import Capture

_FAULT = "certificate: "
"""What a look says of a certificate that was not trusted (`collect.session`)."""
_HOSTS = 2


def trust(captures: Iterable[Capture]) -> dict[str, bool]:
    """Hosts that answered over TLS, and whether their certificate was trusted each time."""
    found: dict[str, bool] = {}
    for capture in captures:
        parts = urlsplit(capture.final_url)
        if parts.scheme == "https" and capture.status is not None:
            found[parts.netloc] = found.get(parts.netloc, True) and _FAULT not in capture.detail
    return found


def distrustful(told: Iterable[Mapping[str, bool]]) -> bool:
    """Whether the certificates of several hosts were seen, and none was ever trusted."""
    pairs = [pair for one in told for pair in one.items()]
    return len({host for host, _ in pairs}) >= _HOSTS and not any(trusted for _, trusted in pairs)
