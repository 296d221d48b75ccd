"""A quarter inspected: gathered, sealed, judged, published. What is interrupted can be resumed to the same result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from inspector import archive
from inspector.archive import Run
from inspector.archive.earlier import last_sealed
from inspector.collect.manners import china_now
from inspector.collect.outside import outside
from inspector.engine import loop
from inspector.errors import InspectorError, Quarantined, RunIncomplete
from inspector.judge import Snapshot
from inspector.judge.doubt import Mark
from inspector.judge.uplink import Spell, rounds, sighted, spells
from inspector.log import bound_contextvars, logger
from inspector.model.capture import Failure
from inspector.model.unit import Unit
from inspector.pipeline.beginning import snapshot_now
from inspector.pipeline.canaries import Canaries, canary_urls, guarded, witness_urls
from inspector.pipeline.doubts import CANARIES, doubts_in
from inspector.pipeline.ending import Ending
from inspector.pipeline.engines import engine_of
from inspector.pipeline.fieldwork import Fieldwork
from inspector.pipeline.files import sweep_aside
from inspector.pipeline.gather import gather, never
from inspector.pipeline.judging import judge, judged_aside, ruleset_of, snapshot_of, unwatched
from inspector.pipeline.kept import Kept
from inspector.pipeline.lock import GATHERING, sole
from inspector.pipeline.night import refuse_by_day
from inspector.pipeline.probing.evidence import take_in
from inspector.pipeline.quarantine import blind_spells, refuse_doubtful
from inspector.pipeline.timestamps import note
from inspector.pipeline.waiting import cut_short, waiting
from inspector.pipeline.workspace import Workspace

_log = logger("pipeline")
_KEPT = "What is done is kept: `inspector run --resume` goes on from here."


@dataclass(frozen=True, slots=True)
class Watch:
    """What a caller may want to see while a run is under way."""

    begun: Callable[[Snapshot, int], None] = unwatched
    gathered: Callable[[Unit, int], None] = unwatched
    judged: Callable[[Unit, int], None] = unwatched
    now: Callable[[], datetime] = field(default=china_now)
    held: Callable[[Kept], None] = unwatched
    """Shown the judgement, which nobody publishes, of what was seen in a run that is held back; its file is gone afterwards."""
    stopped: Callable[[], bool] = never
    """Asked before each host group: whether the run shall end with what is in hand and be resumed later."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A finished run: its kept result, the district report, the evidence folder, and what a reader should know."""

    kept: Kept
    report: Path
    evidence: Path
    notes: tuple[str, ...] = ()

    @property
    def result(self) -> dict[str, Any]:
        """The result object, read from its file with all its units."""
        return self.kept.whole


def inspect(
    workspace: Workspace,
    quarter: str | None = None,
    only: Sequence[str] = (),
    as_of: date | None = None,
    watch: Watch | None = None,
) -> Inspected:
    """Inspect the units of the registry for a quarter (the current one by default).

    `as_of` is the monitoring time point; by default the earlier of today and the window's end.
    """
    watch = watch or Watch()
    workspace.ruleset()
    workspace.writable()
    snapshot = snapshot_now(workspace, quarter, only, as_of, watch.now())
    with sole(workspace.evidence, snapshot.id):
        run = archive.open_run(workspace.evidence, snapshot.id, snapshot.json())
        return _finish(workspace, run, watch)


def resume(workspace: Workspace, quarter: str | None = None, watch: Watch | None = None) -> Inspected:
    """Go on with the newest run (of a quarter): units that are done are not fetched again; second looks that are due are taken."""
    folder = workspace.run_folder(quarter or "latest")
    with sole(folder.parent, folder.name):
        run = archive.open_run(folder.parent, folder.name, {})
        return _finish(workspace, run, watch or Watch())


def _finish(workspace: Workspace, run: Run, watch: Watch) -> Inspected:
    workspace.keep_log()
    sweep_aside(workspace.results)
    with bound_contextvars(run=run.folder.name):
        try:
            done = _unhurried(workspace, run, watch)
        except InspectorError as error:
            _log.error("run not finished", why=error.what)
            raise
        _log.info("run finished", root=run.root, units=len(done.kept.units), complete=done.kept.head["run"]["complete"])
        return done


def _unhurried(workspace: Workspace, run: Run, watch: Watch) -> Inspected:
    """As `_finished`. Raises RunIncomplete where a person interrupts once all pages are fetched."""
    try:
        return _finished(workspace, run, watch)
    except KeyboardInterrupt:
        raise RunIncomplete("interrupted before the reports were written", remedy=_KEPT) from None


def _finished(workspace: Workspace, run: Run, watch: Watch) -> Inspected:
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    during = blind_spells(workspace, run, snapshot)
    doubts = doubts_in(run, snapshot, during).due(snapshot.after_s, watch.now(), again=True)
    codes = {code for code, _, _ in doubts}
    left = [
        unit for unit in snapshot.inspected if unit.code in codes or _left(run, unit, snapshot, during, watch.now())
    ]
    watch.begun(snapshot, len(left))
    _log.info("run begun", quarter=snapshot.quarter.id, units=len(snapshot.inspected), left=len(left))
    try:
        if left:
            look(workspace, run, snapshot, left, watch, during, doubts=doubts)
        look_twice(workspace, run, snapshot, watch)
        take_in(workspace, run, snapshot)
        if not run.root:
            refuse_doubtful(workspace, run, snapshot)
            run.seal(watch.now().isoformat(timespec="seconds"))
    except Quarantined:
        with judged_aside(run, ruleset, folder=workspace.results) as kept:
            watch.held(kept)
        raise
    from inspector.pipeline.publish import BESIDE, publish  # noqa: PLC0415 - slow to load, and not needed before all is fetched

    kept = judge(run, ruleset, workspace.results / f"{snapshot.id}.json", watch.judged)
    report = publish(workspace, kept, ruleset)
    notes = () if report.parent == workspace.reports / snapshot.quarter.id else (BESIDE,)
    return Inspected(kept, report, run.folder, (*notes, *_short(run), *note(workspace, run.folder)))


def look_twice(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> None:
    """The second look at pages that several addresses showed alike, where it is due. Raises as `look`.

    Where there is no canary, addresses that showed pages of their own are looked at before and after in its place.
    """
    found = doubts_in(run, snapshot, spells(rounds(run.beside(CANARIES).values())))
    due = found.due(snapshot.after_s, watch.now())
    codes = {mark[0] for mark in due}
    if not due:
        return
    _log.info("pages of several addresses are alike", pages=len(due), units=len(codes))
    canaries = canary_urls(workspace.settings, snapshot.units) or found.witnesses
    left = [unit for unit in snapshot.inspected if unit.code in codes]
    look(workspace, run, snapshot, left, watch, canaries=canaries, doubts=due)


def _short(run: Run) -> tuple[str, ...]:
    """Units at which we ended the looks ourselves; what was not seen is undetermined and costs nothing."""
    return tuple(f"{said}; `inspector run --resume` looks at the rest" for said in (_cut(run), _died(run)) if said)


def _cut(run: Run) -> str:
    codes = [code for code in run.codes if cut_short(run, code, (Failure.LIMIT,))]
    limits = "[crawl] max_minutes_per_unit, max_pages_per_unit"
    return f"{len(codes)} units were cut short ({limits}): {_few(codes)}" if codes else ""


def _died(run: Run) -> str:
    codes = [code for code in run.codes if cut_short(run, code, (Failure.DIED,))]
    return f"the process that fetches pages died again and again at {len(codes)} units: {_few(codes)}" if codes else ""


def _few(codes: Sequence[str]) -> str:
    return ", ".join(codes[:5]) + (", …" if codes[5:] else "")


def _left(run: Run, unit: Unit, snapshot: Snapshot, during: Collection[Spell], now: datetime) -> bool:
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
    Raises Quarantined where the canaries are silent, RunIncomplete where the night is over or a person interrupts.
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
            await guarded(gathering, settings, watched, watch.now)

    with sole(workspace.evidence, "gathering", GATHERING):
        try:
            loop.run(work())
        except KeyboardInterrupt:
            raise _incomplete(run, snapshot) from None
    if ending() and not all(_looked_at(run, unit, again) for unit in left):
        refuse_by_day(settings, watch.now())
        raise _incomplete(run, snapshot)


def _looked_at(run: Run, unit: Unit, again: Mapping[str, str]) -> bool:
    return run.done(unit.code) and run.digest(unit.code) != again[unit.code]


def _incomplete(run: Run, snapshot: Snapshot) -> RunIncomplete:
    done = sum(run.done(unit.code) for unit in snapshot.inspected)
    return RunIncomplete(f"interrupted after {done} of {len(snapshot.inspected)} units", remedy=_KEPT)
