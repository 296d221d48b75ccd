"""`inspector retention`: evidence whose time has come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import listing, out
from inspector.collect.manners import china_now
from inspector.pipeline.archive import retention
from inspector.pipeline.archive.retention import Expired
from inspector.pipeline.workspace import Workspace

group = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Evidence whose time has come, by the classes and holds of [retention] in config.toml. 存证保管期限。",
)
app.add_typer(group, name="retention")


@group.command("list", epilog=examples("retention list"))
def list_(workspace: WorkspaceDir = Path()) -> None:
    """What would be deleted now, and what is held although its time has come. 列出到期存证。"""
    _show(retention.expired(Workspace.at(workspace), china_now()))


@group.command(epilog=examples("retention apply --by 档案管理员"))
def apply(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who has it deleted; kept with the event.")],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Delete it. A tombstone stays for each record, and the seal still verifies; what rested on it cannot be replayed. 到期销毁。"""
    _show(retention.apply(Workspace.at(workspace), china_now(), by))


def _show(found: tuple[Expired, ...]) -> None:
    if not found:
        out.print("nothing's time has come 没有到期的存证")
        return
    table = listing("检查 run", "单位 unit", "类别 class", "记录 records", "字节 bytes", "保留 held")
    for one in found:
        table.add_row(one.run, one.unit, one.kind, str(one.records), f"{one.bytes:,}", one.held)
    out.print(table)
