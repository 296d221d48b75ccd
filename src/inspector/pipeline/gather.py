"""The collect pass: surveys of many units answered from the outside, each unit's evidence stored as soon as it is whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.collect.outside import Outside
from inspector.engine import HostGroup, host_groups
from inspector.engine.local import LocalEngine
from inspector.facts.open import open_document
from inspector.facts.sight import look
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import plan_of
from inspector.judge.uplink import Spell, sighted
from inspector.log import bound_contextvars, logger
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.ruleset import Ruleset
from inspector.survey import Plan, survey

_log = logger("pipeline")
Progress = Callable[[Unit, int], None]
"""Called when a unit's evidence is stored, with the number of addresses asked."""


def never() -> bool:
    """Nobody asks to stop."""
    return False


def failed(capture: Capture) -> bool:
    """Whether a look has to be confirmed by another: no answer, an error, or a page that only says it is not there."""
    document = None
    if capture.body and capture.ask.method in ("GET", "RENDER"):
        document = open_document(
            capture.body, capture.final_url or capture.ask.url, capture.headers.get("content-type", "")
        )
    return look(capture, document) is not None


def groups_of(units: list[Unit]) -> tuple[HostGroup, ...]:
    """The host groups of units: by the host most of a unit's registered pages lie on."""
    return host_groups([(unit.code, _main_host(unit)) for unit in units])


def _main_host(unit: Unit) -> str:
    hosts = [urlsplit(url).netloc for url in unit.pages.values()]
    return max(hosts, key=hosts.count, default="")


async def gather(
    run: Run,
    snapshot: Snapshot,
    ruleset: Ruleset,
    outside: Outside,
    units: list[Unit],
    progress: Progress,
    at_once: int,
    stopped: Callable[[], bool] = never,
) -> None:
    """Survey `units` and store each one's evidence.

    Once `stopped` says so, the units in hand are finished and no other is begun.
    """
    known: Mapping[str, Unit] = {unit.code: unit for unit in units}
    gate = asyncio.Semaphore(at_once)

    async def one(unit: Unit) -> None:
        async with gate:
            if stopped():
                return
            with bound_contextvars(unit=unit.code):
                captures = await surveyed(unit, plan_of(unit, snapshot, ruleset), outside)
                await asyncio.to_thread(run.write_unit, unit.code, captures)
                _log.info("unit gathered", asked=len(captures))
        progress(unit, len(captures))

    async def work(group: HostGroup) -> HostGroup:
        await asyncio.gather(*(one(known[code]) for code in group.units))
        return group

    async for _ in LocalEngine(at_once).run(groups_of(units), work):
        pass


def recall(run: Run, outside: Outside, during: Collection[Spell] = ()) -> None:
    """Hand what `run` stored before to `outside`, so that it is not fetched again.

    Looks that failed in a spell of `during`, when our own network may have been down, are left out: they are taken again.
    """
    for code in run.codes:
        seen = (sighted(capture, during) for capture in run.read_unit(code).values())
        outside.recall(capture for capture in seen if capture is not None)


async def surveyed(unit: Unit, plan: Plan, outside: Outside) -> list[Capture]:
    """Everything the survey of `unit` asked for, answered from the outside, in the order asked."""
    walk = survey(unit, plan)
    asked: dict[tuple[str, str], Capture] = {}
    try:
        asks = next(walk)
        while True:
            captures = await outside.look(asks)
            asked.update({capture.ask.key: capture for capture in captures})
            asks = walk.send(captures)
    except StopIteration:
        return list(asked.values())
