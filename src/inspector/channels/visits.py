"""Availability by light, spaced visits: what is visited when, what a visit says, and the days it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from inspector.facts.look import met_with
from inspector.model.capture import Capture, Failure
from inspector.model.quarter import Quarter
from inspector.model.series import Answered, DayVisits, Visit
from inspector.model.unit import Unit

_SHUT = (401, 403, 405, 406, 412, 418, 426, 429, 521)
_LATER = (429, 503)
_SITES = frozenset(
    {Failure.DNS, Failure.CONNECT, Failure.RESET, Failure.TLS, Failure.TIMEOUT, Failure.REDIRECT_LOOP, Failure.PROTOCOL}
)
"""What is the site's matter; all other failures are refusals or our own limits, and are not counted."""
_LINE = frozenset({Failure.DNS, Failure.CONNECT, Failure.TIMEOUT, Failure.RESOLVER})
_FEWEST_HOSTS = 2


def days(window: Quarter, before_freeze: int, length: int) -> tuple[date, date]:
    """First and last day of visits: they end before the inspection of the quarter begins, so that it can judge them."""
    begins = max(window.start, window.freeze - timedelta(days=before_freeze))
    first = max(window.start, begins - timedelta(days=length))
    return first, max(first, begins - timedelta(days=1)) if first < begins else first + timedelta(days=length - 1)


def addresses(units: Iterable[Unit], result: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Home pages of the registry, and the declared online forms of the newest result; each once."""
    found = dict.fromkeys(unit.pages["home"] for unit in units if "home" in unit.pages)
    for unit in result["units"] if result is not None else ():
        for item in unit.get("channels", {}).get("items", ()):
            if item["kind"] == "form" and item["declared"]:
                found.setdefault(whole(item["value"]), None)
    return tuple(found)


def whole(address: str) -> str:
    """A printed address of a form as it is asked for; some pages leave the scheme away."""
    return address if address.startswith(("http://", "https://")) else f"http://{address}"


def due(urls: Iterable[str], made: Iterable[Visit], a_day: int, now: datetime) -> list[str]:
    """The addresses whose last visit lies a day's share back."""
    last: dict[str, str] = {}
    for visit in made:
        last[visit.url] = max(last.get(visit.url, ""), visit.at)
    since = now - timedelta(days=1) / a_day
    return [url for url in urls if url not in last or datetime.fromisoformat(last[url]) <= since]


def told(captures: Sequence[Capture]) -> list[Visit]:
    """What one round of visits says.

    Where no host at all could be reached, or all failed in one and the same way, it was our own line or what stands in it, and
    nothing is counted.
    """
    hosts = {urlsplit(one.ask.url).hostname for one in captures}
    alike = len({(one.failure, one.status) for one in captures}) == 1 and all(
        _said(one) == "failed" for one in captures
    )
    ours = len(hosts) >= _FEWEST_HOSTS and (alike or all(one.failure in _LINE for one in captures))
    return [Visit(one.ask.url, one.fetched_at, "uncounted" if ours else _said(one), _detail(one)) for one in captures]


def asks_to_stop(capture: Capture) -> bool:
    """Whether the site wants no more visits: too many requests, come back later, robots.txt."""
    later = capture.status in _LATER and (capture.status == 429 or "retry-after" in capture.headers)
    return later or capture.failure is Failure.ROBOTS


def by_day(visits: Iterable[Visit]) -> dict[str, tuple[DayVisits, ...]]:
    """Address -> its days, oldest first, with the visits that count."""
    counts: dict[tuple[str, str], list[int]] = {}
    for visit in visits:
        if visit.outcome != "uncounted":
            day = counts.setdefault((visit.url, visit.at[:10]), [0, 0])
            day[visit.outcome == "failed"] += 1
    found: dict[str, list[DayVisits]] = {}
    for (url, day_), (good, failed) in sorted(counts.items()):
        found.setdefault(url, []).append(DayVisits(day_, good, failed))
    return {url: tuple(each) for url, each in found.items()}


def slots(first: date, last: date, a_day: int, start: datetime) -> Iterator[datetime]:
    """The moments of rounds, evenly over each day; `start` is midnight of the first day in the district's time zone."""
    for number in range(((last - first).days + 1) * a_day):
        yield start + number * (timedelta(days=1) / a_day)


def _said(capture: Capture) -> Answered:
    if (met := met_with(capture)) is not None:
        return "failed" if met in _SITES else "uncounted"
    if capture.status is None or capture.status in _SHUT or asks_to_stop(capture):
        return "uncounted"
    return "good" if capture.status < 400 else "failed"


def _detail(capture: Capture) -> str:
    return str(capture.status) if capture.failure is None else f"{capture.failure.value} {capture.detail}"[:200]
