"""`inspector orders`: from a finding to its closing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.papers import renew_papers
from inspector.cli.screen import day, listing, out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.order import Event, EventKind, Order
from inspector.pipeline.rectify import orders as work
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.rectify.words import STATUS, STEPS

orders = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Rectification orders. Every command adds an event; nothing is edited or deleted. 整改通知与台账。\n\n"
    "found → confirmed by a second person → issued → received → in progress → reported → re-checked → closed;\n"
    "or returned, extended, escalated, withdrawn, reopened. Overdue is computed from the deadline.",
)
app.add_typer(orders, name="orders")

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The order's number, or its finding id.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; kept with the event.")]
Authority = Annotated[str, typer.Option("--authority", metavar="TEXT", help="On whose authority.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the event; by default today.")]
RunName = Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")]
OneUnit = Annotated[str | None, typer.Option("--unit", metavar="CODE", help="Only this unit.")]


@orders.command("list", epilog=examples("orders list --open", "orders list --unit QH105"))
def list_orders(
    unit: OneUnit = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only what is still to be put right.")] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """All orders, with the status their events give. 列出整改台账。"""
    found = [o for o in work.listed(Workspace.at(workspace)) if unit in (None, o.unit) and (o.open or not open_only)]
    show_list(found, day(on, "--on") or china_now().date())


@orders.command(epilog=examples("orders show 2026Q4-001", "orders show F-0123456789ab"))
def show(number: Number, workspace: WorkspaceDir = Path()) -> None:
    """One order with its evidence and everything that happened to it. 查看一份整改通知。"""
    order = work.one(Workspace.at(workspace), number)
    data = order.opened
    lines = [
        f"{order.number}  {order.unit}  {order.rule}  {order.severity}  {order.status} {STATUS[order.status].zh}  due {order.due or '—'}",
        f"finding {order.finding}  subject {order.subject}",
        f"{data['message']['zh']} / {data['message']['en']}",
        *(f"  {cited['url']}  {cited['quote']}" for cited in data["evidence"]),
        *(_line(event) for event in order.events),
    ]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


@orders.command(epilog=examples("orders review 2026Q4-007 confirm --by 李四 --authority 区政务公开办"))
def review(
    number: Number,
    verdict: Annotated[str, typer.Argument(metavar="confirm|reject", help="Whether the fault is one.")],
    by: By,
    authority: Authority = "",
    reason: Reason = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """A second person confirms or rejects what was proposed; the score follows from the next judging on. 复核。"""
    if verdict not in ("confirm", "reject"):
        raise UsageError(f"{verdict!r} is no verdict", remedy="Write confirm or reject.")
    word = Word(by, authority, reason, day(on, "--on"))
    place = Workspace.at(workspace)
    _done(place, work.review(place, number, verdict == "confirm", word), on)


@orders.command(epilog=examples("orders ack 2026Q4-001 --by 王五"))
def ack(number: Number, by: By, on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """The unit has received the order. 签收。"""
    _add(workspace, number, "received", Word(by, day=day(on, "--on")))


@orders.command(epilog=examples("orders start 2026Q4-001 --by 王五"))
def start(number: Number, by: By, on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """The unit is putting it right. 整改中。"""
    _add(workspace, number, "started", Word(by, day=day(on, "--on")))


@orders.command(epilog=examples("orders respond 2026Q4-001 --by 王五 --done 已补充办公时间"))
def respond(
    number: Number,
    by: By,
    done: Annotated[str, typer.Option("--done", metavar="TEXT", help="What was done.")],
    url: Annotated[str, typer.Option("--url", help="The page as it is now, where it moved.")] = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """What the unit says it did. Closes nothing: `orders recheck` does. 整改反馈。"""
    _add(workspace, number, "responded", Word(by, day=day(on, "--on")), {"done": done, "url": url})


@orders.command(
    epilog=examples("orders extend 2026Q4-001 --to 2026-12-18 --by 张三 --authority 区政务公开办 --reason 系统改版")
)
def extend(
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="The new last day; it counts.")],
    by: By,
    authority: Authority,
    reason: Reason,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Give more time. 延期。"""
    last = day(to, "--to")
    if last is None:
        raise UsageError("an extension needs its last day", remedy="Give --to 2026-12-18.")
    place = Workspace.at(workspace)
    _done(place, work.extend(place, number, last, Word(by, authority, reason, day(on, "--on"))), on)


@orders.command(
    "return", epilog=examples("orders return 2026Q4-001 --by 张三 --authority 区政务公开办 --reason 页面仍无办公时间")
)
def send_back(
    number: Number, by: By, authority: Authority, reason: Reason, on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Send an answer back that does not do. 退回。"""
    _add(workspace, number, "returned", Word(by, authority, reason, day(on, "--on")))


@orders.command(epilog=examples("orders close 2026Q4-009 --by 张三 --authority 区政务公开办 --reason 现场核验已整改"))
def close(
    number: Number, by: By, authority: Authority, reason: Reason, on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Close by hand what no machine can look at; a passing re-check closes by itself. 人工销号。"""
    _add(workspace, number, "closed", Word(by, authority, reason, day(on, "--on")))


@orders.command(epilog=examples("orders withdraw 2026Q4-009 --by 张三 --authority 区政务公开办 --reason 单位已撤并"))
def withdraw(
    number: Number, by: By, authority: Authority, reason: Reason, on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Take an order back that should not have been issued; an upheld appeal does so by itself. 撤回。"""
    _add(workspace, number, "withdrawn", Word(by, authority, reason, day(on, "--on")))


@orders.command(
    epilog=examples("orders escalate 2026Q4-001 supervised --by 张三 --authority 区政务公开办 --reason 逾期未改")
)
def escalate(
    number: Number,
    step: Annotated[str, typer.Argument(metavar="supervised|summoned|circulated", help="督办、约谈、通报。")],
    by: By,
    authority: Authority,
    reason: Reason,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """What the office does about an overdue order: supervise it, summon the unit, circulate criticism. 督办、约谈、通报。"""
    if step not in STEPS:
        raise UsageError(f"{step!r} is no step", remedy="Write supervised, summoned or circulated.")
    _add(workspace, number, "escalated", Word(by, authority, reason, day(on, "--on")), {"step": step})


def show_list(found: Iterable[Order], today: date) -> None:
    """A table of orders; a sentence where there is none."""
    found = list(found)
    if not found:
        out.print("没有这样的整改单 no such order")
        return
    table = listing("编号 number", "单位 unit", "指标 rule", "对象 subject", "等级 severity", "状态 status", "时限 due")
    for order in found:
        status = f"{STATUS[order.status].zh} {order.status}"
        late = "（逾期 overdue）" if order.overdue(today) else ""
        step = f"（{STEPS[order.escalated].zh} {order.escalated}）" if order.escalated and order.open else ""
        due = order.due.isoformat() if order.due else "—"
        table.add_row(order.number, order.unit, order.rule, order.subject, order.severity, status + late + step, due)
    out.print(table)


def say(order: Order) -> None:
    """One order in a line."""
    out.print(f"{order.number}: {order.status}, due {order.due or '—'}", markup=False, soft_wrap=True)


def _add(folder: Path, number: str, kind: EventKind, word: Word, data: dict[str, str] | None = None) -> None:
    place = Workspace.at(folder)
    _done(place, work.add(place, number, kind, word, data), word.day.isoformat() if word.day else None)


def _done(place: Workspace, order: Order, on: str | None) -> None:
    """Say how the order stands now, and write its unit's papers anew."""
    say(order)
    renew_papers(place, [order], on)


def _line(event: Event) -> str:
    """One event in a line: when, what, by whom, and what it says."""
    names = ("verdict", "outcome", "due", "step", "done", "url", "run")
    said = [f"{key} {event.data[key]}" for key in names if event.data.get(key)]
    grounds = [text for text in (event.authority, event.reason) if text]
    return "  ".join([event.at, event.kind, event.author, *grounds, *said])
