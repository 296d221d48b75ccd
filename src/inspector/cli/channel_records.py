"""`inspector channels record`: what people did by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.channels import Authority, By, QuarterId, Reason, channels, line, quarter_id
from inspector.errors import UsageError
from inspector.pipeline.probing import records
from inspector.pipeline.probing.records import HandMail
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

_CALLS = "answered|not_answered|wrong_number|busy"
_MAILS = "human_reply|auto_reply|wrong_person|unknown_user|full|bounced|blocked|delayed|silence"


@channels.command(
    epilog=examples(
        "channels record QH101 --phone 010-63820001 --outcome not_answered --at 2026-11-24T10:30 --by 王某",
        "channels record QH101 --mail xxgk@example.gov.cn --outcome human_reply --sent 2026-11-23T09:00 "
        '--back 2026-11-23T15:20 --by 王某 --authority "清政公开函〔2026〕3号"',
        "channels record QH101 --mail xxgk@example.gov.cn --outcome silence --sent 2026-11-19T09:00 --by 王某",
        'channels record QH102 --reason "邮件系统迁移，12月恢复" --by 王某',
    )
)
def record(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The unit.")],
    by: By,
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="A number that was called.")] = "",
    mail: Annotated[str, typer.Option("--mail", metavar="MAILBOX", help="A mailbox that got a test mail.")] = "",
    outcome: Annotated[
        str,
        typer.Option("--outcome", metavar="WORD", help=f"What the call met: {_CALLS}; what the mail met: {_MAILS}."),
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="MOMENT", help="When it was called, e.g. 2026-11-24T10:30; now by default.")
    ] = "",
    sent: Annotated[str, typer.Option("--sent", metavar="MOMENT", help="When the mail was sent.")] = "",
    back: Annotated[
        str, typer.Option("--back", metavar="MOMENT", help="When the answer, or the mail, came back.")
    ] = "",
    checked: Annotated[
        str, typer.Option("--checked", metavar="MOMENT", help="Until when the inbox was watched; now by default.")
    ] = "",
    authority: Authority = "",
    reason: Reason = "",
    quarter: QuarterId = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Enter a call or a test mail made by hand, or why a unit's channels cannot be tested (--reason). 人工填报。

    `inspector run --resume` takes what was entered into the quarter's evidence and result. A mail needs a consent on record
    or the authority on which it was sent.
    """
    place = Workspace.at(workspace)
    window, word = quarter_id(place, quarter), Word(by, authority, reason)
    if phone and mail:
        raise UsageError("one entry is a call or a mail", remedy="Give --phone or --mail.")
    if mail:
        records.mail(place, code, window, HandMail(mail, sent, outcome, back, checked), word)
        line(f"{code}  {mail}  {outcome}：已填报 recorded")
    elif phone or outcome:
        records.call(place, code, window, phone, outcome, at, word)
        line(f"{code}  {phone}  {outcome}：已填报 recorded")
    else:
        records.reason(place, code, window, word)
        line(f"{code}  {window}：已说明 reason recorded")
