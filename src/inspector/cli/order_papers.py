"""`inspector orders documents`, `export`, `import`: the papers that go to a unit and come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.orders import On, OneUnit, orders, say
from inspector.cli.papers import renew_papers, write_papers
from inspector.cli.screen import day, out
from inspector.collect.manners import china_now
from inspector.pipeline.make import order_template
from inspector.pipeline.rectify.answers import take_in
from inspector.pipeline.report import papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify.ledger import schema as ledger_schema


@orders.command(epilog=examples("orders documents", "orders documents --unit QH105 --quarter 2026Q4"))
def documents(
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    quarter: Annotated[str, typer.Option(metavar="2026Q4", help="Only orders of this quarter.")] = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write each unit's notice (HTML, Word) and response form (XLSX, CSV), and the ledger, as they stand now. 生成整改通知书。

    They lie in reports/QUARTER/orders/. Every command that changes an order writes those of its unit by itself; this one writes
    them as of another day, or all anew after the template was edited.
    """
    write_papers(Workspace.at(workspace), unit or (), quarter, on)


@orders.command(epilog=examples("orders template"))
def template(workspace: WorkspaceDir = Path()) -> None:
    """Write templates/order.docx, the layout of notices, to be edited in Word. 写出通知书模板。"""
    path = order_template(Workspace.at(workspace).settings.workspace)
    out.print(f"template {path}", markup=False, soft_wrap=True)


@orders.command(
    epilog=examples(
        "orders export ledger.xlsx", "orders export ledger.csv --open --unit QH105", "orders export ledger.json"
    )
)
def export(
    file: Annotated[Path, typer.Argument(help="File to write; its ending .csv, .xlsx, .docx or .json is the format.")],
    unit: OneUnit = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only what is still to be put right.")] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write the rectification ledger; the table can be filled in and taken back with `orders import`. 导出整改台账。"""
    today = day(on, "--on") or china_now().date()
    count = papers.export(Workspace.at(workspace), file, today, [unit] if unit else (), open_only)
    out.print(f"{count} orders written to {file}", markup=False, soft_wrap=True)


@orders.command("import", epilog=examples("orders import QH105.xlsx", "orders import QH105.csv --on 2026-12-01"))
def import_form(
    file: Annotated[Path, typer.Argument(help="The form as it came back, CSV or XLSX.", exists=True, dir_okay=False)],
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Take in a filled form; with one fault nothing is taken in, and every fault is named by row and column. 导入反馈。

    Rows without an answer are passed over; taking the same form in twice changes nothing.
    """
    place = Workspace.at(workspace)
    taken = take_in(place, file, day(on, "--on"))
    for order in taken.orders:
        say(order)
    for number in taken.objections:
        out.print(f"{number}: filed", markup=False)
    renew_papers(place, taken.orders, on)
    if not (taken.orders or taken.objections):
        out.print("没有新的反馈 nothing in it that is not known already", markup=False)


@orders.command(epilog=examples("orders schema"))
def schema() -> None:
    """Print the JSON Schema of the ledger as JSON. 台账JSON的结构。"""
    typer.echo(json.dumps(ledger_schema(), ensure_ascii=False, indent=1))
