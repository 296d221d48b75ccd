"""Canaries: addresses that tell whether it is the sites that are silent, or our own network."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.archive.run import BESIDE
from inspector.collect.outside import Outside
from inspector.errors import Quarantined
from inspector.judge.imitation import genuine
from inspector.judge.uplink import alive, canary, rounds
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.pipeline.collect.night import refuse_by_day, until_day
from inspector.pipeline.judge.doubts import CANARIES
from inspector.settings import Settings

_BUSIEST = 2
"""Hosts that are looked at beside the portal where the office names none: a portal may be down by itself."""

_WITNESSES = 3
"""As many registered pages are looked at where all canaries show one page, or only one of them opens."""
_SILENT = "none of the canaries answers ({urls}): our own network seems to be down"
_IMITATED = (
    "every address shows one and the same page: our own network seems to answer for all sites (a portal or filter?)"
)
_ONCE_BACK = "Nothing was published. Once the network is back: `inspector run --resume`."
_OTHERS = " Are these sites one? Name canaries of other owners in config.toml: [canaries] urls."


def canary_urls(settings: Settings, units: Sequence[Unit]) -> tuple[str, ...]:
    """The addresses that config.toml names, else the portal's home page and the roots of the busiest other hosts.

    Without a portal in the registry there are none: a lone silent site must not pass for a dead network.
    """
    portals = [unit.pages["home"] for unit in units if unit.type == "portal" and unit.pages.get("home")]
    if settings.canaries.urls or not portals:
        return settings.canaries.urls
    own = {urlsplit(url).netloc for url in portals}
    counted = Counter(_root(url) for unit in units for url in unit.pages.values() if urlsplit(url).netloc not in own)
    return tuple(dict.fromkeys([*portals, *(root for root, _ in counted.most_common(_BUSIEST))]))


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def witness_urls(units: Sequence[Unit], canaries: Collection[str]) -> tuple[str, ...]:
    """Registered pages that are looked at too where the canaries alone do not prove that the sites answer: of other hosts first."""
    pages = [url for unit in units for url in unit.pages.values() if url and url not in canaries]
    known = {urlsplit(url).netloc for url in canaries}
    first = {host: url for url in reversed(pages) if (host := urlsplit(url).netloc) not in known}
    return tuple(dict.fromkeys([*reversed(first.values()), *pages]))[:_WITNESSES]


def voucher_urls(settings: Settings, units: Sequence[Unit]) -> tuple[str, ...]:
    """The canaries, or where there are none registered pages: for a look at few pages, which says nothing by itself of our network.

    Those of one host alone are none: a lone silent site must not pass for a dead network.
    """
    pages = witness_urls(units, ())
    several = len({urlsplit(url).netloc for url in pages}) > 1
    return canary_urls(settings, units) or (pages if several else ())


async def one_round(
    world: Outside, urls: Sequence[str], witnesses: Sequence[str], number: int, phase: str
) -> list[Capture]:
    """The canaries, and witnesses one by one as long as a canary answers but nothing proves that the sites do."""
    seen = list(await asyncio.gather(*(_one(world, canary(url, number, phase)) for url in urls)))
    for url in witnesses:
        if await asyncio.to_thread(genuine, seen) or not any(map(alive, seen)):
            break
        seen.append(await world.probe(canary(url, number, phase)))
    await world.hang_up()
    return seen


async def _one(world: Outside, ask: Ask) -> Capture:
    """A canary whose page takes too long is asked for its status alone: it need not be well, only there."""
    seen = await world.probe(ask)
    return await world.knock(replace(ask, method="HEAD")) if seen.failure is Failure.TIMEOUT else seen


class Canaries:
    """The canaries of one run: each round of looks at them goes into its evidence, beside the units."""

    def __init__(self, run: Run, world: Outside, urls: Sequence[str], witnesses: Sequence[str] = ()) -> None:
        self._run, self._world, self._urls, self._witnesses = run, world, urls, witnesses

    async def look(self, phase: str) -> None:
        """One round. Raises Quarantined where no canary answers, or something of ours in the name of all."""
        if not self._urls:
            return
        known = {key[1]: capture for key, capture in self._run.beside(CANARIES).items()}
        told = await asyncio.to_thread(rounds, known.values())
        number = told[-1].number + 1 if told else 0
        seen = await one_round(self._world, self._urls, self._witnesses, number, phase)
        [now] = await asyncio.to_thread(rounds, seen)
        if now.good or not self._run.root:
            for capture in (await asyncio.to_thread(_kept, seen)) if now.good else seen:
                before = known.get(capture.ask.url)
                known[capture.ask.url] = _after(before, capture)
            await asyncio.to_thread(self._run.write_unit, BESIDE + CANARIES, list(known.values()))
        if not now.good:
            raise Quarantined(
                _IMITATED if now.imitated else _SILENT.format(urls=", ".join(self._urls)),
                remedy=_ONCE_BACK + (_OTHERS if now.imitated else ""),
            )

    async def watch(self, every_s: float) -> None:
        """A round every so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(every_s)
            await self.look("during")


def _kept(seen: Sequence[Capture]) -> Sequence[Capture]:
    """The looks of a good round, without their pages where the digests alone tell that those were not one and the same."""
    slim = [replace(look, body=b"", wire=()) for look in seen]
    return slim if rounds(slim)[-1].good else seen


def _after(before: Capture | None, look: Capture) -> Capture:
    earlier = (*before.earlier, replace(before, earlier=())) if before is not None else ()
    return replace(look, earlier=earlier)


async def guarded(
    gathering: Coroutine[None, None, None],
    settings: Settings,
    canaries: Canaries,
    now: Callable[[], datetime],
    overdue: Coroutine[None, None, None],
) -> None:
    """Gather between two rounds of canaries, as long as they answer, the night lasts and the stop that a run is told is not `overdue`.

    Raises Quarantined or RunIncomplete; what was being fetched then is given up, what is whole is kept. When the night ends
    the gathering itself begins nothing more: it is given up only where a unit in hand takes half an hour.
    """
    try:
        refuse_by_day(settings, now())
        await _first(_between(gathering, settings, canaries, now), overdue)
    finally:
        gathering.close()
        overdue.close()


async def _between(
    gathering: Coroutine[None, None, None], settings: Settings, canaries: Canaries, now: Callable[[], datetime]
) -> None:
    await canaries.look("before")
    await _first(gathering, canaries.watch(settings.canaries.every_s), until_day(settings, now))
    await canaries.look("after")


async def _first(*works: Coroutine[None, None, None]) -> None:
    """Until the first of them ends, whose fault is raised; the others are given up."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in ended:
            one.result()
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
