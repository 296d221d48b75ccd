"""`inspector appeals` and `inspector waive`: objections, and what a person rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.orders import Authority, By, On, OneUnit, Reason
from inspector.cli.papers import renew_papers
from inspector.cli.screen import day, listing, out
from inspector.errors import UsageError
from inspector.judge.fixtures import FixtureResult
from inspector.pipeline.rectify import appeals as work
from inspector.pipeline.rectify.disputes import tried
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.rectify.orders import listed as orders_listed
from inspector.pipeline.workspace import Workspace
from inspector.rectify.words import OBJECTIONS
from inspector.score import in_force

appeals = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Objections to findings. An upheld one becomes a ruling: the original outcome stays beside it. 异议与申诉。",
)
app.add_typer(appeals, name="appeals")


@appeals.command(
    "file", epilog=examples("appeals file F-0123456789ab --run 2026Q4 --by 王五 --reason 第三段已载明 --code present")
)
def file_appeal(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="The finding's id, as in report and order.")],
    by: By,
    reason: Reason,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help=f"The kind of reason: {', '.join(OBJECTIONS)}.")
    ] = "other",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Object to a finding; nothing changes until somebody else decides. 提出异议。"""
    place = Workspace.at(workspace)
    appeal = work.file(place, finding, run, Word(by, "", reason, day(on, "--on")), code)
    out.print(f"{appeal.number}: {appeal.unit} {appeal.rule} {appeal.state}", markup=False)
    renew_papers(place, (order for order in orders_listed(place) if order.finding == finding), on)


@appeals.command(
    epilog=examples(
        "appeals decide A-001 uphold --by 李四 --authority 区政务公开办 --reason 页面确有载明",
        "appeals decide A-002 dismiss --by 李四 --authority 区政务公开办 --reason 未载明",
    )
)
def decide(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The appeal, e.g. A-001.")],
    verdict: Annotated[str, typer.Argument(metavar="uphold|dismiss")],
    *,
    by: By,
    authority: Authority,
    reason: Reason,
    new: Annotated[str, typer.Option("--new", help="The outcome instead: pass or not_applicable.")] = "pass",
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last day of the ruling.")] = None,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Uphold or dismiss. Upheld: a ruling from the run's day on, the order withdrawn, the page a fixture. 裁定异议。"""
    if verdict not in ("uphold", "dismiss") or new not in ("pass", "not_applicable"):
        raise UsageError("this is no verdict", remedy="uphold or dismiss; --new pass or not_applicable.")
    outcome: Literal["pass", "not_applicable"] = "pass" if new == "pass" else "not_applicable"
    word = Word(by, authority, reason, day(on, "--on"))
    place = Workspace.at(workspace)
    appeal, fixture = work.decide(place, number, verdict == "uphold", word, outcome, day(until, "--until"))
    out.print(f"{appeal.number}: {appeal.state}", markup=False)
    renew_papers(place, (order for order in orders_listed(place) if order.finding == appeal.finding), on)
    if fixture:
        out.print(f"fixture {fixture}", markup=False, soft_wrap=True)
        _say_tried(tried(place, fixture))


_STATES = {"filed": "待裁定", "upheld": "成立", "dismissed": "不成立"}


@appeals.command("list", epilog=examples("appeals list"))
def list_appeals(workspace: WorkspaceDir = Path()) -> None:
    """All appeals, and how often each rule was right (1 − upheld ÷ issued). 异议清单与指标准确率。"""
    place = Workspace.at(workspace)
    table = listing("编号 number", "单位 unit", "指标 rule", "对象 subject", "理由 reason", "状态 state")
    for one in work.listed(place):
        words = OBJECTIONS[one.code]
        table.add_row(
            one.number, one.unit, one.rule, one.subject, f"{words.zh} {words.en}", f"{_STATES[one.state]} {one.state}"
        )
    out.print(table)
    rates = listing("指标 rule", "下发 issued", "异议成立 upheld", "准确率 precision")
    for rate in work.precision(place):
        share = "—" if rate.share is None else f"{rate.share:.1%}"
        rates.add_row(rate.rule, str(rate.issued), str(rate.upheld), share)
    out.print(rates)


@appeals.command("rulings", epilog=examples("appeals rulings", "appeals rulings --unit QH105"))
def list_rulings(
    unit: OneUnit = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Only those in force on this day.")] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Every ruling: reviews, upheld appeals, waivers, with authority, basis and inclusive days. 人工裁定清单。"""
    at = day(on, "--on")
    table = listing("单位 unit", "指标 rule", "对象 subject", "裁定 ruling", "起止 days", "权限依据 grounds", "何人 by")
    for one in work.rulings(Workspace.at(workspace)):
        if unit in (None, one.unit) and (at is None or in_force(one, at)):
            days = f"{one.valid_from} – {one.valid_to or '…'}"
            table.add_row(
                one.unit, one.rule, one.subject or "*", one.new, days, f"{one.authority}；{one.basis}", one.author
            )
    out.print(table)


def _say_tried(result: FixtureResult) -> None:
    """Whether the rule as it is now judges the fixture as ruled."""
    if result.ok:
        out.print("the rule as it is now judges it as ruled", markup=False)
    else:
        remedy = f"the rule still comes to {result.got}: put it right, then `inspector rules test {result.rule}`"
        out.print(remedy, markup=False, soft_wrap=True)


@app.command(
    epilog=examples(
        "waive QH105 FD-09 --from 2026-10-01 --to 2026-12-31 --by 张三 --authority 区政务公开办 --reason 单位无收费"
    )
)
def waive(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    *,
    by: By,
    authority: Authority,
    reason: Reason,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="First day; it counts.")],
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day; it counts.")] = None,
    subject: Annotated[str, typer.Option(help="Only this subject of the rule.")] = "",
    workspace: WorkspaceDir = Path(),
) -> None:
    """Excuse a unit from a rule for a time; the original outcome stays visible. 豁免。"""
    first = day(since, "--from")
    if first is None:
        raise UsageError("a waiver needs its first day", remedy="Give --from 2026-10-01.")
    word = Word(by, authority, reason)
    ruling = work.waive(Workspace.at(workspace), unit, rule, subject, word, first, day(until, "--to"))
    out.print(f"{ruling.unit} {ruling.rule} waived {ruling.valid_from} – {ruling.valid_to or '…'}", markup=False)
