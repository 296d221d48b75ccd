"""`inspector release`: a quarter's results let out by a person who answers for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.orders import On, Reason
from inspector.cli.screen import day, errors, out
from inspector.errors import UsageError
from inspector.pipeline.judge.results import needed
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.rectify.releases import known, unreleased
from inspector.pipeline.release import release as work
from inspector.pipeline.workspace import Workspace


@app.command(
    epilog=examples(
        "release",
        "release 2026Q4 --check",
        'release 2026Q4 --by 张三 --authority "区政府办主任会议2026-12-28"',
        "release 2026Q4 --despite undetermined_share --reason 两家网站整季拦截访问 --by 张三 --authority 区政府办",
        "release 2026Q4 --take-back --reason 发现漏检 --by 张三 --authority 区政府办",
    )
)
def release(
    quarter: Annotated[str, typer.Argument(metavar="[QUARTER]", help="Such as 2026Q4; none: how quarters stand.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who releases it; kept with the event.")] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="TEXT", help="On whose authority.")] = "",
    reason: Reason = "",
    *,
    check: Annotated[bool, typer.Option("--check", help="Say what hinders it; change nothing.")] = False,
    despite: Annotated[
        list[str] | None,
        typer.Option(metavar="GATE", help="A gate somebody answers for, with --reason; may be repeated."),
    ] = None,
    back: Annotated[bool, typer.Option("--take-back", help="Make it a draft again.")] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Release a quarter's results; until then its reports are marked as a draft. 发布季度结果。

    Refused (status 2) while a registered unit was not inspected, or its channels have neither a result nor a written reason,
    while a run is in quarantine, or a gate is not passed. A result that is newer than the release is a draft again.
    """
    place, word = Workspace.at(workspace), Word(by, authority, reason, day(on, "--on"))
    if not quarter:
        _list(place)
    elif check:
        if problems := tuple(work.hindrances(place, needed(place, quarter), despite or ())):
            raise UsageError.of(problems)
        out.print(f"{quarter}：可以发布 nothing hinders its release", markup=False)
    elif back:
        _notes(work.take_back(place, quarter, word))
        out.print(f"{quarter}：发布已撤回，恢复为草稿 taken back: a draft again", markup=False)
    else:
        told = work.release(place, quarter, word, tuple(despite or ()))
        _notes(told.notes)
        done = told.release
        out.print(f"{quarter}：已发布 released {done.at} {done.author} {done.authority}", markup=False, soft_wrap=True)


def _notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        errors.print(note, markup=False, soft_wrap=True)


def _list(place: Workspace) -> None:
    with place.store() as store:
        quarters = sorted({run.quarter for run in store.runs() if run.complete})
    released = known(place)
    for name in quarters:
        one = released.get(name)
        told = f"已发布 released {one.at[:10]} {one.author} {one.authority}" if one else ""
        left = unreleased(place, name)
        out.print(f"{name}  {'  '.join(part for part in (told, left) if part)}", markup=False, soft_wrap=True)
    if not quarters:
        out.print("没有完整的检查结果 no complete result yet: inspector run", markup=False)
