"""A result to what people read: the JSON, the database, the HTML reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from inspector.archive import Run
from inspector.pipeline.archive.deleted import said_of
from inspector.pipeline.collect.health import health_of
from inspector.pipeline.judge.judges import each
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of, under_its_name
from inspector.pipeline.judge.kept import Kept, read_kept
from inspector.pipeline.judge.published import as_published
from inspector.pipeline.report.exports import script
from inspector.pipeline.report.inspection import inspection_of
from inspector.pipeline.workspace import Workspace
from inspector.report.publish import write
from inspector.ruleset import Ruleset

BESIDE = "not all units were inspected: the quarter's report of the whole district was left as it is"
"""What a reader is told when a report was written beside the quarter's own."""


def publish(workspace: Workspace, kept: Kept, ruleset: Ruleset) -> Path:
    """Record a kept result in the database and write its reports; returns the district report's path."""
    with workspace.store() as store:
        store.record(kept.result)
    return reports(workspace, kept, ruleset)


def publish_again(workspace: Workspace, run: Run, folder: Path | None = None, day: date | None = None) -> Path:
    """Write the reports of a run again, of the result that is kept of it, orders as of `day`; judged anew where none is kept.

    Where retention deleted evidence they say so. Raises StorageError where what is kept is not what was recorded.
    """
    ruleset = ruleset_of(snapshot_of(under_its_name(run)))
    with as_published(workspace, run, ruleset) as kept:
        return reports(workspace, kept, ruleset, folder, day)


def reports(
    workspace: Workspace, kept: Kept, ruleset: Ruleset, folder: Path | None = None, day: date | None = None
) -> Path:
    """Write the HTML reports and exports of a result into `folder`, by default the one `report_folder` names."""
    inspection = inspection_of(workspace, kept, ruleset, day)
    run = workspace.run(kept.head["run"]["id"])
    inspection = replace(inspection, health=health_of(run), verifier=script(), deleted=said_of(workspace, run))
    return write(inspection, folder or report_folder(workspace, kept), each)[0]


def report_folder(workspace: Workspace, kept: Kept) -> Path:
    """`reports/<quarter>`; a folder of the run's own below it where a smaller run would hide units reported there."""
    run = kept.head["run"]
    folder: Path = workspace.reports / run["quarter"]
    there = folder / "result.json"
    if not there.is_file():
        return folder
    try:
        reported = set(read_kept(there).units)
    except (OSError, ValueError, KeyError, TypeError):
        return folder
    now = set(kept.units)
    whole = run["complete"] and (reported <= now or _registered(workspace) <= now)
    return folder if whole else folder / run["id"]


def _registered(workspace: Workspace) -> set[str]:
    """The codes of today's registry: a unit that was struck out does not keep an old report in place."""
    return {unit.code for unit in workspace.units()}
