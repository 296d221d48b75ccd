"""`inspector orders export` and `import`: the papers that go to a unit and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir
from inspector.cli.orders import orders, say
from inspector.cli.screen import out
from inspector.pipeline import answers
from inspector.pipeline.workspace import Workspace


@orders.command("export")
def export_form(
    file: Annotated[Path, typer.Argument(help="CSV to write; Excel opens it.")],
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only this unit.")] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write the response form of all open orders, for the units to fill in. 导出整改反馈表。"""
    out.print(f"{answers.export(Workspace.at(workspace), file, unit)} orders written to {file}", markup=False)


@orders.command("import")
def import_form(
    file: Annotated[Path, typer.Argument(help="The form as it came back.", exists=True, dir_okay=False)],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Take in a filled form; with one fault nothing is taken in, and every fault is named by row and column. 导入反馈。"""
    for order in answers.take_in(Workspace.at(workspace), file):
        say(order)
