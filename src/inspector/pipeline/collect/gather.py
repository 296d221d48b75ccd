"""The collect pass: surveys of many units answered from the outside, each unit's evidence stored as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import aclosing
from functools import partial
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.collect import heap
from inspector.engine import Engine, HostGroup, Stop, host_groups
from inspector.model.unit import Unit
from inspector.pipeline.collect.fieldwork import Fieldwork, Looked, unseen

Progress = Callable[[Unit, int], None]
"""Called when a unit's evidence is stored, with the number of addresses asked."""


def _given_up(run: Run, fieldwork: Fieldwork, group: HostGroup, why: str) -> Looked:
    """What is stored of units that nobody could look at; what was stored of one before stays."""
    return tuple((code, unseen(run, fieldwork, code, why)) for code in group.units if not run.done(code))


def groups_of(units: Sequence[Unit]) -> tuple[HostGroup, ...]:
    """The host groups of units: by the host most of a unit's registered pages lie on."""
    return host_groups([(unit.code, _main_host(unit)) for unit in units])


def _main_host(unit: Unit) -> str:
    hosts = [urlsplit(url).netloc for url in unit.pages.values()]
    return max(hosts, key=hosts.count, default="")


async def gather(
    run: Run,
    engine: Engine,
    fieldwork: Fieldwork,
    units: Sequence[Unit],
    progress: Progress,
    stopped: Callable[[], Stop],
) -> None:
    """Survey `units` on `engine` and store each one's evidence in `run`.

    Once `stopped` says so, no further group or unit is begun; what is in hand is finished. A unit at which processes die again
    and again has as its evidence that it could not be looked at.
    """
    heap.tighten()
    run.reopen()
    known = {unit.code: unit for unit in units}
    given_up = partial(_given_up, run, fieldwork)
    async with aclosing(engine.run(groups_of(units), fieldwork, stopped, given_up)) as done:
        async for looked in done:
            for code, asked in looked:
                progress(known[code], asked)
