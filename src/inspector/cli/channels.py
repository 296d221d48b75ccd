"""`inspector channels`: acceptance channels tested for real, only with consent, never an application."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import day, out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.probing import consents, switch
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.settings import quarter as quarter_of

channels = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Acceptance channels tested for real: with the unit's consent on record, within caps, never an application.\n\n"
    "依申请公开电子受理渠道实测：先取得单位书面同意，限量发送，从不提交申请，不识别验证码。\n\n"
    "consent → plan (shows every mail, sends none) → send → collect → status; calls and reasons by hand: record.",
    epilog=examples(
        'channels consent QH101 --scope message --until 2026-12-31 --by 王某 --authority "清政公开函〔2026〕3号"',
        "channels plan --by 王某",
        "channels send P-1a2b3c4d --by 王某",
        "channels collect --by 王某",
        "channels status",
        'channels stop --by 王某 --reason "单位来电"',
    ),
)
app.add_typer(channels, name="channels")

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this; kept with the event.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Authority = Annotated[str, typer.Option("--authority", metavar="TEXT", help="The document or person behind it.")]
QuarterId = Annotated[str | None, typer.Option("--quarter", metavar="2026Q4", help="By default the current one.")]
Units = Annotated[list[str] | None, typer.Option("--unit", metavar="CODE", help="Only this unit; may be repeated.")]
Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help="The units concerned.")]


@channels.command()
def consent(
    codes: Codes,
    by: By,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day on which it counts.")],
    authority: Authority,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="message|rcpt|form",
            help="Test mails; asking mail servers about the recipient; walking online forms in a browser. May be repeated.",
        ),
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Write down that units agreed to be tested, on what authority, for what, until when. 登记单位同意书。

    Without it no mail is sent to a unit. It ends by itself and can be withdrawn at any moment.
    """
    last = day(until, "--until")
    if last is None:
        raise UsageError("a consent has an end", remedy="Give --until 2026-12-31.")
    for one in consents.grant(Workspace.at(workspace), codes, scope or ["message"], last, Word(by, authority)):
        line(f"{one.unit}  {'、'.join(sorted(one.scope))}  {one.since} — {one.until}  {one.authority}")


@channels.command()
def withdraw(codes: Codes, by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Take back the consents of units at once: what was planned is not sent any more. 撤回同意。"""
    consents.withdraw(Workspace.at(workspace), codes, Word(by, reason=reason))
    line(f"{'、'.join(codes)}：已撤回 withdrawn")


@channels.command()
def stop(by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Stop all test mails, looks and visits, in every process, before the next one. 立即停止。

    Making a file named channels.stop in the workspace does the same.
    """
    switch.stop(Workspace.at(workspace), Word(by, reason=reason))
    line("已停止 stopped")


@channels.command()
def resume(by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Let them go on. 恢复。"""
    switch.go_on(Workspace.at(workspace), Word(by, reason=reason))
    line("已恢复 they may go on")


def quarter_id(workspace: Workspace, wanted: str | None) -> str:
    """The quarter named, or the one today lies in."""
    return quarter_of(workspace.settings, wanted, china_now().date()).id


def line(text: str) -> None:
    """One line, never broken and never read as markup."""
    out.print(text, markup=False, soft_wrap=True)
