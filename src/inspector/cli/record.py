"""`inspector record`: what a person found out for a rule that no machine decides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.channels import QuarterId, quarter_id
from inspector.cli.screen import out
from inspector.errors import UsageError
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.release import recording
from inspector.pipeline.release.recording import Entry
from inspector.pipeline.workspace import Workspace


@app.command(
    epilog=examples(
        "record",
        "record QH001 NM-01 --subject 微信公众号:清河发布 --newest 2026-11-20 --by 王某",
        'record QH001 NM-02 --outcome fail --note "客户端下载链接无效" --by 王某',
        'record QH103 NM-01 --subject 微博:清河民政 --outcome not_applicable --note "已按程序注销" --by 王某',
    )
)
def record(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="The unit; without it: what waits for a person.")] = "",
    rule: Annotated[str, typer.Argument(metavar="[RULE]", help="The rule that asks.")] = "",
    subject: Annotated[
        str,
        typer.Option("--subject", metavar="TEXT", help="What it is about, as the finding names it; all by default."),
    ] = "",
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="WORD", help=f"What was found: {'|'.join(recording.OUTCOMES)}.")
    ] = "",
    newest: Annotated[
        str, typer.Option("--newest", metavar="DATE", help="The day of the newest item that was seen; the rule counts.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was seen, one sentence.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who enters it; kept with the answer.")] = "",
    quarter: QuarterId = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Answer a rule that waits for a person; without arguments, list the questions. 人工填报需人工核验的事项。

    `inspector run --resume` takes the answers into the quarter's evidence and result. The latest answer counts; nothing is edited.
    """
    place = Workspace.at(workspace)
    window = quarter_id(place, quarter)
    if not code:
        _list(place, window)
        return
    if not rule:
        raise UsageError("it is not told which rule is answered", remedy="Give CODE and RULE, e.g. QH001 NM-01.")
    recording.record(place, code, window, Entry(rule, subject, outcome, newest, note), Word(by))
    told = "　".join(part for part in (code, rule.upper(), subject, outcome or newest) if part)
    out.print(f"{told}：已填报 recorded", markup=False, soft_wrap=True)


def _list(place: Workspace, window: str) -> None:
    questions = recording.waiting(place, window)
    for one in questions:
        out.print(f"{one.unit}　{one.rule}　{one.subject}　→ {one.how}", markup=False, soft_wrap=True)
        out.print(f"    {one.zh}", markup=False, soft_wrap=True)
        out.print(f"    {one.en}", markup=False, soft_wrap=True)
    out.print(f"{window}：待人工 waiting for a person {len(questions)}", markup=False, soft_wrap=True)
