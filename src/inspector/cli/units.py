"""`inspector units`: the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from inspector import registry
from inspector.cli.app import WorkspaceDir, app
from inspector.cli.screen import out
from inspector.pipeline.workspace import Workspace

units = typer.Typer(no_args_is_help=True, help="The unit registry. 单位登记表。", rich_markup_mode=None)
app.add_typer(units, name="units")


@units.command("import")
def import_units(
    file: Annotated[
        Path,
        typer.Argument(help="CSV (UTF-8 or GB18030) or XLSX with the registry's headers.", exists=True, dir_okay=False),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the difference.")] = False,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Add and update units from a file, showing the difference first; units are never removed. 导入单位。"""
    place = Workspace.at(workspace)
    old = place.units() if place.registry.exists() else ()
    new = registry.read(file)
    difference = registry.difference(old, new)
    for unit in difference.added:
        out.print(f"+ {unit.code} {unit.name}", markup=False)
    for change in difference.changed:
        out.print(
            f"~ {change.code} {change.column}: {change.old or '—'} → {change.new or '—'}", markup=False, soft_wrap=True
        )
    out.print(
        f"{len(difference.added)} added, {len({c.code for c in difference.changed})} changed, {len(difference.unchanged)} unchanged"
    )
    if dry_run:
        out.print("nothing was written (--dry-run)")
    else:
        registry.write(place.registry, registry.merged(old, new))
        out.print(f"written to {place.registry}", markup=False, soft_wrap=True)


@units.command("list")
def list_units(workspace: WorkspaceDir = Path()) -> None:
    """The registered units and how many of their pages are registered. 列出单位。"""
    table = Table("代码 code", "名称 name", "类型 type", "登记页面 pages", "上级 parent")
    for unit in Workspace.at(workspace).units():
        table.add_row(unit.code, unit.name, unit.type, str(len(unit.pages)), unit.parent)
    out.print(table)
