"""`inspector orders issue`, `recheck`, `overdue`, `chase`, `lookback`: what an office does in rounds, over many orders at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.orders import Authority, By, On, OneUnit, RunName, orders, show_list
from inspector.cli.papers import renew_papers
from inspector.cli.screen import day, listing, out, watched
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.order import Order
from inspector.pipeline.recheck import recheck as again
from inspector.pipeline.recheck import recheck_due
from inspector.pipeline.rectify import orders as work
from inspector.pipeline.rectify.lookback import look_back
from inspector.pipeline.rectify.new_addresses import proposals
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.rectify.releases import unreleased
from inspector.pipeline.workspace import Workspace
from inspector.rectify import chasers
from inspector.rectify import overdue as overdue_of


@orders.command(
    epilog=examples("orders issue --by 张三 --authority 区政务公开办", "orders issue --by 张三 --unit QH105")
)
def issue(
    by: By,
    run: RunName = "latest",
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    authority: Authority = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Open an order for every fault that has none; faults that came back reopen theirs. 下发整改通知。

    Rules a person must confirm, and vetoes, wait for `orders review` by somebody else. Deadlines count Chinese working
    days by severity, as the profile says; a year without a table of working days is refused.
    """
    word = Word(by, authority, "", day(on, "--on"))
    place = Workspace.at(workspace)
    found = work.issue(place, run, word, tuple(unit or ()))
    show_list(found, word.today())
    for quarter in sorted({order.quarter for order in found}):
        if draft := unreleased(place, quarter):
            out.print(f"{draft}: inspector release {quarter} --check", markup=False, soft_wrap=True)
    renew_papers(place, found, on)


@orders.command(epilog=examples("orders recheck --due --by 张三", "orders recheck 2026Q4-001 2026Q4-002 --by 张三"))
def recheck(
    by: By,
    number: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="All open orders by default.")
    ] = None,
    due_only: Annotated[
        bool, typer.Option("--due", help="Only what is answered, at its deadline, or waits for a further confirmation.")
    ] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Look again at the pages of orders: what passes is closed, what fails goes back, what was not seen stays. 复查销号。

    Only what the orders' rules need is fetched, not the whole unit; where an answer names a new address, there, if [district]
    allowed_hosts permits it: the registry is then proposed to learn it. Evidence before and after is kept with the order; a
    quarter's score is never changed by it.
    """
    if due_only and number:
        raise UsageError("--due chooses the orders itself", remedy="Leave the numbers out, or --due.")
    word, place = Word(by, day=day(on, "--on")), Workspace.at(workspace)
    with watched() as watch:
        found = recheck_due(place, word, watch) if due_only else again(place, tuple(number or ()), word, watch)
    show_list(found, word.today())
    tell_addresses(place, found)
    renew_papers(place, found, on)


def tell_addresses(place: Workspace, found: tuple[Order, ...]) -> None:
    """What the registry should learn from these orders, as commands; and which addresses were not followed."""
    for order in found:
        look = order.last("rechecked")
        moved = look.data.get("address") if look is not None else None
        if moved and moved["refused"]:
            told = f"{order.number}：未访问新网址 the new address was not followed: {moved['new']}: {moved['refused']}"
            out.print(told, markup=False, soft_wrap=True)
    for one in proposals(place, found):
        out.print("建议更新登记表 the registry should learn:", markup=False)
        out.print(f"  inspector units pin {one.unit} {one.role} {one.new}", markup=False, soft_wrap=True)


@orders.command(epilog=examples("orders addresses"))
def addresses(workspace: WorkspaceDir = Path()) -> None:
    """New addresses that passed a re-check and that the registry does not have: a person decides. 建议更新的网址。"""
    place = Workspace.at(workspace)
    table = listing("单位 unit", "页面 page", "登记网址 registered", "新网址 new", "依据 order")
    for one in proposals(place, work.listed(place)):
        table.add_row(one.unit, one.role, one.old or "—", one.new, one.order)
    out.print(table)
    out.print("采用 to adopt: inspector units pin CODE PAGE URL", markup=False)


@orders.command(epilog=examples("orders overdue", "orders overdue --unit QH105 --on 2026-12-20"))
def overdue(unit: OneUnit = None, on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """Orders whose deadline has passed and that are not closed, the longest overdue first. 逾期清单。"""
    today = day(on, "--on") or china_now().date()
    found = overdue_of(work.listed(Workspace.at(workspace)), today)
    show_list([order for order in found if unit in (None, order.unit)], today)


@orders.command(epilog=examples("orders chase", "orders chase --on 2026-12-01"))
def chase(on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """Whom to remind today: deadlines of the next working day, of today, and of the last working day. 催办清单。"""
    today, place = day(on, "--on") or china_now().date(), Workspace.at(workspace)
    table = listing("单位 unit", "编号 number", "指标 rule", "时限 due", "提醒 reminder")
    names = {"before": "明日到期 due on the next working day", "on": "今日到期 due today", "after": "昨日到期 was due"}
    for one in chasers(work.listed(place), today, place.ruleset().workdays):
        table.add_row(one.order.unit, one.order.number, one.order.rule, one.due.isoformat(), names[one.when])
    out.print(table)


@orders.command(epilog=examples("orders lookback --by 张三", "orders lookback --run 2027Q1 --by 张三"))
def lookback(
    by: By, run: RunName = "latest", authority: Authority = "", on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Orders closed in earlier quarters, compared with a new run: what holds is noted, what is back is reopened. 回头看。"""
    word = Word(by, authority, "", day(on, "--on"))
    place = Workspace.at(workspace)
    found = look_back(place, run, word)
    out.print(
        f"保持 held {len(found.held)}，反弹 back {len(found.back)}，未能查看 not seen {len(found.unseen)}", markup=False
    )
    show_list([*found.back, *found.unseen], word.today())
    renew_papers(place, found.back, on)
