"""`inspector statistics`: figures that a disclosure report publishes, imported or read from evidence, and whether they add up."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import CsvPath, JsonPath, WorkspaceDir, app, examples
from inspector.cli.orders import By, On
from inspector.cli.screen import day, out, writable
from inspector.cli.statistics_screen import (
    FIGURES,
    MONTHS,
    figure,
    figure_rows,
    month_rows,
    months_json,
    show_across,
    show_applications,
    show_channels,
    show_months,
    year_json,
)
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.appraise import statistics as work
from inspector.pipeline.files import write_json, write_whole
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.figures import write_statistics
from inspector.pipeline.workspace import Workspace
from inspector.report.export import lines
from inspector.report.files import put
from inspector.statistics import KINDS
from inspector.statistics.tables import titles

statistics = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Voluntary disclosure by channel, applications with their identities, the months. 统计数据。\n\n"
    "Figures are never called false: it is said what adds up under which reading, and where each figure is from.",
)
app.add_typer(statistics, name="statistics")

YearNumber = Annotated[int, typer.Argument(metavar="YEAR", help="Such as 2025.", min=2000, max=2999)]
UnitCodes = Annotated[list[str] | None, typer.Option("--unit", metavar="CODE", help="Only this unit; may be repeated.")]


@statistics.command(epilog=examples("statistics template channels.csv --kind channels"))
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV to write; Excel opens it.")],
    kind: Annotated[str, typer.Option(metavar="|".join(KINDS), help="What the table is of.")],
) -> None:
    """An empty table to fill in. 导入模板。"""
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of table", remedy=f"Write one of: {', '.join(KINDS)}.")
    if file.exists():
        raise UsageError("a file is there already", where=str(file), remedy="Give another name.")
    write_whole(file, "\ufeff" + ",".join(titles(kind)) + "\r\n")
    out.print(str(file), markup=False, soft_wrap=True)


@statistics.command("import", epilog=examples("statistics import channels.xlsx --by 王某"))
def import_table(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV or XLSX; its header says what it is.", exists=True, dir_okay=False),
    ],
    by: By,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Import figures; with one fault nothing is taken in, and every fault is named by row and column. 导入统计数据。

    A blank cell is "not known", never zero. A figure given again replaces the earlier one, which stays on record.
    """
    done = work.take_in(Workspace.at(workspace), file, Word(by, day=day(on, "--on")))
    out.print(f"{done.kind}: {done.added} taken in, {done.known} already there", markup=False)


@statistics.command(epilog=examples("statistics collect --run 2026Q1"))
def collect(
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Take the figures of annual reports from the evidence of a run; the network is never touched. 从存证读取年报数据。"""
    found = work.collect(Workspace.at(workspace), run, Word("inspector"))
    for one in found:
        figures = "  ".join(f"{row} {figure(one.total(row))}" for row in ("new", "carried_in", "total", "carried_out"))
        out.print(f"{one.unit} {one.year}  {figures}  {one.source}", markup=False, soft_wrap=True)
    out.print(f"{len(found)} reports read", markup=False)


@statistics.command(epilog=examples("statistics show 2025", "statistics show 2025 --unit QH105 --json -"))
def show(
    year: YearNumber,
    unit: UnitCodes = None,
    json_path: JsonPath = None,
    csv: CsvPath = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """A year: disclosure by channel, applications with their identities, the units against the district. 年度统计。"""
    writable(json_path)
    found = work.statistics(Workspace.at(workspace), year, tuple(unit or ()))
    if json_path:
        write_json(json_path, json.dumps(year_json(found), ensure_ascii=False, indent=1) + "\n")
    if csv is not None:
        put(csv, lines(FIGURES, figure_rows(found)))
    if json_path != "-":
        show_channels(found)
        show_applications(found)
        show_across(found)


@statistics.command(epilog=examples("statistics report 2025"))
def report(year: YearNumber, workspace: WorkspaceDir = Path()) -> None:
    """Write the year as a page, reports/YEAR/statistics.html, in the design of the reports. 统计页面。"""
    path = write_statistics(Workspace.at(workspace), year, china_now().date())
    out.print(f"report   {path}", markup=False, soft_wrap=True)


@statistics.command(epilog=examples("statistics months 2026", "statistics months 2026-05"))
def months(
    period: Annotated[
        str, typer.Argument(metavar="YEAR|MONTH", help="Such as 2026, or 2026-05 for the year up to May.")
    ],
    json_path: JsonPath = None,
    csv: CsvPath = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """The monthly key-point summary of applications: sums, who did not report, what does not fit. 依申请公开月度要点汇总。"""
    match = re.fullmatch(r"(20\d\d)(-(0[1-9]|1[0-2]))?", period)
    if not match:
        raise UsageError(f"{period!r} is neither a year nor a month", remedy="Write it as 2026 or 2026-05.")
    writable(json_path)
    found = work.statistics(Workspace.at(workspace), int(match[1]), until=period if match[2] else "9999-12")
    if json_path:
        write_json(json_path, json.dumps(months_json(found), ensure_ascii=False, indent=1) + "\n")
    if csv is not None:
        put(csv, lines(MONTHS, month_rows(found)))
    if json_path != "-":
        show_months(found)
