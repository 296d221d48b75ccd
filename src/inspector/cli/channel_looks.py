"""`inspector channels look`, `walk`, `visit`: what the program sees of channels without sending anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.cli.app import WorkspaceDir
from inspector.cli.channels import By, QuarterId, Units, channels, line, quarter_id
from inspector.collect.manners import china_now
from inspector.pipeline.probing import looks, visits, walks
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.settings import quarter as quarter_of


@channels.command()
def look(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Speak to the mail servers of published mailboxes: answer, STARTTLS, and with consent (rcpt) the recipient. 邮件服务器检查。

    No mail is sent: every session ends before its text. What is found tells levels and takes no points.
    """
    place = Workspace.at(workspace)

    def told(code: str, value: str, levels: Mapping[str, Any]) -> None:
        said = "，".join(f"{name} {level['outcome']} {level['reason']}".strip() for name, level in levels.items())
        line(f"{code}  {value}  {said}")

    count = looks.mail_servers(place, quarter_id(place, quarter), Word(by), tuple(unit or ()), told)
    line(f"检查{count}个邮箱的服务器 / the servers of {count} mailboxes were spoken to")


@channels.command()
def walk(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Walk online forms of units that agreed (scope form) in a browser, up to the step before submitting. 在线申请表走查。

    Nothing is submitted: before the first field is filled the browser is cut off from everything. Captchas are noted only.
    """
    place = Workspace.at(workspace)

    def told(code: str, value: str, levels: Mapping[str, Any]) -> None:
        line(f"{code}  {value}  {levels['walked']['outcome']}  {levels['walked']['zh']} / {levels['walked']['en']}")

    count = walks.forms(place, quarter_id(place, quarter), Word(by), tuple(unit or ()), told)
    line(f"走查{count}个在线申请表 / {count} forms were walked")


@channels.command()
def visit(by: By, quarter: QuarterId = None, workspace: WorkspaceDir = Path()) -> None:
    """One round of light visits (HEAD) to home pages and published forms, for the availability rules. 可用性探测。

    An address is visited again only when its share of the day is over, so that this may be called at any time. A site that
    asks us to stop is left alone for the rest of the quarter. The scheduler does this in the week before a quarter is inspected.
    """
    place = Workspace.at(workspace)
    done = visits.visit(place, quarter_of(place.settings, quarter, china_now().date()), Word(by))
    line(f"探测{done.visited}个网址，{done.good}个正常 / {done.good} of {done.visited} addresses answered")
    for host in done.stopped:
        line(f"{host}：对方要求停止，本季度不再探测 asked us to stop")
