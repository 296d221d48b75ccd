"""`inspector init` and `inspector doctor`: a workspace made, a workspace examined."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import out
from inspector.pipeline.doctor import examine
from inspector.pipeline.make import make_workspace


@app.command(epilog=examples("init qinghe"))
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it may exist if it is empty.")],
) -> None:
    """A new workspace: config.toml, rules, an empty registry, folders. 新建工作区。"""
    for path in make_workspace(folder):
        out.print(f"made {path}", markup=False, soft_wrap=True)
    out.print(
        f"Next: fill in {folder}/units.csv and set [crawl] contact in {folder}/config.toml, then",
        markup=False,
        soft_wrap=True,
    )
    out.print(
        f"  inspector doctor --workspace {folder}\n  inspector run --workspace {folder}", markup=False, soft_wrap=True
    )


@app.command(epilog=examples("doctor", "doctor --workspace qinghe"))
def doctor(workspace: WorkspaceDir = Path()) -> None:
    """What is missing or broken in this workspace, in plain words. 检查工作区。"""
    reports = examine(workspace.resolve())
    for report in reports:
        sign = {"ok": "✓", "note": "·", "broken": "✗"}[report.state]
        out.print(f"{sign} {report.what}", markup=False, soft_wrap=True)
        if report.remedy:
            out.print(f"    {report.remedy}", markup=False, soft_wrap=True)
    if any(report.state == "broken" for report in reports):
        raise typer.Exit(2)
