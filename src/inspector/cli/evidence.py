"""`inspector replay` and `inspector verify`: what was stored, judged again and proved unchanged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector import archive
from inspector.cli.app import JsonPath, WorkspaceDir, app, examples
from inspector.cli.runs import FailUnder, judge_status, show
from inspector.cli.screen import out
from inspector.errors import EvidenceError
from inspector.pipeline.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.workspace import Workspace

RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's id, its folder, a quarter, or latest.")]


@app.command(
    epilog=examples(
        "replay latest --json result.json", "replay 2026Q4 --rules new-rules", "replay latest --ignore-rulings"
    )
)
def replay(
    run_name: RunName,
    rules: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Judge by these rules instead of those of the run.")
    ] = None,
    ignore_rulings: Annotated[
        bool, typer.Option("--ignore-rulings", help="As if nobody had ruled: no waiver, appeal or review counts.")
    ] = False,
    json_path: JsonPath = None,
    fail_under: FailUnder = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Judge a run again from its stored evidence; the network is never touched. 依存证重新判定。"""
    run = _run(run_name, workspace)
    snapshot = snapshot_of(run)
    framed = replace(snapshot, rulings=()) if ignore_rulings else snapshot
    result = judged(run, ruleset_of(snapshot, rules), snapshot=framed)
    show(result, json_path)
    judge_status(result, fail_under)


@app.command(epilog=examples("verify latest", "verify 2026Q4 --root ROOT"))
def verify(
    run_name: RunName,
    root: Annotated[str, typer.Option(help="The evidence root printed on a report, to compare with.")] = "",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Is the evidence what was recorded? Names the first record that is not. 校验存证。"""
    verdict = archive.verify(_folder(run_name, workspace), root)
    if verdict.fault is not None:
        raise EvidenceError(
            str(verdict.fault),
            remedy="Restore the evidence from a copy; results resting on it cannot be shown to hold.",
        )
    out.print(f"the evidence of {verdict.units} units is what was recorded\nroot {verdict.root}", markup=False)
    if verdict.deleted:
        out.print(f"{verdict.deleted} records were deleted when their time had come; tombstones.json lists them")


def _folder(name: str, workspace: Path) -> Path:
    direct = Path(name)
    return direct if (direct / "run.json").is_file() else Workspace.at(workspace).run_folder(name)


def _run(name: str, workspace: Path) -> archive.Run:
    return archive.read_run(_folder(name, workspace))
