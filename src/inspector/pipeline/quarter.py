"""A quarter inspected: gathered, sealed, judged, published. What is interrupted can be resumed to the same result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from inspector import archive
from inspector.archive import Run
from inspector.errors import InspectorError, Quarantined, RunIncomplete
from inspector.judge import Snapshot
from inspector.log import bound_contextvars, logger
from inspector.model.capture import Failure
from inspector.pipeline.archive.timestamps import note
from inspector.pipeline.beginning import snapshot_now
from inspector.pipeline.collect.damaged import aside, put_aside
from inspector.pipeline.collect.looks import KEPT, look, look_twice, to_look_at
from inspector.pipeline.collect.quarantine import blind_spells, refuse_doubtful
from inspector.pipeline.collect.set_clock import noted, set_forward
from inspector.pipeline.collect.waiting import cut_short
from inspector.pipeline.files import sweep_aside
from inspector.pipeline.judge.doubts import doubts_in
from inspector.pipeline.judge.judging import judge, judged_aside, ruleset_of, snapshot_of, under_its_name
from inspector.pipeline.judge.kept import Kept
from inspector.pipeline.judge.published import published
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.lock import sole
from inspector.pipeline.probing.evidence import take_in
from inspector.pipeline.workspace import Workspace

_log = logger("pipeline")
_KEPT = "nothing more was seen: the result is the one that was kept; `inspector replay` judges it again, by this version of the program"


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
    snapshot = snapshot_now(workspace, quarter, only, as_of, watch.now(), workspace.evidence)
    with sole(workspace.evidence, snapshot.id):
        run = archive.open_run(workspace.evidence, snapshot.id, snapshot.json())
        return _finish(workspace, run, watch)


def resume(workspace: Workspace, quarter: str | None = None, watch: Watch | None = None) -> Inspected:
    """Go on with the newest run (of a quarter): units that are done are not fetched again; second looks that are due are taken.

    Units whose evidence is damaged are gathered anew in a run of which nothing was published; of any other run EvidenceError is raised.
    """
    folder = workspace.run_folder(quarter or "latest")
    under_its_name(archive.read_run(folder))
    with sole(folder.parent, folder.name):
        run = archive.open_run(folder.parent, folder.name, {})
        put_aside(workspace, run, snapshot_of(run))
        return _finish(workspace, run, watch or Watch())


def _finish(workspace: Workspace, run: Run, watch: Watch) -> Inspected:
    workspace.keep_log()
    sweep_aside(workspace.results)
    noted(run.folder)
    with bound_contextvars(run=run.folder.name):
        try:
            done = _unhurried(workspace, run, watch)
        except InspectorError as error:
            _log.error("run not finished", why=error.what)
            raise
        _log.info("run finished", root=run.root, units=len(done.kept.units), complete=done.kept.head["run"]["complete"])
        return done


def _unhurried(workspace: Workspace, run: Run, watch: Watch) -> Inspected:
    """The run to its end. Raises RunIncomplete where a person interrupts, or it is told to stop, while no page is fetched."""
    try:
        snapshot = snapshot_of(run)
        try:
            _look(workspace, run, snapshot, watch)
            with watch.prompt():
                _seal(workspace, run, snapshot, watch)
        except Quarantined:
            with watch.prompt(), judged_aside(run, ruleset_of(snapshot), folder=workspace.results) as kept:
                watch.held(kept)
            raise
        with watch.prompt():
            return _published(workspace, run, snapshot, watch)
    except KeyboardInterrupt:
        raise RunIncomplete("interrupted before the reports were written", remedy=KEPT) from None


def _look(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> None:
    """All looks that are due."""
    with watch.prompt():
        ruleset_of(snapshot)  # a run whose rules are outgrown is refused before any page is fetched
        during = blind_spells(workspace, run, snapshot)
        doubts = doubts_in(run, snapshot, during).due(
            snapshot.after_s, watch.now() - set_forward(run.folder), again=True
        )
        left = to_look_at(run, snapshot, watch, during, doubts)
        watch.begun(snapshot, len(left))
        _log.info("run begun", quarter=snapshot.quarter.id, units=len(snapshot.inspected), left=len(left))
    if left:
        look(workspace, run, snapshot, left, watch, during, doubts=doubts)
    look_twice(workspace, run, snapshot, watch)


def _seal(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> None:
    take_in(workspace, run, snapshot)
    if not run.root:
        refuse_doubtful(workspace, run, snapshot)
        run.seal(watch.now().isoformat(timespec="seconds"))


def _published(workspace: Workspace, run: Run, snapshot: Snapshot, watch: Watch) -> Inspected:
    ruleset = ruleset_of(snapshot)
    from inspector.pipeline.report.publish import BESIDE, publish  # noqa: PLC0415 - slow to load, and not needed before all is fetched

    before = published(workspace, run)
    kept = before or judge(run, ruleset, workspace.results / f"{snapshot.id}.json", watch.judged)
    report = publish(workspace, kept, ruleset)
    notes = (
        *((_KEPT,) if before else ()),
        *(() if report.parent == workspace.reports / snapshot.quarter.id else (BESIDE,)),
    )
    return Inspected(
        kept, report, run.folder, (*notes, *aside(workspace, run), *_short(run), *note(workspace, run.folder))
    )


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
