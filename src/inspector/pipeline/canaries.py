"""Canaries: addresses that tell whether it is the sites that are silent, or our own network."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.archive.run import BESIDE
from inspector.collect.outside import Outside
from inspector.errors import Quarantined
from inspector.judge.uplink import canary, rounds
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.pipeline.judging import CANARIES
from inspector.pipeline.night import refuse_by_day, until_day
from inspector.settings import Settings

_BUSIEST = 2
"""Hosts that are looked at beside the portal where the office names none: a portal may be down by itself."""


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


class Canaries:
    """The canaries of one run: each round of looks at them goes into its evidence, beside the units."""

    def __init__(self, run: Run, world: Outside, urls: Sequence[str]) -> None:
        self._run, self._world, self._urls = run, world, urls

    async def look(self, phase: str) -> None:
        """One round. Raises Quarantined where no canary answers."""
        if not self._urls:
            return
        known = {key[1]: capture for key, capture in self._run.beside(CANARIES).items()}
        told = rounds(known.values())
        number = told[-1].number + 1 if told else 0
        seen = await asyncio.gather(*(self._world.probe(canary(url, number, phase)) for url in self._urls))
        good = rounds(seen)[-1].good
        if good or not self._run.root:
            for capture in seen:
                before = known.get(capture.ask.url)
                known[capture.ask.url] = _after(before, capture)
            await asyncio.to_thread(self._run.write_unit, BESIDE + CANARIES, list(known.values()))
        if not good:
            raise Quarantined(
                f"none of the canaries answers ({', '.join(self._urls)}): our own network seems to be down",
                remedy="Nothing was published. Once the network is back: `inspector run --resume`.",
            )

    async def watch(self, every_s: float) -> None:
        """A round every so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(every_s)
            await self.look("during")


def _after(before: Capture | None, look: Capture) -> Capture:
    earlier = (*before.earlier, replace(before, earlier=())) if before is not None else ()
    return replace(look, earlier=earlier)


async def guarded(
    gathering: Coroutine[None, None, None], settings: Settings, canaries: Canaries, now: Callable[[], datetime]
) -> None:
    """Gather between two rounds of canaries, as long as they answer and the night lasts.

    Raises Quarantined or RunIncomplete; what was being fetched then is given up, what is whole is kept. When the night ends
    the gathering itself begins nothing more: it is given up only where a unit in hand takes half an hour.
    """
    try:
        refuse_by_day(settings, now())
        await canaries.look("before")
    except BaseException:
        gathering.close()
        raise
    work = asyncio.ensure_future(gathering)
    tasks = [work, *map(asyncio.ensure_future, (canaries.watch(settings.canaries.every_s), until_day(settings, now)))]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in ended:
            one.result()
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await canaries.look("after")
