"""What a mail in our inbox says of a test mail: bounce, full mailbox, no such user, put off, automatic, a person, the wrong person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inspector.channels.incoming import Incoming, excerpt
from inspector.channels.message import Message
from inspector.channels.refusals import refusal, status_of, words

ReplyKind = Literal[
    "copy",
    "unknown_user",
    "full",
    "blocked",
    "bounced",
    "delayed",
    "receipt",
    "auto_reply",
    "wrong_person",
    "human_reply",
]
_DAEMON = words(r"mailer-daemon|postmaster|mail-?daemon|bounce", "^$")
_BOUNCED = words(
    "退信|退回|投递失败|无法投递|未能送达|未送达|发送失败|传递失败",
    "delivery (?:status|failure|has failed|incomplete|failed|delayed)|undeliver|could not be delivered",
    "mail (?:delivery|system) (?:fail|error)|returned (?:mail|to sender)|failure notice|mail delivery failed",
)
_DELAYED = words(
    "delayed|will (?:keep|continue) (?:trying|to try)|warning: message", "延迟|延误|尚未(?:投递|送达)|暂未送达"
)
_AUTO_SUBJECT = words(
    r"^\s*(?:re:|回复[:：])?\s*[\[【(（]?(?:自动回复|自动答复|自动应答|automatic reply|auto[- ]?reply|auto[- ]?response)",
    r"^\s*(?:re:)?\s*(?:out of (?:the )?office|vacation)",
)
_AUTO_TEXT = words(
    "(?:本|此|这)(?:邮件|信|是一?封)?.{0,6}(?:系统自动|自动(?:回复|答复|发送|应答))|自动回复(?:邮件|信)",
    "(?:请勿|无需)(?:直接)?回复(?:本|此)邮件|this is an auto(?:matic|mated)",
)
_WRONG = words(
    "发错|寄错|找错|搞错|弄错|错误的?(?:邮箱|地址|单位)",
    "不(?:是|属于|归)(?:我|我们|本人|本部门|本单位|本科室|我单位|我科|我处)?.{0,8}(?:负责|职责|范围|管辖|工作)",
    "不(?:负责|受理|接收|清楚|了解).{0,14}(?:申请|公开|此项|此事|这个|该)|已(?:离职|调离|退休|调岗)|不在(?:该|本)?(?:单位|岗位|部门)",
    "wrong (?:person|address|department)|not (?:responsible|in charge)|no longer (?:work|responsible)",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One mail about one test mail; `matched` says how it was recognised: token, message_id or recipient."""

    message: str
    kind: ReplyKind
    matched: str
    mail: Incoming

    def data(self) -> dict[str, Any]:
        """What is kept of it: no names, no numbers, no mailbox of a person; the mail itself stays in the office's inbox."""
        bounce = self.kind in ("unknown_user", "full", "blocked", "bounced", "delayed")
        return {
            "kind": self.kind,
            "at": self.mail.at,
            "matched": self.matched,
            "status": status_of(_report(self.mail) or self.mail.whole) if bounce else "",
            "from_domain": self.mail.sender.rpartition("@")[2].lower(),
            "excerpt": excerpt(self.mail.text),
            "sha256": self.mail.sha256,
        }


def reply_to(mail: Incoming, sent: Iterable[Message]) -> Reply | None:
    """What `mail` says of one of the test mails that were `sent`; None where it has nothing to do with any."""
    known = list(sent)
    kind = _kind(mail)
    for how, fits in (("token", _by_token), ("message_id", _by_id)):
        found = [one for one in known if fits(mail, one.data)]
        if found:
            own = mail.headers.get("message-id", "") == found[-1].data["message_id"]
            return Reply(found[-1].key, "copy" if own else kind, how, mail)
    if kind in ("unknown_user", "full", "blocked", "bounced", "delayed"):
        named = [one for one in known if str(one.data["mailbox"]).lower() in mail.whole.lower() and one.at <= mail.at]
        if len(named) == 1:
            return Reply(named[0].key, kind, "recipient", mail)
    return None


def _by_token(mail: Incoming, data: Mapping[str, Any]) -> bool:
    return data["token"] in mail.tokens


def _by_id(mail: Incoming, data: Mapping[str, Any]) -> bool:
    return data["message_id"] in mail.message_ids


def _kind(mail: Incoming) -> ReplyKind:
    if mail.report_type == "disposition-notification":
        return "receipt"
    if mail.report_type == "delivery-status" or mail.reports or _is_bounce(mail):
        return _bounce(mail)
    if _is_automatic(mail):
        return "auto_reply"
    return "wrong_person" if _WRONG.search(mail.text) else "human_reply"


def _bounce(mail: Incoming) -> ReplyKind:
    actions = {report["action"].strip().lower() for report in mail.reports if "action" in report}
    if actions and actions <= {"delivered", "relayed", "expanded"}:
        return "receipt"
    said = _report(mail) or f"{mail.subject}\n{mail.text}"
    if actions == {"delayed"} or (not actions and _DELAYED.search(f"{mail.subject}\n{mail.text[:600]}")):
        return "delayed"
    kind = refusal(said)
    if kind == "bounced" and mail.reports:
        kind = refusal(mail.text)
    return "bounced" if kind == "greylisted" else kind


def _report(mail: Incoming) -> str:
    """What the failing servers said, from the fields of the report."""
    fields = [
        f"{report.get('status', '')} {report.get('diagnostic-code', '')}"
        for report in mail.reports
        if "action" in report
    ]
    return "\n".join(fields).strip()


def _is_bounce(mail: Incoming) -> bool:
    """A returned mail in plain words: from a daemon, or with no sender, and saying so."""
    path = mail.headers.get("return-path", "").strip()
    daemon = path == "<>" or bool(_DAEMON.search(mail.sender.partition("@")[0]))
    failed = "x-failed-recipients" in mail.headers
    return failed or (daemon and bool(_BOUNCED.search(f"{mail.subject}\n{mail.text[:400]}")))


def _is_automatic(mail: Incoming) -> bool:
    """RFC 3834, and what servers wrote before it and beside it."""
    headers = mail.headers
    submitted = headers.get("auto-submitted", "no").strip().lower()
    if not submitted.startswith("no"):
        return True
    if {"x-autoreply", "x-autorespond", "x-auto-reply", "x-autogenerated"} & set(headers):
        return True
    if headers.get("precedence", "").strip().lower() in ("auto_reply", "auto-reply"):
        return True
    return bool(_AUTO_SUBJECT.search(mail.subject) or _AUTO_TEXT.search(mail.text))
