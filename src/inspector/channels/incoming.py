"""A mail that came into our own mailbox, read: whom it concerns, what its writer says apart from what is quoted, what it reports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime

from inspector import lazy
from inspector.facts.open import open_document
from inspector.facts.privacy import mask

TOKEN = lazy.pattern(r"CS-[0-9A-F]{10}")
"""The mark that every test mail carries in Message-ID, subject, Reply-To and text."""
_MESSAGE_ID = lazy.pattern(r"<[^<>\s]{3,250}>")
_QUOTED = lazy.pattern(
    r"^\s*(?:-{2,}\s*(?:原始邮件|原邮件|转发邮件|Original Message|Forwarded)|_{10,}|On .{5,120}wrote:|在.{4,80}写道[:：]"
    r"|(?:发件人|寄件者|From)\s*[:：].{3,}|>)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = lazy.pattern(r"[A-Za-z0-9._%+\-]+(@[A-Za-z0-9.\-]+)")
_NUMBER = lazy.pattern(r"\d(?:[ \-]?\d){6,}")
_NAMED = lazy.pattern(r"((?:联系人|姓名|经办人|负责人|办理人|我是|我叫|此致|签名)\s*[:：]?\s*)[\u4e00-\u9fff]{2,4}")
_SIGNATURE = lazy.pattern(r"^[\u4e00-\u9fff]{2,4}$")
_TEXT = 200_000
"""Signs that are read of a part, and of all together: no answer is longer, and no pattern meets more."""
_READ_FOR_EXCERPT = 2_000
_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Incoming:
    """`text` is what the writer says, quotes cut; `whole` is everything that can be read, headers of a returned mail included.

    `headers` are lower-case names to values; `reports` are the fields of delivery-status parts (RFC 3464), lower-case too.
    """

    sha256: str
    subject: str
    sender: str
    at: str
    text: str
    whole: str
    headers: dict[str, str]
    reports: tuple[dict[str, str], ...]
    tokens: frozenset[str]
    message_ids: frozenset[str]
    report_type: str = ""


def read_mail(raw: bytes, received: datetime) -> Incoming:
    """The mail in `raw`. `received` is when our server took it, which is believed rather than the mail's own date."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    headers = {name.lower(): _header(value) for name, value in mail.items()}
    parts = [part[:_TEXT] for part in _texts(mail)]
    reports = tuple(fields for part in mail.walk() for fields in _reports(part))
    whole = "\n".join([*headers.values(), *parts, *(value for report in reports for value in report.values())])[:_TEXT]
    own = _own(next((part for part in parts if part.strip()), ""))
    kind = str(mail.get_param("report-type", "") or "") if mail.get_content_type() == "multipart/report" else ""
    return Incoming(
        sha256=hashlib.sha256(raw).hexdigest(),
        subject=headers.get("subject", ""),
        sender=next((address for _, address in getaddresses([headers.get("from", "")])), ""),
        at=received.isoformat(timespec="seconds"),
        text=own,
        whole=whole,
        headers=headers,
        reports=reports,
        tokens=frozenset(TOKEN.findall(whole)),
        message_ids=frozenset(_MESSAGE_ID.findall(whole)),
        report_type=kind.lower(),
    )


def excerpt(text: str) -> str:
    """The beginning of what was written, without names, numbers, mailboxes or signature: what may be kept of a reply."""
    lines = [
        line.strip()
        for line in text[:_READ_FOR_EXCERPT].splitlines()
        if line.strip() and not _SIGNATURE.match(line.strip())
    ]
    said = mask(" ".join(lines))
    said = _NAMED.sub(r"\1**", _NUMBER.sub("***", _MAIL.sub(r"***\1", said)))
    return said if len(said) <= _EXCERPT else said[: _EXCERPT - 1] + "…"


def written(mail: Incoming) -> datetime | None:
    """The mail's own date; None where it has none that can be read."""
    try:
        return parsedate_to_datetime(mail.headers.get("date", ""))
    except (ValueError, TypeError, IndexError):
        return None


def _own(text: str) -> str:
    found = _QUOTED.search(text)
    return text[: found.start()].strip() if found else text.strip()


def _texts(mail: Message) -> Iterator[str]:
    """The text of every part, plain before HTML; a returned mail's headers are text too."""
    plain = [part for part in mail.walk() if part.get_content_type() in ("text/plain", "text/rfc822-headers")]
    for part in plain:
        yield _decoded(part)
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            yield _from_html(part)
        elif part.get_content_type() == "message/rfc822" and part is not mail:
            inner = part.get_payload()
            for one in inner if isinstance(inner, list) else []:
                if isinstance(one, Message):
                    yield "\n".join(f"{name}: {_header(value)}" for name, value in one.items())


def _from_html(part: Message) -> str:
    body = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    document = open_document(body if isinstance(body, bytes) else b"", "mail:", f"text/html; charset={charset}")
    return "\n".join(line.text for line in document.lines)


def _decoded(part: Message) -> str:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return ""
    label = (part.get_content_charset() or "utf-8").lower()
    wanted = "gb18030" if label.startswith(("gb", "x-gb")) else label
    for charset in (wanted, "utf-8", "gb18030"):
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("utf-8", "replace")


def _header(value: object) -> str:
    """A header as a person reads it; raw bytes that never should have been there are taken for UTF-8, else GB18030."""
    text = str(value)
    if "=?" in text:
        return str(policy.default.header_factory("subject", " ".join(text.split())))
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _reports(part: Message) -> Iterator[dict[str, str]]:
    if part.get_content_type() != "message/delivery-status":
        return
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    for block in blocks:
        if isinstance(block, Message | EmailMessage) and block.items():
            yield {name.lower(): _header(value) for name, value in block.items()}
