"""One round of light visits to home pages and online forms, and the series that the rounds add up to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from inspector.channels import visits as series
from inspector.collect.eyes import Eyes
from inspector.collect.manners import china_now, stamp
from inspector.collect.outside import outside
from inspector.model.capture import Ask, Capture
from inspector.model.quarter import Quarter, quarter_before
from inspector.model.series import DayVisits, Visit
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.lock import sole
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.probing.switch import refuse_stopped
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

STREAM = "channel_visits"
_TIMEOUT_S = 15.0
"""How long a home page may take (国办秘函〔2019〕19号)."""


@dataclass(frozen=True, slots=True)
class Round:
    """How many addresses were visited, how many of them answered, and which hosts asked to be left alone."""

    visited: int
    good: int
    stopped: tuple[str, ...]


def visit(workspace: Workspace, window: Quarter, word: Word, now: Callable[[], datetime] = china_now) -> Round:
    """Visit what is due, once. Safe to repeat at any moment: an address is not visited before its share of the day is over.

    HEAD only, one host at a time, robots.txt kept; a host that asks us to stop is not visited again for this quarter.
    """
    refuse_stopped(workspace)
    with (
        sole(workspace.evidence, "visits", "another process of this workspace is making a round of visits"),
        workspace.store() as store,
    ):
        moment = now()
        stopped = {event.data["host"] for event in store.events(STREAM) if event.key.startswith(f"{window.id}/")}
        made = store.visits(stamp(moment - timedelta(days=2)), stamp(moment + timedelta(seconds=1)))
        urls = [url for url in _addresses(workspace, window) if urlsplit(url).netloc not in stopped]
        due = series.due(urls, made, workspace.settings.channels.visits_a_day, moment)
        captures = asyncio.run(_looked(workspace, due, now)) if due else []
        told = series.told(captures)
        store.add_visits(told)
        asking = sorted({urlsplit(one.ask.url).netloc for one in captures if series.asks_to_stop(one)})
        for host in asking:
            add(store, STREAM, f"{window.id}/{host}", "asked_to_stop", word, {"host": host}, stamp(moment))
    return Round(len(told), sum(one.outcome == "good" for one in told), tuple(asking))


def series_of(workspace: Workspace, window: Quarter, until: date) -> dict[str, tuple[DayVisits, ...]]:
    """Address -> the days of visits within a quarter's window up to a day, for longitudinal rules."""
    return series.by_day(_visits(workspace, window.start, until))


def _visits(workspace: Workspace, first: date, last: date) -> Sequence[Visit]:
    with workspace.store() as store:
        return store.visits(first.isoformat(), (last + timedelta(days=1)).isoformat())


def _addresses(workspace: Workspace, window: Quarter) -> tuple[str, ...]:
    """From the quarter's own result, else the one before: visits begin before the quarter is inspected."""
    found = quarter_result(workspace, window.id) or quarter_result(workspace, quarter_before(window.id))
    return series.addresses(workspace.units(), found.result if found is not None else None)


async def _looked(workspace: Workspace, urls: list[str], now: Callable[[], datetime]) -> list[Capture]:
    """One look at each; a failure is not looked at twice, for the next round does that."""
    crawl = workspace.settings.crawl
    light = {"retries": 0, "timeout_s": min(crawl.timeout_s, _TIMEOUT_S), "browser": False}
    settings = workspace.settings.model_copy(update={"crawl": crawl.model_copy(update=light)})
    registered = [url for unit in workspace.units() for url in unit.pages.values()]
    async with outside(settings, registered, eyes=Eyes(lambda _: False), now=now) as world:
        captures = await world.look([Ask(url, "HEAD", "visit") for url in urls])
    return [_dated(one, now) for one in captures]


def _dated(capture: Capture, now: Callable[[], datetime]) -> Capture:
    return capture if capture.fetched_at else replace(capture, fetched_at=stamp(now()))
