"""Evidence of units that is damaged when a run is gone on with: gathered anew where nothing rests on it yet, refused everywhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from inspector.archive import Fault, Run, disk
from inspector.archive.run import BESIDE
from inspector.errors import EvidenceError, StorageError
from inspector.judge import Snapshot
from inspector.judge.doubt import WITH_CANARIES
from inspector.log import logger
from inspector.pipeline.judge.doubts import CANARIES
from inspector.pipeline.workspace import Workspace

_log = logger("pipeline")


def put_aside(workspace: Workspace, run: Run, snapshot: Snapshot) -> None:
    """Move the damaged evidence of units out of a run of which nothing was published, so that they are gathered anew.

    Raises EvidenceError where the run is sealed, or a result of it is kept: what was judged once rests on what was seen then. So
    does it where the looks at the canaries are damaged or gone: without them a fault of our own network would be taken for a site's.
    """
    rests = bool(run.root) or (workspace.results / f"{run.folder.name}.json").exists()
    wanted = () if run.root else (*(unit.code for unit in snapshot.inspected), *_canaries(run, snapshot))
    for fault in [one for code in _codes(run, *wanted) if (one := run.fault(code))]:
        if rests or fault.unit.startswith(BESIDE):
            raise EvidenceError(str(fault), where=str(run.folder), remedy=_remedy(rests))
        if (run.folder / fault.unit).exists():
            _move(run, fault, _place(workspace, run))


def _canaries(run: Run, snapshot: Snapshot) -> tuple[str, ...]:
    """The folder of the looks at the canaries, where the run was begun with some: the first of them come before any unit."""
    portal = any(unit.type == "portal" and unit.pages.get("home") for unit in snapshot.units)
    return (BESIDE + CANARIES,) if run.codes and (portal or snapshot.doubted_from == WITH_CANARIES) else ()


def aside(workspace: Workspace, run: Run) -> tuple[str, ...]:
    """What whoever goes on with a run is told of units that were gathered anew."""
    place = _place(workspace, run)
    codes = sorted({path.name.partition("~")[0] for path in place.iterdir()}) if place.is_dir() else ()
    told = f"the evidence of {', '.join(codes)} was damaged before the run was sealed: gathered anew; what was left of it lies in {place}"
    return (told,) if codes else ()


def _codes(run: Run, *wanted: str) -> list[str]:
    """Whatever should be there or is."""
    return sorted({*run.places, *wanted, *(path.name for path in run.folder.iterdir() if path.is_dir())})


def _remedy(rests: bool) -> str:
    if rests:
        return "A result of this run is out: restore the evidence from a copy, or begin a new run with `inspector run`."
    return "Restore it from a copy, or begin a new run with `inspector run`: nothing of this one was published."


def _place(workspace: Workspace, run: Run) -> Path:
    return workspace.evidence.parent / "damaged" / run.folder.name


def _move(run: Run, fault: Fault, place: Path) -> None:
    folder = run.folder / fault.unit
    if not all(os.access(path, os.R_OK) for path in (folder, *folder.iterdir())):
        raise StorageError("may not be read", where=str(folder), remedy="Give this user the right to read it.")
    disk.make_folder(place)
    to = next(path for path in _names(place / fault.unit) if not path.exists())
    with disk.guarded(folder):
        shutil.move(folder, to)
        disk.sync_folder(to.parent)
        disk.sync_folder(run.folder)
    _log.warning("evidence damaged, put aside", run=run.folder.name, unit=fault.unit, why=str(fault), place=str(to))


def _names(path: Path) -> Iterator[Path]:
    """The name itself, then others of its kind; no unit's code has this sign in it."""
    yield path
    for number in range(2, 1000):
        yield path.with_name(f"{path.name}~{number}")
