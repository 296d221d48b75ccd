"""`inspector channels plan`, `send`, `collect`: test mails, each shown before it leaves and sent at most once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir
from inspector.cli.channels import By, QuarterId, Units, channels, line, quarter_id
from inspector.pipeline.probing import collecting, plans, sending
from inspector.pipeline.probing.plans import Line, Planned
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace


@channels.command()
def plan(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Show every test mail that would be sent, word for word, and why other channels get none. Sends nothing. 计划与预览。

    The plan is kept under a code; `channels send CODE` sends exactly these mails and no others. Needs a result of the quarter.
    """
    place = Workspace.at(workspace)
    made = plans.plan(place, quarter_id(place, quarter), Word(by), tuple(unit or ()))
    for planned in made.lines:
        _show(planned)
    if made.code:
        line(f"共{len(made.mails)}封 mails. 发送 to send: inspector channels send {made.code} --by {by}")
    else:
        line("没有需要发送的测试邮件 no test mail is due")


@channels.command()
def send(
    code: Annotated[str, typer.Argument(metavar="PLAN", help="The plan's code, as `channels plan` shows it.")],
    by: By,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would leave; send nothing.")] = False,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Send the mails of a plan, each at most once. Interrupted or killed, the same command goes on. 发送测试邮件。

    Every mail asks anew for the stop switch, the consent and the caps of [channels]. Exit status 3: something is left to send.
    """
    place = Workspace.at(workspace)
    if dry_run:
        with place.store() as store:
            mails = plans.kept(store.events(plans.PLANS), code)
        for mail in mails:
            _mail(mail)
        return
    told = sending.send(place, code, Word(by), lambda mail, result: line(f"{mail.unit}  {mail.mailbox}  {result}"))
    line(
        f"已发送 sent {told.sent}，拒绝 refused {told.refused}，推迟 put off {told.deferred}，"
        f"不明 not known {told.uncertain}，以前已处理 done before {told.skipped}"
    )
    if told.deferred or told.uncertain:
        raise typer.Exit(3)


@channels.command()
def collect(by: By, workspace: WorkspaceDir = Path()) -> None:
    """Read the office's inbox and tell bounces, automatic and human answers apart. Marks and deletes nothing. 收取回复。

    Then `inspector run --resume` takes what was seen into the quarter's evidence and result.
    """
    found = collecting.collect(Workspace.at(workspace), Word(by))
    for reply in found.replies:
        quarter, unit, mailbox, attempt = reply.message.split("/")
        line(f"{quarter}  {unit}  {mailbox}  #{attempt}  {reply.kind}  {reply.mail.at}")
    line(
        f"读取{found.read}封，新的测试回执{len(found.replies)}封 / {found.read} mails read, {len(found.replies)} about tests"
    )


def _show(planned: Line) -> None:
    line(f"{planned.unit}  {planned.name}  {planned.kind}  {planned.value}：{planned.why.zh} / {planned.why.en}")
    if planned.mail is not None:
        _mail(planned.mail)


def _mail(mail: Planned) -> None:
    line(f"    收件人 to: {mail.mailbox}\n    主题 subject: {mail.subject}")
    for text in mail.body.splitlines():
        line(f"    {text}")
