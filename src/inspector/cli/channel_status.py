"""`inspector channels status`: where the channels of a quarter stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from inspector.cli.app import WorkspaceDir
from inspector.cli.channels import QuarterId, channels, line, quarter_id
from inspector.cli.screen import out
from inspector.collect.manners import china_now
from inspector.pipeline.files import write_json
from inspector.pipeline.probing.status import status as status_of
from inspector.pipeline.workspace import Workspace

_COLUMNS: tuple[str, ...] = (
    "单位\nunit",
    "同意\nconsent",
    "公布\ndeclared",
    "已测\ntested",
    "可用\nworks",
    "答复\nanswered",
)
_COLUMNS += ("待定\nopen", "实测\nseen")


@channels.command()
def status(
    quarter: QuarterId = None,
    as_json: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="As JSON; - is standard output.")
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Where the channels of a quarter stand: coverage, consents, test mails and what came back. 查看进展。"""
    place = Workspace.at(workspace)
    found = status_of(place, quarter_id(place, quarter), china_now().date())
    if as_json:
        write_json(as_json, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    out.print(_table(found))
    for told in _totals(found):
        line(told)


def _table(found: Mapping[str, Any]) -> Table:
    table = Table(title=f"{found['quarter']} 电子受理渠道 channels", title_justify="left")
    for name in _COLUMNS:
        table.add_column(name)
    for unit in found["units"]:
        counts = unit["channels"] or {}
        numbers = [str(counts.get(key, "—")) for key in ("declared", "tested", "works", "answered", "undetermined")]
        valid = [one["until"] for one in unit["consent"] if one["valid"]]
        seen = "；".join(f"{one['kind']} {one['outcome']}" for one in unit["seen"])
        table.add_row(unit["name"], max(valid, default="—"), *numbers, seen or "—")
    return table


def _totals(found: Mapping[str, Any]) -> list[str]:
    lines = ["已停止 stopped: inspector channels resume --by NAME"] if found["stopped"] else []
    if found["unsettled"]:
        lines.append(
            f"{found['unsettled']}封发送中断，是否发出待查 / {found['unsettled']} sendings broke off and wait to be settled"
        )
    if found["coverage"] is None:
        return [*lines, "本季度尚无检查结果 no result of this quarter yet: inspector run"]
    told = found["coverage"]
    zh = f"覆盖{told['covered']}/{told['units']}个单位，书面说明{told['with_reason']}个；公布{told['declared']}个渠道，"
    zh += f"已测{told['tested']}，可用{told['works']}，有人答复{told['answered']}，故障{told['broken']}，待定{told['undetermined']}"
    en = f"{told['covered']} of {told['units']} units covered, {told['with_reason']} with a written reason; "
    en += f"{told['declared']} channels: {told['tested']} tested, {told['works']} work, {told['answered']} answered, "
    return [*lines, zh, f"{en}{told['broken']} broken, {told['undetermined']} open"]
