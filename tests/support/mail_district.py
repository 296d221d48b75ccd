"""A district of one unit whose guide prints a mailbox for every fault, with real mail servers, names and mailbox."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from free_ports import free_port
from mail_town import (
    NO_DOVECOT,
    BrokenTls,
    Exchange,
    Mailbox,
    Post,
    Reply,
    dovecot,
    inbox,
    names,
    report,
    serving,
    written,
)
from small_district import Served, small_district

from inspector.collect.manners import CHINA
from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace

SENT = datetime(2026, 11, 9, 10, 0, tzinfo=CHINA)
"""A Monday."""
GOOD = "250 OK"
TOWN = {
    "unknown@mail.town.test": "550 5.1.1 <unknown>: User unknown",
    "full@mail.town.test": "552 5.2.2 Mailbox full",
    "grey@mail.town.test": "450 4.2.0 Greylisted, please try again later",
    "policy@mail.town.test": "550 5.7.1 Blocked by our policy",
    **{
        f"{name}@mail.town.test": GOOD
        for name in ("bounce", "auto", "human", "wrong", "silent", "late", "qq", "netease", "spam", "slowly")
    },
}
ZONE = {
    ("mail.town.test.", "MX"): ["10 mx.town.test."],
    ("mx.town.test.", "A"): ["127.0.0.11"],
    ("all.town.test.", "MX"): ["10 mxall.town.test."],
    ("mxall.town.test.", "A"): ["127.0.0.12"],
    ("tls.town.test.", "MX"): ["10 mxtls.town.test."],
    ("mxtls.town.test.", "A"): ["127.0.0.13"],
    ("tarpit.town.test.", "MX"): ["10 mxtar.town.test."],
    ("mxtar.town.test.", "A"): ["127.0.0.14"],
    ("closed.town.test.", "MX"): ["10 mxclosed.town.test."],
    ("mxclosed.town.test.", "A"): ["127.0.0.15"],
    ("null.town.test.", "MX"): ["0 ."],
    ("nomx.town.test.", "TXT"): ['"no mail here"'],
}
BOXES = [
    *TOWN,
    "any@all.town.test",
    "box@tls.town.test",
    "box@tarpit.town.test",
    "box@closed.town.test",
    "box@null.town.test",
    "box@nomx.town.test",
    "box@gone.town.test",
]


@dataclass
class Town:
    """The workspace, the servers, and how many texts exchanges were given (none, ever)."""

    workspace: Workspace
    post: Post
    box: Mailbox
    exchanges: list[Exchange]
    site: Served


@contextlib.contextmanager
def mail_district(folder: Path, boxes: Sequence[str] = BOXES) -> Iterator[Town]:
    """Everything that a test of mailboxes needs, on loopback: the guide prints `boxes`; skips the test where there is no Dovecot."""
    if not dovecot():
        pytest.skip(NO_DOVECOT)
    exchanges = [Exchange(TOWN), Exchange({}, GOOD), Exchange({"box@tls.town.test": GOOD}), Exchange({}, "sleep 20")]
    port, post_port = free_port(), free_port()
    with contextlib.ExitStack() as stack:
        box = stack.enter_context(inbox())
        server = stack.enter_context(names(ZONE))
        for number, exchange in enumerate(exchanges, 11):
            kind = {13: BrokenTls}.get(number)
            stack.enter_context(serving(exchange, f"127.0.0.{number}", port, *([kind] if kind else [])))
        post = Post(box, replies())
        stack.enter_context(serving(post, "127.0.0.1", post_port))
        site = stack.enter_context(small_district())
        mails = "".join(
            f"<p>电子邮件申请：申请人可将申请表发送至电子邮箱 {one} 提出政府信息公开申请。</p>" for one in boxes
        )
        site.pages["/MZJ/guide.html"] = site.pages["/MZJ/guide.html"].replace("</body>", f"{mails}</body>")
        workspace = made(folder, site, server, port, post_port, box.port)
        yield Town(workspace, post, box, exchanges, site)


def replies() -> dict[str, Reply]:
    """What comes back from each mailbox."""
    qq = (
        "抱歉，您的邮件被退回来了。退信原因：收件人邮箱账号不存在，请核实。\n收件人：qq@mail.town.test\n主题：{subject}"
    )
    netease = "您好，您的邮件未能送达，邮箱已满，请稍后再发。\n邮件主题：{subject}"
    return {
        "bounce@mail.town.test": lambda m, r: [report(m, r, "5.1.1", "550 5.1.1 no such user here")],
        "slowly@mail.town.test": lambda m, r: [report(m, r, "4.2.0", "451 4.2.0 try again", "delayed")],
        "spam@mail.town.test": lambda m, r: [report(m, r, "5.7.1", "554 5.7.1 rejected as spam")],
        "qq@mail.town.test": lambda m, r: [
            written("系统退信", qq.format(subject=m["Subject"]), "PostMaster@qq.com", m, Return_Path="<>")
        ],
        "netease@mail.town.test": lambda m, r: [
            written("系统退信 / Undelivered Mail", netease.format(subject=m["Subject"]), "Postmaster@163.com", m)
        ],
        "auto@mail.town.test": lambda m, r: [
            written(f"自动回复：{m['Subject']}", "您的来信已收到。", r, m, Auto_Submitted="auto-replied")
        ],
        "human@mail.town.test": lambda m, r: [
            written(f"自动回复：{m['Subject']}", "本邮件由系统自动发送。", r, m),
            written(
                f"回复：{m['Subject']}",
                "已收到。\n联系人：张三 13812345678\n\n> 三、如果您不负责政府信息公开工作",
                r,
                m,
            ),
        ],
        "wrong@mail.town.test": lambda m, r: [
            written(f"Re: {m['Subject']}", "您好，您发错了，我不负责政府信息公开。", "someone@home.test", m)
        ],
    }


CONFIG = """[district]
name = "清河区"
[crawl]
delay_s = 0
retries = 0
allow_networks = ["127.0.0.0/8"]
nameservers = ["{server}"]
[confirm]
attempts = 1
after_s = 0
[mail]
sender = "probe@office.test"
smtp_host = "127.0.0.1"
smtp_port = {post}
smtp_tls = "none"
imap_host = "127.0.0.1"
imap_port = {box}
imap_tls = "none"
imap_user = "probe"
sent_folder = "Sent"
[channels]
office = "清河区政务公开办公室"
contact = "010-63820000"
mx_port = {mx}
timeout_s = 1
settle_s = 0
per_hour = 50
"""


def made(folder: Path, site: Served, server: str, mx: int, post: int, box: int) -> Workspace:
    """A workspace for the unit."""
    make_workspace(folder)
    (folder / "config.toml").write_text(CONFIG.format(server=server, mx=mx, post=post, box=box), encoding="utf-8")
    row = f"MZJ,清河区民政局,department,{site.url}/MZJ/,{site.url}/MZJ/guide.html\n"
    (folder / "units.csv").write_text(f"code,name,type,disclosure,guide\n{row}", encoding="utf-8")
    return Workspace.at(folder)
