"""`inspector replay` and `inspector verify`: what was stored, judged again and proved unchanged."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector import archive
from inspector.archive.retention import deletions
from inspector.archive.verify_evidence import SEAL, TIMESTAMP
from inspector.cli.app import JsonPath, WorkspaceDir, app, examples
from inspector.cli.results import FailUnder, judge_status, show
from inspector.cli.screen import errors, out
from inspector.errors import EvidenceError
from inspector.judge import Snapshot
from inspector.model.capture import Failure
from inspector.pipeline.archive import timestamps
from inspector.pipeline.judge.judging import judge, judged_aside, ruleset_of, snapshot_of
from inspector.pipeline.judge.kept import Kept, differing, other_seal
from inspector.pipeline.report import exports
from inspector.pipeline.workspace import Workspace
from inspector.ruleset import Ruleset

RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's id, its folder, a quarter, or latest.")]

_RESTORE = "Restore the evidence from a copy; results resting on it cannot be shown to hold."
_FINISH = "A run gets its seal at its end: `inspector run --resume` finishes it. Of one that had its end, restore it from a copy."


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
    with _judged(run, ruleset_of(snapshot, rules), framed, json_path) as kept:
        show(kept, "-" if json_path == "-" else None)
        refuse_gaps(run, kept)
        if rules is None and not ignore_rulings:
            _tell_another_result(run, kept)
        judge_status(kept, fail_under)


def _tell_another_result(run: archive.Run, now: Kept) -> None:
    """Say so where the result kept of this very evidence is another one: a newer version of the program may judge otherwise."""
    _tell_other_seal(run)
    codes = differing(run, now)
    if codes:
        told = "this is not the result that is kept of this run: another version of the program made that. Units that differ:"
        errors.print(f"{told} {', '.join(codes)}", markup=False, soft_wrap=True)


def _tell_other_seal(run: archive.Run) -> None:
    """A seal tells what was changed since it was made, not that it was made anew: what was published tells that."""
    root = other_seal(run)
    if root:
        told = "the result that is kept of this run rests on another seal"
        ways = "The run was gone on with since, and `inspector run --resume` publishes it, or somebody changed it and sealed it anew."
        errors.print(f"{told}: {root}\n  {ways}", markup=False, soft_wrap=True)


def _judged(
    run: archive.Run, ruleset: Ruleset, snapshot: Snapshot, json_path: str | None
) -> AbstractContextManager[Kept]:
    """The run judged into the file that was asked for; else into one that is gone when the block is left."""
    if not json_path or json_path == "-":
        return judged_aside(run, ruleset, snapshot, archive.Run.remains)
    return nullcontext(judge(run, ruleset, Path(json_path), snapshot=snapshot, read=archive.Run.remains))


def refuse_gaps(run: archive.Run, kept: Kept) -> None:
    """Raises EvidenceError where something of a result could not be judged because its evidence was deleted."""
    if any(finding["reason"] == Failure.DELETED.value for unit in kept.units.values() for finding in unit["findings"]):
        told = (f"{one.records} records of {one.units} units on {one.day} by {one.why}" for one in deletions(run))
        raise EvidenceError(
            f"part of this run's evidence was deleted when its time had come: {'; '.join(told)}",
            where=run.folder.name,
            remedy="What rests on it is undetermined here (reason deleted), all else was judged again. "
            "What was found then is in the reports and in the kept result.",
        )


@app.command(epilog=examples("verify latest", "verify 2026Q4 --root ROOT"))
def verify(
    run_name: RunName,
    root: Annotated[str, typer.Option(help="The evidence root printed on a report, to compare with.")] = "",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Is the evidence what was recorded? Names the first record that is not. 校验存证。"""
    folder = _folder(run_name, workspace)
    verdict = archive.verify(folder, root)
    if verdict.fault is not None:
        raise EvidenceError(str(verdict.fault), remedy=_RESTORE if (folder / SEAL).exists() else _FINISH)
    out.print(f"the evidence of {verdict.units} units is what was recorded\nroot {verdict.root}", markup=False)
    if not root:
        _tell_other_seal(archive.read_run(folder))
    moment = timestamps.stamped(Workspace.at(workspace), folder) if (folder / TIMESTAMP).exists() else ""
    if moment:
        out.print(f"timestamp {moment}", markup=False, soft_wrap=True)
    if verdict.deleted:
        out.print(f"{verdict.deleted} records were deleted when their time had come; tombstones.json lists them")


evidence = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Evidence handed on: exported, timestamped. 存证移交。"
)
app.add_typer(evidence, name="evidence")


@evidence.command(
    epilog=examples("evidence export latest --out /media/usb", "evidence export 2026Q4 --unit QH105 --out QH105")
)
def export(
    run_name: RunName,
    to: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder, made where it is not there.")],
    unit: Annotated[
        str, typer.Option(metavar="CODE", help="Only what concerns this unit; it verifies by itself.")
    ] = "",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Copy a run's evidence with a script that checks it on any machine with Python, and a note that says how. 导出存证。"""
    place = exports.export(_folder(run_name, workspace), to, unit)
    out.print(f"exported to {place}", markup=False, soft_wrap=True)


@evidence.command(epilog=examples("evidence timestamp latest"))
def timestamp(run_name: RunName, workspace: WorkspaceDir = Path()) -> None:
    """Have a time-stamping authority confirm when the run was sealed; also for runs whose stamp could not be had. 可信时间戳。"""
    moment = timestamps.stamp(Workspace.at(workspace), _folder(run_name, workspace))
    out.print(f"timestamp {moment}", markup=False, soft_wrap=True)


def _folder(name: str, workspace: Path) -> Path:
    direct = Path(name)
    return direct if (direct / "run.json").is_file() else Workspace.at(workspace).run_folder(name)


def _run(name: str, workspace: Path) -> archive.Run:
    return archive.read_run(_folder(name, workspace))
