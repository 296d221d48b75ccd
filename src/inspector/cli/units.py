"""`inspector units`: the registry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector import registry
from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import listing, out
from inspector.errors import UsageError
from inspector.model.unit import ROLES
from inspector.pipeline.workspace import Workspace

units = typer.Typer(no_args_is_help=True, help="The unit registry. 单位登记表。", rich_markup_mode=None)
app.add_typer(units, name="units")


@units.command("import", epilog=examples("units import units.xlsx --dry-run", "units import units.csv"))
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


@units.command("list", epilog=examples("units list"))
def list_units(workspace: WorkspaceDir = Path()) -> None:
    """The registered units and how many of their pages are registered. 列出单位。"""
    table = listing("代码 code", "名称 name", "类型 type", "登记页面 pages", "上级 parent")
    for unit in Workspace.at(workspace).units():
        table.add_row(unit.code, unit.name, unit.type, str(len(unit.pages)), unit.parent)
    out.print(table)


@units.command()
def pin(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The unit.")],
    role: Annotated[str, typer.Argument(metavar="ROLE", help=f"The page: {', '.join(ROLES)}.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Its address.")],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Settle by hand which page a role is; a pinned page is never looked for again. 指定页面网址。"""
    place = Workspace.at(workspace)
    known = {unit.code: unit for unit in place.units()}
    if code not in known:
        raise UsageError(f"no unit has the code {code!r}", remedy="`inspector units list` shows all codes.")
    if role not in ROLES:
        raise UsageError(f"{role!r} is no page role", remedy=f"One of: {', '.join(ROLES)}.")
    if not url.startswith(("http://", "https://")):
        raise UsageError(
            f"{url!r} is not an address", remedy="Give it whole, such as https://www.example.gov.cn/xxgk/zn.html"
        )
    was = known[code].pages.get(role, "")
    known[code] = replace(known[code], pages={**known[code].pages, role: url})
    registry.write(place.registry, tuple(known.values()))
    out.print(f"{code} {role}: {was or '—'} → {url}", markup=False, soft_wrap=True)
