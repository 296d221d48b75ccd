"""What a process does that surveys units for a run, on this machine or on another one that sees the same evidence folder."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from inspector import archive
from inspector.archive import Run
from inspector.archive.earlier import Earlier
from inspector.collect.allowance import Allowance
from inspector.collect.budget import spending
from inspector.collect.eyes import Eyes
from inspector.collect.manners import china_now, stamp
from inspector.collect.opener import Opener
from inspector.collect.outside import Outside, outside
from inspector.engine import HostGroup, Post, Work
from inspector.facts.open import document_of
from inspector.judge import Snapshot
from inspector.judge.doubt import Mark, seen_again
from inspector.judge.shut_out import fronts
from inspector.judge.unit import plan_of
from inspector.judge.uplink import Spell
from inspector.log import bound_contextvars, logger
from inspector.model.capture import GIVEN_UP, Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.pipeline.collect.looking import Openings, answered, failed
from inspector.pipeline.collect.memory import RunMemory
from inspector.pipeline.collect.others import Others
from inspector.pipeline.collect.set_clock import set_forward
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.settings import Settings
from inspector.survey import Plan, survey
from inspector.survey.desk import Opened

_log = logger("pipeline")
Result = TypeVar("Result")
Walker = Callable[[Unit, Plan, Opened], Generator[list[Ask], list[Capture], Any]]
Looked = tuple[tuple[str, int], ...]
"""Codes of the units of a group whose evidence was stored, each with the number of addresses asked."""
_ABREAST = 3
"""Units of one host group at a time: while one waits for a foreign host, another one has the group's own."""
_FEWEST_AT_ONCE, _FEWEST_OF_SEVERAL = 12, 6
"""Units in hand at a time, whatever `[crawl] concurrency`: in the only process of a run, and in one of several."""

_STORED_AT_ONCE = 2
"""Units whose records are packed at a time: each needs a few times the memory of its largest page for it."""


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """The office of a run's surveys. `again` are units looked at once more, with the digest of what is stored of them."""

    settings: Settings
    folder: Path
    again: Mapping[str, str] = field(default_factory=dict)
    during: tuple[Spell, ...] = ()
    urls: tuple[str, ...] = ()
    now: Callable[[], datetime] = china_now
    earlier: Path | None = None
    """The folder of the run before, whose pages sites are asked whether they changed."""
    doubts: frozenset[Mark] = frozenset()
    """Pages of units that are looked at a second time: what was seen before stays their earlier look."""
    walk: Walker = survey
    """What is looked at for a unit."""

    @contextlib.asynccontextmanager
    async def __call__(self, post: Post) -> AsyncIterator[Work[Looked]]:
        """Open what one process needs. Raises StorageError where it does not see the run's folder."""
        run = archive.read_run(self.folder)
        memory, opener = RunMemory(run, self.during), Opener(Allowance(post.turns))
        openings = Openings(opener)
        await asyncio.to_thread(memory.learn)
        known = Earlier(archive.read_run(self.earlier)) if self.earlier is not None else None
        others = Others(post.elsewhere) if post.elsewhere is not None else None
        settings = _shared_out(_as_begun(self.settings, snapshot_of(run)), post.slots)

        doubted = {mark[1:] for mark in self.doubts}

        async def find(ask: Ask) -> Capture | None:
            if ask.key in doubted:
                return await others.look(ask) if others is not None else None
            found = await memory.find(ask.key)
            return await others.look(ask) if found is None and others is not None else found

        async with (
            contextlib.aclosing(opener),
            outside(
                settings,
                self.urls,
                eyes=Eyes(openings.failed, openings.opened),
                now=self.now,
                known=known,
                turns=post.turns,
                stored=find,
                ahead=set_forward(self.folder),
            ) as world,
        ):
            if others is not None:
                others.serve(world)
            at_once = max(settings.crawl.concurrency, _FEWEST_AT_ONCE if post.slots is None else _FEWEST_OF_SEVERAL)
            yield _Field(self, post, run, memory, openings, world, at_once).work


def _as_begun(settings: Settings, snapshot: Snapshot) -> Settings:
    """Looks confirm each other as when the run was begun, whatever config.toml says by now: so they are judged."""
    begun = {"attempts": snapshot.attempts, "after_s": snapshot.after_s}
    return settings.model_copy(update={"confirm": settings.confirm.model_copy(update=begun)})


def _shared_out(settings: Settings, slots: int | None) -> Settings:
    """The settings of one process of several: together they ask for no more at a time than the whole run may."""
    if slots is None:
        return settings
    crawl = settings.crawl.model_copy(update={"concurrency": min(slots, settings.crawl.concurrency)})
    return settings.model_copy(update={"crawl": crawl})


class _Field:
    """One process at work."""

    def __init__(
        self,
        asked: Fieldwork,
        post: Post,
        run: Run,
        memory: RunMemory,
        openings: Openings,
        world: Outside,
        at_once: int,
    ) -> None:
        self._asked, self._post, self._run = asked, post, run
        self._memory, self._openings, self._world = memory, openings, world
        self._snapshot = snapshot_of(run)
        self._ruleset = ruleset_of(self._snapshot)
        self._units = {unit.code: unit for unit in self._snapshot.units}
        self._gate = asyncio.Semaphore(at_once)
        self._desk = asyncio.Semaphore(_STORED_AT_ONCE)

    async def work(self, group: HostGroup) -> Looked:
        """Survey the units of one group, a few abreast; those that are stored already are left as they are."""
        abreast = asyncio.Semaphore(_ABREAST)
        with bound_contextvars(run=self._run.folder.name):
            done = await _all_or_none([self._one(self._units[code], abreast) for code in group.units])
        return tuple(one for one in done if one is not None)

    async def _one(self, unit: Unit, abreast: asyncio.Semaphore) -> tuple[str, int] | None:
        async with abreast, self._gate:
            if self._post.stopped():
                return None
            if await asyncio.to_thread(self._stored, unit.code):
                return unit.code, 0
            plan = plan_of(unit, self._snapshot, self._ruleset)
            with bound_contextvars(unit=unit.code), self._world.in_hand():
                reading = self._openings.reading()
                captures = await answered(self._asked.walk(unit, plan, reading.take), self._world, reading)
                with spending(None):  # who vouches for the names is asked at nobody's expense
                    whole = [
                        *captures,
                        *await self._world.vouchers(captures),
                        *await self._world.look(fronts(captures)),
                    ]
                whole = await asyncio.to_thread(self._again, unit.code, whole)
                async with self._desk:
                    await asyncio.to_thread(self._run.write_unit, unit.code, whole)
                _log.info("unit gathered", asked=len(captures))
                self._memory.add(unit.code, _counted(whole))
                self._world.let_go(captures)
                asked = len(captures)
                del captures, whole
        return unit.code, asked

    def _again(self, code: str, captures: Iterable[Capture]) -> list[Capture]:
        """The captures, each with what was seen at its first look where that was doubted."""
        return [self._seen_again(code, capture) for capture in captures]

    def _seen_again(self, code: str, capture: Capture) -> Capture:
        """A page that opened does not bear out a failure."""
        if (code, *capture.ask.key) not in self._asked.doubts:
            return capture
        before = self._run.read_capture(code, capture.ask.key)
        if before is None or (failed(capture) and not failed(before)):
            return capture
        return seen_again(before, capture)

    def _stored(self, code: str) -> bool:
        """Whether a worker that died since had stored the unit: its evidence is there, and is not what was there before."""
        return self._run.done(code) and self._run.digest(code) != self._asked.again.get(code)


def unseen(run: Run, asked: Fieldwork, code: str, why: str) -> int:
    """Store of a unit that nothing of it could be seen, because our own processes died at it. Returns how many looks that are."""
    snapshot = snapshot_of(run)
    [unit] = [one for one in snapshot.units if one.code == code]
    plan, at = plan_of(unit, snapshot, ruleset_of(snapshot)), stamp(asked.now())
    captures: list[Capture] = []
    walk = asked.walk(unit, plan, document_of)
    with contextlib.suppress(StopIteration):
        asks = next(walk)
        while True:
            seen = [Capture(ask, ask.url, fetched_at=at, failure=Failure.DIED, detail=why) for ask in asks]
            captures += seen
            asks = walk.send(seen)
    run.write_unit(code, captures)
    return len(captures)


def _counted(captures: Iterable[Capture]) -> dict[tuple[str, str], int]:
    """How often each page was looked at; what we gave up ourselves was not."""
    seen = (capture for capture in captures if capture.failure not in GIVEN_UP)
    return {capture.ask.key: len(capture.earlier) + 1 for capture in seen}


async def _all_or_none(units: Iterable[Coroutine[Any, Any, Result]]) -> list[Result]:
    """What all of them return; where one fails, the others are given up, that nobody fetches for a run that has ended."""
    tasks = [asyncio.ensure_future(unit) for unit in units]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
