"""The looks of a run: at its units, and once more at what is due, into its evidence, while canaries and the night are watched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from inspector.archive import Run
from inspector.archive.earlier import last_sealed
from inspector.collect.outside import outside
from inspector.engine import loop
from inspector.errors import RunIncomplete
from inspector.judge import Snapshot
from inspector.judge.doubt import Mark
from inspector.judge.uplink import Spell, rounds, sighted, spells
from inspector.log import logger
from inspector.model.capture import Failure
from inspector.model.unit import Unit
from inspector.pipeline.collect.canaries import Canaries, canary_urls, guarded, witness_urls
from inspector.pipeline.collect.ending import Ending
from inspector.pipeline.collect.engines import engine_of
from inspector.pipeline.collect.fieldwork import Fieldwork
from inspector.pipeline.collect.gather import gather
from inspector.pipeline.collect.night import refuse_by_day
from inspector.pipeline.collect.set_clock import set_forward
from inspector.pipeline.collect.waiting import cut_short, waiting
from inspector.pipeline.judge.doubts import CANARIES, doubts_in
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.lock import GATHERING, sole
from inspector.pipeline.workspace import Workspace

_log = logger("pipeline")
KEPT = "What is done is kept: `inspector run --resume` goes on from here."


def to_look_at(
    run: Run, snapshot: Snapshot, watch: Watch, during: Collection[Spell], doubts: Collection[Mark]
) -> list[Unit]:
    """The units of a run at which a look is due now: not seen yet, not well, while our network was down, or doubted."""
    codes, now = {code for code, _, _ in doubts}, watch.now() - set_forward(run.folder)
    return [unit for unit in snapshot.inspected if unit.code in codes or _due(run, unit, snapshot, during, now)]


def _due(run: Run, unit: Unit, snapshot: Snapshot, during: Collection[Spell], now: datetime) -> bool:
    if not run.done(unit.code):
        return True
    if any(failure is Failure.UPLINK for _, _, failure in run.outcomes(unit.code)):
        return True
    hidden = during and any(sighted(one, during) != one for one in run.read_unit(unit.code).values())
    return bool(hidden) or cut_short(run, unit.code) or waiting(run, unit, snapshot, now)


def look(
    workspace: Workspace,
    run: Run,
    snapshot: Snapshot,
    left: list[Unit],
    watch: Watch,
    during: Collection[Spell] = (),
    canaries: Sequence[str] = (),
    doubts: frozenset[Mark] = frozenset(),
) -> None:
    """Fetch what the units of `left` show into the evidence of `run`, at night where config.toml says so.

    `canaries` are by default those of the settings and the registry, or of the run so far, `doubts` pages that are looked at a second time.
    Raises Quarantined where the canaries are silent, RunIncomplete where the night is over, the run is told to stop or a person interrupts.
    """
    settings = workspace.settings
    canaries = canaries or canary_urls(settings, snapshot.units) or [url for _, url in run.beside(CANARIES)]
    urls = (*(url for unit in snapshot.units for url in unit.pages.values()), *canaries)
    again = {unit.code: run.digest(unit.code) for unit in left}
    before = last_sealed(workspace.evidence, but=snapshot.id) if settings.crawl.conditional else None
    earlier = before.folder.resolve() if before is not None else None
    fieldwork = Fieldwork(settings, run.folder.resolve(), again, tuple(during), urls, watch.now, earlier, doubts)
    ending = Ending(settings, watch.stopped, watch.now)

    async def work() -> None:
        async with engine_of(settings) as engine, outside(settings, urls, now=watch.now, turns=engine.turns) as world:
            gathering = gather(run, engine, fieldwork, left, watch.gathered, ending)
            watched = Canaries(run, world, canaries, witness_urls(snapshot.units, canaries))
            await guarded(gathering, settings, watched, watch.now, ending.overdue())

    with sole(workspace.evidence, "gathering", GATHERING):
        try:
            loop.run(work())
        except KeyboardInterrupt:
            raise _incomplete(run, snapshot) from None
    if ending() and not all(_looked_at(run, unit, again) for unit in left):
        refuse_by_day(settings, watch.now())
        raise _incomplete(run, snapshot)


def look_twice(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> None:
    """The second look at pages that several addresses showed alike, where it is due. Raises as `look`.

    Where there is no canary, addresses that showed pages of their own are looked at before and after in its place.
    """
    with watch.prompt():
        found = doubts_in(run, snapshot, spells(rounds(run.beside(CANARIES).values())))
    due = found.due(snapshot.after_s, watch.now() - set_forward(run.folder))
    codes = {mark[0] for mark in due}
    if not due:
        return
    _log.info("pages of several addresses are alike", pages=len(due), units=len(codes))
    canaries = canary_urls(workspace.settings, snapshot.units) or found.witnesses
    left = [unit for unit in snapshot.inspected if unit.code in codes]
    look(workspace, run, snapshot, left, watch, canaries=canaries, doubts=due)


def _looked_at(run: Run, unit: Unit, again: Mapping[str, str]) -> bool:
    return run.done(unit.code) and run.digest(unit.code) != again[unit.code]


def _incomplete(run: Run, snapshot: Snapshot) -> RunIncomplete:
    done = sum(run.done(unit.code) for unit in snapshot.inspected)
    return RunIncomplete(f"interrupted after {done} of {len(snapshot.inspected)} units", remedy=KEPT)
