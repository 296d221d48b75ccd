"""`inspector notices`: what was told to whom, and the deadlines as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import out
from inspector.collect.manners import china_now
from inspector.pipeline.notices.calendar import write_calendar
from inspector.pipeline.notices.sending import STREAM
from inspector.pipeline.workspace import Workspace

notices = typer.Typer(
    name="notices", help="Reminders and news. 通知提醒。", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(notices)


@notices.command("list", epilog=examples("notices list"))
def listed(workspace: WorkspaceDir = Path()) -> None:
    """Every notice that left or may have left: when, what, what became of it. 通知记录。"""
    with Workspace.at(workspace).store() as store:
        newest = {event.key: event for event in store.events(STREAM)}
    for event in newest.values():
        state = "uncertain" if event.kind == "sending" else event.kind
        out.print(
            f"{event.at[:16].replace('T', ' ')}  {state:<9} {event.data['subject']}", markup=False, soft_wrap=True
        )


@notices.command("calendar", epilog=examples("notices calendar", "notices calendar --unit QH105"))
def calendar(
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only this unit's deadlines.")] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Windows and deadlines as an ICS file for mail programs and telephones. 日历文件。"""
    path = write_calendar(Workspace.at(workspace), china_now(), unit)
    out.print(f"calendar {path}", markup=False, soft_wrap=True)
