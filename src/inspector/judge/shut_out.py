"""Sites that refuse us everywhere in one manner, at their front page too: that is a door, whatever the status calls it.

A firewall that knows us by our name answers 404 to each of our requests, or hangs up on it, while readers see the pages. A site that is
gone does the same. Nothing tells the two apart from here, so such a site costs nobody a point: where it calls its pages gone, a person
says whether they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from inspector.facts.look import BLOCKING
from inspector.model.capture import FRONT, GIVEN_UP, Ask, Capture, Failure

_REFUSED = 3
"""As many addresses of a host, its front page among them, are refused before it is taken for a door."""
_FRONTS = ("", "/")
_NOT_ASKED = GIVEN_UP | {Failure.GUARD, Failure.TRAP, Failure.UPLINK}
"""What says nothing of a host: it never heard of the look."""
_REJECTED, _SERVERS = 400, 500
_GONE = (404, 410)

Key = tuple[str, str]
Look = tuple[str, str, int | None, Failure | None]
"""Method, address, status and failure of a look."""


def fronts(captures: Iterable[Capture]) -> list[Ask]:
    """The front pages of hosts that refused all that was asked for, but a single link: they tell whether the host shows us anything."""
    looks = [look_of(one) for one in captures]
    pages = {_host(url) for method, url, _, _ in looks if method == "GET"}
    asked = {host: urls for host, urls in _refusing(looks).items() if len(urls) > 1 or host in pages}
    parts = [urlsplit(urls[0]) for urls in asked.values() if not any(map(_is_front, urls))]
    return [Ask(f"{one.scheme}://{one.netloc}/", why=FRONT) for one in parts]


def look_of(capture: Capture) -> Look:
    """What of a capture tells whether its host showed anything."""
    return (capture.ask.method, capture.ask.url, capture.status, capture.failure)


def shut_out(looks: Iterable[Look]) -> frozenset[str]:
    """Hosts that refused us at all addresses that were asked for, at least three, the front page among them."""
    refusing = _refusing(looks)
    return frozenset(host for host, urls in refusing.items() if len(urls) >= _REFUSED and any(map(_is_front, urls)))


def refused(captures: Mapping[Key, Capture], hosts: Collection[str]) -> dict[Key, Capture]:
    """Those of a unit's captures that one of `hosts` refused, for its judgement: they were not seen."""
    there = {key: one for key, one in captures.items() if _host(one.ask.url) in hosts and _is_refused(one)}
    return {key: _door(one) for key, one in there.items()}


def _refusing(looks: Iterable[Look]) -> dict[str, list[str]]:
    """Hosts that refused all looks in one manner, with their addresses; of others, which are most, nothing is held."""
    manners: dict[str, str] = {}
    urls: dict[str, dict[str, None]] = {}
    for method, url, status, failure in looks:
        if method not in ("GET", "HEAD") or failure in _NOT_ASKED:
            continue
        host, manner = _host(url), _refusal(status, failure)
        if manners.setdefault(host, manner) != manner or not manner:
            manners[host] = ""
            urls.pop(host, None)
        else:
            urls.setdefault(host, {})[url] = None
    return {host: list(found) for host, found in urls.items()}


def _refusal(status: int | None, failure: Failure | None) -> str:
    """In which manner a look was refused; empty where something came, or nothing for another reason."""
    if failure is not None:
        return failure.value if failure is Failure.RESET else ""
    rejected = status is not None and _REJECTED <= status < _SERVERS and status not in BLOCKING
    return str(status) if rejected else ""


def _is_refused(capture: Capture) -> bool:
    return capture.ask.method in ("GET", "HEAD") and bool(_refusal(capture.status, capture.failure))


def _door(capture: Capture) -> Capture:
    """What is left of a look; that its status, time after time, called the page gone, with the digest of that answer."""
    gone = capture.status in _GONE
    return Capture(
        capture.ask,
        capture.final_url,
        capture.status if gone else None,
        fetched_at=capture.fetched_at,
        failure=Failure.SHUT_OUT,
        sha256=capture.sha256 if gone else "",
        earlier=capture.earlier if gone else (),
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url  # no address: it was refused by our own guard


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in _FRONTS and not parts.query
