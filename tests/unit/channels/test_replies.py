"""Mails in the inbox told apart by what they are, whichever server wrote them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest

from inspector.channels.incoming import excerpt, read_mail
from inspector.channels.message import STREAM, Message
from inspector.channels.refusals import refusal
from inspector.channels.replies import Reply, reply_to
from inspector.collect.manners import CHINA
from inspector.model.order import Event

TOKEN = "CS-0A1B2C3D4E"
ID = f"<{TOKEN}.abc@office.test>"
AT = datetime(2026, 11, 10, 9, 0, tzinfo=CHINA)
DATA = {"unit": "U1", "mailbox": "xxgk@a.gov.cn", "attempt": 1, "token": TOKEN, "message_id": ID, "text_sha256": "0"}
SENT = Message("2026Q4/U1/xxgk@a.gov.cn/1", (
    Event(STREAM, "2026Q4/U1/xxgk@a.gov.cn/1", 0, "sending", "王某", "2026-11-09T10:00:00+08:00", data=DATA),
    Event(STREAM, "2026Q4/U1/xxgk@a.gov.cn/1", 1, "sent", "王某", "2026-11-09T10:00:01+08:00", data=DATA),
))  # fmt: skip


def told(subject: str, body: str, sender: str = "xxgk@a.gov.cn", **headers: str) -> Reply | None:
    """What a plain mail says of the test."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return reply_to(read_mail(mail.as_bytes(), AT), [SENT])


@pytest.mark.parametrize(
    ("kind", "subject", "body", "sender", "headers"),
    [
        ("human_reply", f"回复：测试 {TOKEN}", "已收到", "xxgk@a.gov.cn", {}),
        ("human_reply", "回复：测试", "您好，收到您的邮件，谢谢。", "xxgk@a.gov.cn", {"In_Reply_To": ID}),
        ("human_reply", f"回复 {TOKEN}", "已收到，我单位负责政府信息公开工作。", "xxgk@a.gov.cn", {}),
        ("human_reply", f"Re {TOKEN}", "已收到\n\n-----原始邮件-----\n三、如果您不负责政府信息公开工作", "xxgk@a.gov.cn", {}),
        ("wrong_person", f"Re {TOKEN}", "您好，我不负责依申请公开，请联系办公室。", "xxgk@a.gov.cn", {}),
        ("wrong_person", f"Re {TOKEN}", "本人已调离该单位", "me@qq.com", {}),
        ("auto_reply", f"自动回复: {TOKEN}", "您的邮件已收到，我会尽快回复。", "xxgk@a.gov.cn", {}),
        ("auto_reply", f"Re {TOKEN}", "out", "xxgk@a.gov.cn", {"Auto_Submitted": "auto-replied"}),
        ("auto_reply", f"Re {TOKEN}", "这是一封系统自动回复邮件，请勿直接回复。", "xxgk@a.gov.cn", {}),
        ("unknown_user", "系统退信", f"收件人邮箱账号不存在 {TOKEN}", "PostMaster@qq.com", {}),
        ("unknown_user", "系统退信", "退信原因：无此用户 xxgk@a.gov.cn", "postmaster@163.com", {}),
        ("full", "退信通知", f"对方邮箱已满，无法接收 {TOKEN}", "postmaster@sina.com", {}),
        ("full", "Undelivered Mail", f"552 5.2.2 quota exceeded {TOKEN}", "MAILER-DAEMON@x.test", {}),
        ("blocked", "退信通知", f"您的邮件被识别为垃圾邮件，对方拒收 {TOKEN}", "postmaster@163.com", {}),
        ("delayed", "Delivery delayed", f"Your message has been delayed, we will keep trying {TOKEN}", "mailer-daemon@x", {}),
        ("bounced", "邮件投递失败", f"无法投递到对方服务器 {TOKEN}", "postmaster@x.test", {}),
        ("copy", f"测试 {TOKEN}", "…", "probe@office.test", {"Message_ID": ID}),
    ],
)  # fmt: skip
def test_mails_are_told_apart(kind: str, subject: str, body: str, sender: str, headers: dict[str, str]) -> None:
    """By headers where servers set them, by words where they do not; what is quoted says nothing."""
    found = told(subject, body, sender, **headers)

    assert found is not None
    assert (found.message, found.kind) == (SENT.key, kind)


@pytest.mark.parametrize(
    ("subject", "body", "sender"),
    [
        ("通知", "本周五下午开会", "office@a.gov.cn"),
        ("回复：测试 CS-FFFFFFFFFF", "已收到", "xxgk@a.gov.cn"),
        ("系统退信", "无此用户 other@b.gov.cn", "postmaster@163.com"),
        ("关于xxgk@a.gov.cn", "请问这个邮箱还用吗", "citizen@qq.com"),
    ],
)
def test_mails_about_other_things_are_left_alone(subject: str, body: str, sender: str) -> None:
    """No mail is taken for an answer that is none."""
    assert told(subject, body, sender) is None


def test_gb2312_labels_hide_gb18030_letters() -> None:
    """As Chinese mail programs write: a character outside GB2312 under its label, a raw header without any."""
    raw = (
        b"From: xxgk@a.gov.cn\r\nSubject: " + f"回复：{TOKEN}".encode("gb18030") + b"\r\n"
        b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "已收到，朱镕".encode("gb18030")
    )

    found = reply_to(read_mail(raw, AT), [SENT])

    assert found is not None
    assert (found.kind, found.mail.text) == ("human_reply", "已收到，朱镕")


def test_what_is_kept_of_a_reply_names_nobody() -> None:
    """Names after their labels, signatures, numbers and mailboxes of people are gone; the digest of the mail is kept."""
    found = told(f"Re {TOKEN}", "已收到。联系人：张三丰，电话13812345678，邮箱 zhang.san@qq.com\n李四\n")

    assert found is not None
    kept = found.data()
    assert "已收到" in kept["excerpt"]
    for secret in ("张三", "13812345678", "zhang.san", "李四"):
        assert secret not in str(kept)
    assert len(kept["sha256"]) == 64
    assert excerpt("字" * 500).endswith("…")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("unknown_user", "550 5.1.1 <a@b>: Recipient address rejected: User unknown in virtual mailbox table"),
        ("unknown_user", "550 User not found: a@b.cn"),
        ("unknown_user", "550 5.2.1 The email account is disabled"),
        ("full", "552 Quota exceeded"),
        ("full", "452 4.2.2 Mailbox full"),
        ("greylisted", "451 4.7.1 Greylisting in action, please come back later"),
        ("greylisted", "450 请稍后再试"),
        ("blocked", "554 5.7.1 Service unavailable; client host blocked using zen"),
        ("blocked", "550 Mail content denied: spam"),
        ("blocked", "554 Recipient address rejected: Access denied"),
        ("bounced", "554 transaction failed"),
    ],
)
def test_refusals_are_told_apart_by_code_and_words(kind: str, said: str) -> None:
    """RFC 3463 first, then the words of the common servers."""
    assert refusal(said) == kind


def test_a_mail_made_to_hurt_is_read_in_little_time_or_not_at_all() -> None:
    """Millions of one letter, a text that is all quotation marks, headers without end: nothing hangs, nothing is kept of it."""
    for body in ("a" * 3_000_000, "@" * 500_000, ">" * 500_000, "1 " * 500_000, "不" * 500_000, "On " * 300_000):
        raw = f"From: x@y.z\r\nSubject: {TOKEN} {'=?utf-8?b?' * 2000}\r\n\r\n{body}".encode()
        found = reply_to(read_mail(raw, AT), [SENT])
        assert found is not None
        assert len(found.data()["excerpt"]) <= 120
