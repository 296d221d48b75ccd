"""`inspector channels`: acceptance channels tested for real, only with consent, never an application."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import day, out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.files import write_json
from inspector.pipeline.orders import Word
from inspector.pipeline.probing import collecting, consents, looks, plans, records, sending, switch, visits, walks
from inspector.pipeline.probing.plans import Line, Planned
from inspector.pipeline.probing.status import status as status_of
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
_COLUMNS: tuple[str, ...] = (
    "单位\nunit",
    "同意\nconsent",
    "公布\ndeclared",
    "已测\ntested",
    "可用\nworks",
    "答复\nanswered",
)
_COLUMNS += ("待定\nopen", "实测\nseen")
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
        _line(f"{one.unit}  {'、'.join(sorted(one.scope))}  {one.since} — {one.until}  {one.authority}")


@channels.command()
def withdraw(codes: Codes, by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Take back the consents of units at once: what was planned is not sent any more. 撤回同意。"""
    consents.withdraw(Workspace.at(workspace), codes, Word(by, reason=reason))
    _line(f"{'、'.join(codes)}：已撤回 withdrawn")


@channels.command()
def plan(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Show every test mail that would be sent, word for word, and why other channels get none. Sends nothing. 计划与预览。

    The plan is kept under a code; `channels send CODE` sends exactly these mails and no others. Needs a result of the quarter.
    """
    place = Workspace.at(workspace)
    made = plans.plan(place, _quarter(place, quarter), Word(by), tuple(unit or ()))
    for line in made.lines:
        _show(line)
    if made.code:
        _line(f"共{len(made.mails)}封 mails. 发送 to send: inspector channels send {made.code} --by {by}")
    else:
        _line("没有需要发送的测试邮件 no test mail is due")


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
    told = sending.send(place, code, Word(by), lambda mail, result: _line(f"{mail.unit}  {mail.mailbox}  {result}"))
    _line(
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
        _line(f"{quarter}  {unit}  {mailbox}  #{attempt}  {reply.kind}  {reply.mail.at}")
    _line(
        f"读取{found.read}封，新的测试回执{len(found.replies)}封 / {found.read} mails read, {len(found.replies)} about tests"
    )


@channels.command()
def look(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Speak to the mail servers of published mailboxes: answer, STARTTLS, and with consent (rcpt) the recipient. 邮件服务器检查。

    No mail is sent: every session ends before its text. What is found tells levels and takes no points.
    """
    place = Workspace.at(workspace)

    def told(code: str, value: str, levels: Mapping[str, Any]) -> None:
        said = "，".join(f"{name} {level['outcome']} {level['reason']}".strip() for name, level in levels.items())
        _line(f"{code}  {value}  {said}")

    count = looks.mail_servers(place, _quarter(place, quarter), Word(by), tuple(unit or ()), told)
    _line(f"检查{count}个邮箱的服务器 / the servers of {count} mailboxes were spoken to")


@channels.command()
def walk(by: By, quarter: QuarterId = None, unit: Units = None, workspace: WorkspaceDir = Path()) -> None:
    """Walk online forms of units that agreed (scope form) in a browser, up to the step before submitting. 在线申请表走查。

    Nothing is submitted: before the first field is filled the browser is cut off from everything. Captchas are noted only.
    """
    place = Workspace.at(workspace)

    def told(code: str, value: str, levels: Mapping[str, Any]) -> None:
        _line(f"{code}  {value}  {levels['walked']['outcome']}  {levels['walked']['zh']} / {levels['walked']['en']}")

    count = walks.forms(place, _quarter(place, quarter), Word(by), tuple(unit or ()), told)
    _line(f"走查{count}个在线申请表 / {count} forms were walked")


@channels.command()
def visit(by: By, quarter: QuarterId = None, workspace: WorkspaceDir = Path()) -> None:
    """One round of light visits (HEAD) to home pages and published forms, for the availability rules. 可用性探测。

    An address is visited again only when its share of the day is over, so that this may be called at any time. A site that
    asks us to stop is left alone for the rest of the quarter. The scheduler does this in the week before a quarter is inspected.
    """
    place = Workspace.at(workspace)
    done = visits.visit(place, quarter_of(place.settings, quarter, china_now().date()), Word(by))
    _line(f"探测{done.visited}个网址，{done.good}个正常 / {done.good} of {done.visited} addresses answered")
    for host in done.stopped:
        _line(f"{host}：对方要求停止，本季度不再探测 asked us to stop")


@channels.command()
def record(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The unit.")],
    by: By,
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="A number that was called.")] = "",
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="answered|not_answered|wrong_number|busy", help="What the call met.")
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="MOMENT", help="When, e.g. 2026-11-24T10:30; now by default.")
    ] = "",
    authority: Authority = "",
    reason: Reason = "",
    quarter: QuarterId = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Enter a call made by hand (--phone, --outcome), or why a unit's channels cannot be tested (--reason). 人工填报。"""
    place = Workspace.at(workspace)
    window, word = _quarter(place, quarter), Word(by, authority, reason)
    if phone or outcome:
        records.call(place, code, window, phone, outcome, at, word)
        _line(f"{code}  {phone}  {outcome}：已填报 recorded")
    else:
        records.reason(place, code, window, word)
        _line(f"{code}  {window}：已说明 reason recorded")


@channels.command()
def status(
    quarter: QuarterId = None,
    as_json: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="As JSON; - is standard output.")
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Where the channels of a quarter stand: coverage, consents, test mails and what came back. 查看进展。"""
    place = Workspace.at(workspace)
    found = status_of(place, _quarter(place, quarter), china_now().date())
    if as_json:
        write_json(as_json, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    out.print(_table(found))
    for line in _totals(found):
        _line(line)


@channels.command()
def stop(by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Stop all test mails, looks and visits, in every process, before the next one. 立即停止。

    Making a file named channels.stop in the workspace does the same.
    """
    switch.stop(Workspace.at(workspace), Word(by, reason=reason))
    _line("已停止 stopped")


@channels.command()
def resume(by: By, reason: Reason = "", workspace: WorkspaceDir = Path()) -> None:
    """Let them go on. 恢复。"""
    switch.go_on(Workspace.at(workspace), Word(by, reason=reason))
    _line("已恢复 they may go on")


def _quarter(workspace: Workspace, wanted: str | None) -> str:
    return quarter_of(workspace.settings, wanted, china_now().date()).id


def _show(line: Line) -> None:
    _line(f"{line.unit}  {line.name}  {line.kind}  {line.value}：{line.why.zh} / {line.why.en}")
    if line.mail is not None:
        _mail(line.mail)


def _mail(mail: Planned) -> None:
    _line(f"    收件人 to: {mail.mailbox}\n    主题 subject: {mail.subject}")
    for text in mail.body.splitlines():
        _line(f"    {text}")


def _table(found: Mapping[str, Any]) -> Table:
    table = Table(title=f"{found['quarter']} 电子受理渠道 channels", title_justify="left")
    for name in _COLUMNS:
        table.add_column(name)
    for unit in found["units"]:
        counts = unit["channels"] or {}
        numbers = [str(counts.get(key, "—")) for key in ("declared", "tested", "works", "answered", "undetermined")]
        valid = [one["until"] for one in unit["consent"] if one["valid"]]
        seen = "；".join(f"{one['kind']} {one['outcome']}" for one in unit["seen"])
        table.add_row(unit["name"], max(valid, default="—"), *numbers, seen or "—")
    return table


def _totals(found: Mapping[str, Any]) -> list[str]:
    lines = ["已停止 stopped: inspector channels resume --by NAME"] if found["stopped"] else []
    if found["unsettled"]:
        lines.append(
            f"{found['unsettled']}封发送中断，是否发出待查 / {found['unsettled']} sendings broke off and wait to be settled"
        )
    if found["coverage"] is None:
        return [*lines, "本季度尚无检查结果 no result of this quarter yet: inspector run"]
    told = found["coverage"]
    zh = f"覆盖{told['covered']}/{told['units']}个单位，书面说明{told['with_reason']}个；公布{told['declared']}个渠道，"
    zh += f"已测{told['tested']}，可用{told['works']}，有人答复{told['answered']}，故障{told['broken']}，待定{told['undetermined']}"
    en = f"{told['covered']} of {told['units']} units covered, {told['with_reason']} with a written reason; "
    en += f"{told['declared']} channels: {told['tested']} tested, {told['works']} work, {told['answered']} answered, "
    return [*lines, zh, f"{en}{told['broken']} broken, {told['undetermined']} open"]


def _line(text: str) -> None:
    out.print(text, markup=False, soft_wrap=True)
