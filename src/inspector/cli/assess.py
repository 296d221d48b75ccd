"""`inspector assess`: outside assessments, matched to our own findings and tracked by the same orders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.appraise.assessment import MATCHES
from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.orders import Authority, By, On, Reason
from inspector.cli.screen import day, listing, out
from inspector.collect.manners import china_now
from inspector.pipeline.appraise.assessment_example import write_example
from inspector.pipeline.appraise.assessment_orders import issue_orders
from inspector.pipeline.appraise.assessments import Beside, beside, take_in
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.figures import write_assessment
from inspector.pipeline.workspace import Workspace

assess = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Assessments by an outside assessor: scores and issues of a quarter from a table. 第三方评估。\n\n"
    "Each import is kept; of several for one assessor and quarter the last counts.",
)
app.add_typer(assess, name="assess")

Quarter = Annotated[str, typer.Argument(metavar="QUARTER", help="Such as 2026Q3.")]


@assess.command(epilog=examples("assess example assess"))
def example(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.", file_okay=False)],
) -> None:
    """Write a mapping with every key explained, and a table that fits it. 映射文件和数据表样例。"""
    for path in write_example(folder):
        out.print(str(path), markup=False, soft_wrap=True)


@assess.command("import", epilog=examples("assess import scores.xlsx --mapping mapping.yaml --by 王某"))
def import_table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX.", exists=True, dir_okay=False)],
    mapping: Annotated[
        Path,
        typer.Option(
            "--mapping", metavar="FILE", help="YAML that says which column is what.", exists=True, dir_okay=False
        ),
    ],
    by: By,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Import scores and issues; with one fault nothing is taken in, and every fault is named by row and column. 导入评估结果。"""
    done = take_in(Workspace.at(workspace), file, mapping, Word(by, day=day(on, "--on")))
    for one in done.added:
        out.print(f"{one.quarter} {one.assessor}: {len(one.scores)} scores, {len(one.issues)} issues", markup=False)
    for quarter in done.known:
        out.print(f"{quarter}: already there, word for word", markup=False)


@assess.command(epilog=examples("assess show 2026Q3", "assess show 2026Q3 --unit QH105"))
def show(
    quarter: Quarter,
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Every issue beside our own findings, what could not be matched, and which order tracks it. 与检查结果对照。"""
    for one in beside(Workspace.at(workspace), quarter):
        _show(one, set(unit or ()))


@assess.command(epilog=examples("assess report 2026Q3"))
def report(quarter: Quarter, workspace: WorkspaceDir = Path()) -> None:
    """Write a page of their scores and issues beside our own, reports/QUARTER/assessment.html. 对照页面。"""
    path = write_assessment(Workspace.at(workspace), quarter, china_now().date())
    out.print(f"report   {path}", markup=False, soft_wrap=True)


@assess.command(epilog=examples("assess orders 2026Q3 --by 王某 --authority 区政府办公室"))
def orders(
    quarter: Quarter,
    by: By,
    authority: Authority,
    reason: Reason = "",
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Open an order for every issue that our own inspection does not have. Its orders track the others. 下发第三方问题整改通知。

    No machine looks at such an issue again: `inspector orders close` closes it by hand, with authority and reason.
    """
    made = issue_orders(
        Workspace.at(workspace), quarter, Word(by, authority, reason, day(on, "--on")), tuple(unit or ())
    )
    for order in made:
        out.print(
            f"{order.number}: {order.unit} {order.opened['message']['zh']}, due {order.due}",
            markup=False,
            soft_wrap=True,
        )
    out.print(f"{len(made)} orders opened", markup=False)


def _show(one: Beside, units: set[str]) -> None:
    found = one.assessment
    out.print(
        f"{found.quarter} {found.assessor}  {found.file}  {found.at[:10]} {found.author}", markup=False, soft_wrap=True
    )
    scores = listing("单位 unit", "得分 score", "满分 max")
    for score in found.scores:
        if not units or score.unit in units:
            scores.add_row(score.unit, str(score.value), str(score.max))
    if found.scores:
        out.print(scores)
    table = listing("单位 unit", "问题 issue", "对照 match", "我方问题 ours", "整改 order")
    for issue in one.issues:
        if units and issue.issue.unit not in units:
            continue
        tracked = [one.orders[id] for id in (issue.issue.id, *issue.findings) if id in one.orders]
        numbers = "\n".join(f"{order.number} {order.status}" for order in tracked) or "—"
        words = MATCHES[issue.match]
        table.add_row(
            issue.issue.unit, f"{issue.issue.item} {issue.issue.text}".strip(), f"{words.zh}\n{words.en}",
            "\n".join(issue.findings) or "—", numbers,
        )  # fmt: skip
    out.print(table)
    for code, ids in one.ours_only.items():
        if not units or code in units:
            out.print(f"{code}: 我方发现而对方未提 only ours: {'、'.join(ids)}", markup=False, soft_wrap=True)
