"""`inspector run` and `inspector report`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import AsOf, JsonPath, WorkspaceDir, app, examples
from inspector.cli.results import FailUnder, judge_status, show
from inspector.cli.screen import day, errors, out, watched, writable
from inspector.errors import UsageError
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.report.pictures import refuse_without_browser
from inspector.pipeline.report.pictures import screenshots as take_screenshots
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace


@app.command(
    epilog=examples(
        "run",
        "run --quarter 2026Q4 --as-of 2026-11-24 --json result.json",
        "run --unit QH105 --unit QH110",
        "run --resume",
        "run --fail-under 60",
    )
)
def run(
    quarter: Annotated[
        str | None, typer.Option(metavar="2026Q4", help="The quarter; by default the one today lies in.")
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be given several times.")
    ] = None,
    as_of: AsOf = None,
    json_path: JsonPath = None,
    resume_run: Annotated[
        bool, typer.Option("--resume", help="Go on with the newest run: nothing that is done is fetched again.")
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--screenshots", help="Take pictures of the pages that failed; needs the extra `browser`.")
    ] = False,
    fail_under: FailUnder = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Gather, judge, score and report a quarter. 检查一个季度。"""
    place = Workspace.at(workspace)
    at = day(as_of)
    writable(json_path)
    if pictures:
        refuse_without_browser(place)
    if resume_run and (unit or at):
        raise UsageError("--resume goes on with a run as it was begun", remedy="Leave --unit and --as-of out.")
    with watched() as screen:
        watch = replace(screen, held=lambda kept: show(kept, json_path))
        done = resume(place, quarter, watch) if resume_run else inspect(place, quarter, unit or (), at, watch)
    show(done.kept, json_path, *done.notes, f"report   {done.report}", f"evidence {done.evidence}")
    if pictures:
        _tell_pictures(place, done.kept.head["run"]["id"])
    judge_status(done.kept, fail_under)


@app.command(epilog=examples("screenshots", "screenshots 2026Q4"))
def screenshots(
    run_name: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Take pictures of the pages that failed in a run, as they are now; the run's evidence stays as it is. 截图取证。"""
    _tell_pictures(Workspace.at(workspace), run_name)


def _tell_pictures(place: Workspace, name: str) -> None:
    files, kept = take_screenshots(place, name)
    errors.print(f"{len(files)} screenshots; their evidence: {kept}", markup=False, soft_wrap=True)


@app.command(epilog=examples("report", "report --as-of 2026-12-20", "report --run 2026Q3 --out /srv/www/2026Q3"))
def report(
    run_name: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    out_dir: Annotated[
        Path | None, typer.Option("--out", help="Folder to write to.", show_default="reports/<quarter>")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day as of which orders stand: open, overdue, closed.",
            show_default="the newest day on record, so that the same records give the same report",
        ),
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write the HTML reports and exports of a run again, from what is kept of it. 重新生成报告。"""
    place = Workspace.at(workspace)
    path = publish_again(place, place.run(run_name), out_dir, day(as_of))
    out.print(f"report   {path}", markup=False, soft_wrap=True)
