"""`inspector orders`: rectification orders and their life."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from inspector.cli.app import WorkspaceDir, app
from inspector.cli.screen import day, out, watched
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.model.order import Event, Order
from inspector.pipeline import answers
from inspector.pipeline import orders as work
from inspector.pipeline.orders import Word
from inspector.pipeline.workspace import Workspace

orders = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Rectification orders. Every command adds an event; nothing is edited or deleted. 整改通知与台账。\n\n"
    "found → confirmed by a second person → issued → received → reported → re-checked → closed;\n"
    "or returned, extended, withdrawn, reopened. Overdue is computed from the deadline.",
)
app.add_typer(orders, name="orders")

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The order's number, or its finding id.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; kept with the event.")]
Authority = Annotated[str, typer.Option("--authority", metavar="TEXT", help="On whose authority.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the event; by default today.")]


@orders.command()
def issue(
    by: By,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    authority: Authority = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Open an order for every fault that has none; faults that came back reopen theirs. 下发整改通知。

    Rules a person must confirm, and vetoes, wait for `orders review` by somebody else. Deadlines count Chinese working
    days by severity, as the profile says.
    """
    word = Word(by, authority, "", day(on, "--on"))
    _show_list(work.issue(Workspace.at(workspace), run, word, tuple(unit or ())), word.today())


@orders.command("list")
def list_orders(
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only this unit.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only what is still to be put right.")] = False,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """All orders, with the status their events give. 列出整改台账。"""
    found = [o for o in work.listed(Workspace.at(workspace)) if unit in (None, o.unit) and (o.open or not open_only)]
    _show_list(found, day(on, "--on") or china_now().date())


@orders.command()
def overdue(on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """Orders whose deadline has passed and that are not closed. 逾期清单。"""
    today = day(on, "--on") or china_now().date()
    _show_list([order for order in work.listed(Workspace.at(workspace)) if order.overdue(today)], today)


@orders.command()
def show(number: Number, workspace: WorkspaceDir = Path()) -> None:
    """One order with its evidence and everything that happened to it. 查看一份整改通知。"""
    order = work.one(Workspace.at(workspace), number)
    data = order.opened
    lines = [
        f"{order.number}  {order.unit}  {order.rule}  {order.severity}  {order.status}  due {order.due or '—'}",
        f"finding {order.finding}  subject {order.subject}",
        f"{data['message']['zh']} / {data['message']['en']}",
        *(f"  {cited['url']}  {cited['quote']}" for cited in data["evidence"]),
        *(_line(event) for event in order.events),
    ]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


@orders.command()
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
    _say(work.review(Workspace.at(workspace), number, verdict == "confirm", word))


@orders.command()
def ack(number: Number, by: By, on: On = None, workspace: WorkspaceDir = Path()) -> None:
    """The unit has received the order. 签收。"""
    _say(work.add(Workspace.at(workspace), number, "received", Word(by, day=day(on, "--on"))))


@orders.command()
def respond(
    number: Number,
    by: By,
    done: Annotated[str, typer.Option("--done", metavar="TEXT", help="What was done.")],
    url: Annotated[str, typer.Option("--url", help="The page as it is now, where it moved.")] = "",
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """What the unit says it did. Closes nothing: `orders recheck` does. 整改反馈。"""
    word = Word(by, day=day(on, "--on"))
    _say(work.add(Workspace.at(workspace), number, "responded", word, {"done": done, "url": url}))


@orders.command()
def recheck(
    by: By,
    number: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="All open orders by default.")
    ] = None,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Look again at the units concerned: what passes is closed, what fails goes back, what was not seen stays. 复查销号。

    Evidence before and after is kept with the order; a quarter's score is never changed by it.
    """
    word = Word(by, day=day(on, "--on"))
    with watched() as watch:
        found = work.recheck(Workspace.at(workspace), tuple(number or ()), word, watch)
    _show_list(found, word.today())


@orders.command()
def extend(
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="The new last day.")],
    by: By,
    authority: Authority,
    reason: Reason,
    on: On = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Give more time. 延期。"""
    last = day(to, "--to")
    data = {"due": last.isoformat() if last else ""}
    _say(work.add(Workspace.at(workspace), number, "extended", Word(by, authority, reason, day(on, "--on")), data))


@orders.command("return")
def send_back(
    number: Number, by: By, authority: Authority, reason: Reason, on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Send an answer back that does not do. 退回。"""
    _say(work.add(Workspace.at(workspace), number, "returned", Word(by, authority, reason, day(on, "--on"))))


@orders.command()
def close(
    number: Number, by: By, authority: Authority, reason: Reason, on: On = None, workspace: WorkspaceDir = Path()
) -> None:
    """Close by hand what no machine can look at; a passing re-check closes by itself. 人工销号。"""
    _say(work.add(Workspace.at(workspace), number, "closed", Word(by, authority, reason, day(on, "--on"))))


@orders.command("export")
def export_form(
    file: Annotated[Path, typer.Argument(help="CSV to write; Excel opens it.")],
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only this unit.")] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write the response form of all open orders, for the units to fill in. 导出整改反馈表。"""
    out.print(f"{answers.export(Workspace.at(workspace), file, unit)} orders written to {file}", markup=False)


@orders.command("import")
def import_form(
    file: Annotated[Path, typer.Argument(help="The form as it came back.", exists=True, dir_okay=False)],
    workspace: WorkspaceDir = Path(),
) -> None:
    """Take in a filled form; with one fault nothing is taken in, and every fault is named by row and column. 导入反馈。"""
    for order in answers.take_in(Workspace.at(workspace), file):
        _say(order)


def _show_list(found: Iterable[Order], today: date) -> None:
    table = Table("编号 number", "单位 unit", "指标 rule", "对象 subject", "等级 severity", "状态 status", "时限 due")
    for order in found:
        late = "（逾期 overdue）" if order.overdue(today) else ""
        due = order.due.isoformat() if order.due else "—"
        table.add_row(order.number, order.unit, order.rule, order.subject, order.severity, order.status + late, due)
    out.print(table)


def _line(event: Event) -> str:
    """One event in a line: when, what, by whom, and what it says."""
    said = [
        f"{key} {event.data[key]}" for key in ("verdict", "outcome", "due", "done", "url", "run") if event.data.get(key)
    ]
    grounds = [text for text in (event.authority, event.reason) if text]
    return "  ".join([event.at, event.kind, event.author, *grounds, *said])


def _say(order: Order) -> None:
    out.print(f"{order.number}: {order.status}, due {order.due or '—'}", markup=False, soft_wrap=True)
