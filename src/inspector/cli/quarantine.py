"""`inspector quarantine`: runs that are held back because our own network may be at fault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import out
from inspector.pipeline.collect import quarantine
from inspector.pipeline.workspace import Workspace

group = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Runs that are held back: nothing of them is published. 隔离的检查。",
)
app.add_typer(group, name="quarantine")


@group.command("list", epilog=examples("quarantine list"))
def list_(workspace: WorkspaceDir = Path()) -> None:
    """The runs that are held back, and why. 列出隔离的检查。"""
    found = quarantine.held(Workspace.at(workspace))
    if not found:
        out.print("no run is held back 没有隔离的检查")
    for one in found:
        out.print(f"{one.run}  {one.why}", markup=False, soft_wrap=True)


@group.command(
    "release",
    epilog=examples('quarantine release 2026Q4 --by 王芳 --reason "门户已停用，电话核实"'),
)
def release(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, a quarter, or latest.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who lets it through; kept with the event.")],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="How it was made sure that the sites themselves are silent.")
    ],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Let a run through whose sites really are silent; `run --resume` then publishes it. 解除隔离。"""
    place = Workspace.at(workspace)
    released = quarantine.release(place, run, by, reason)
    out.print(f"{released} is released; `inspector run --resume` publishes it", markup=False)
