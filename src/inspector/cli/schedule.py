"""`inspector schedule`: the quarters kept by themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from inspector import archive
from inspector.cli.app import WorkspaceDir, app
from inspector.cli.screen import day, errors, out
from inspector.collect.manners import china_now
from inspector.errors import InspectorError
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.waiting import next_look
from inspector.pipeline.workspace import Workspace
from inspector.schedule import due, planned, wake
from inspector.schedule.due import Due, Known

_HORIZON = timedelta(days=180)


@app.command()
def schedule(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would happen when.")] = False,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="With --dry-run: up to this day.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and leave.")] = False,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Start each quarter's run when it is due, go on with interrupted runs, take second looks. 定时检查。"""
    place = Workspace.at(workspace)
    if dry_run:
        now = china_now()
        for task in planned(place.settings, ledger(place), now, day(until, "--until") or (now + _HORIZON).date()):
            out.print(f"{task.since:%Y-%m-%d %H:%M} {task.task} {task.quarter}", markup=False)
    elif once:
        _work(place)
    else:
        wake(place.settings, lambda: _work(place))


def ledger(place: Workspace) -> list[Known]:
    """The newest run of each quarter, as its evidence tells."""
    found: dict[str, Known] = {}
    for path in sorted(place.evidence.glob("*/run.json"), key=lambda path: path.parent.name):
        run = archive.read_run(path.parent)
        quarter = path.parent.name.partition("-")[0]
        complete = bool(run.root)
        found[quarter] = Known(quarter, complete, next_look(run) if complete else None)
    return list(found.values())


def _work(place: Workspace) -> None:
    for task in due(place.settings, ledger(place), china_now()):
        errors.print(f"{task.task} {task.quarter}, due since {task.since:%Y-%m-%d %H:%M}", markup=False)
        try:
            _do(place, task)
        except InspectorError as error:
            errors.print(str(error), markup=False, soft_wrap=True)


def _do(place: Workspace, task: Due) -> None:
    done = inspect(place, task.quarter) if task.task == "run" else resume(place, task.quarter)
    out.print(f"report   {done.report}", markup=False, soft_wrap=True)
