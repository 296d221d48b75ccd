"""Notices leave by mail and webhook, each at most once to each recipient; where config.toml names none, none leaves."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import TYPE_CHECKING, Literal

from inspector.collect.submission import submit
from inspector.collect.webhook import post
from inspector.errors import NoticeDeferred, SettingsError
from inspector.model.order import Event
from inspector.pipeline.notices.contacts import mailboxes
from inspector.pipeline.notices.notice import OFFICE, Notice
from inspector.pipeline.probing.passwords import SMTP, password
from inspector.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from inspector.store import Store

Result = Literal["sent", "refused", "deferred", "uncertain", "known"]
STREAM = "notice"
WEBHOOK = "INSPECTOR_WEBHOOK_URL"
_HOOK = "webhook"
_FINAL = ("sending", "sent", "refused")
"""A notice that was put off is tried again; one whose sending was begun and never told of is not: it may have left."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one notice to one recipient; `uncertain`: it may have left, and is not sent again."""

    notice: Notice
    recipient: str
    result: Result


def send(workspace: Workspace, notices: Iterable[Notice], now: datetime) -> tuple[Sent, ...]:
    """Send what was not sent before. Raises SettingsError where mail is wanted and cannot be sent.

    Raises NoticeDeferred where a server asks to be tried again later; called again, what was sent is not sent twice.
    """
    places = mailboxes(workspace)
    with workspace.store() as store:
        done = tuple(
            _sent(workspace, store, notice, recipient, now)
            for notice in notices
            for recipient in (*places.get(notice.to, ()), *_hooks(workspace, notice))
        )
    late = sum(one.result == "deferred" for one in done)
    if late:
        raise NoticeDeferred(
            f"{late} of {len(done)} notices were put off by the server", remedy="They are tried again."
        )
    return done


def _hooks(workspace: Workspace, notice: Notice) -> tuple[str, ...]:
    return (_HOOK,) if workspace.settings.notices.webhook and notice.to == OFFICE else ()


def _sent(workspace: Workspace, store: Store, notice: Notice, recipient: str, now: datetime) -> Sent:
    key = f"{notice.key}/{notice.to}/{hashlib.sha256(recipient.encode()).hexdigest()[:12]}"
    known = [event.kind for event in store.life(STREAM, key)]
    if known and known[-1] in _FINAL:
        return Sent(notice, recipient, "uncertain" if known[-1] == "sending" else "known")
    record = _Record(store, key, notice.subject, now, len(known))
    way = _hooked if recipient == _HOOK else _mailed
    result, said = way(workspace, notice, recipient, record)
    if result != "uncertain":
        record.add(result, said)
    return Sent(notice, recipient, result)


@dataclass(slots=True)
class _Record:
    """The events of one notice to one recipient, who is known by a digest only."""

    store: Store
    key: str
    subject: str
    now: datetime
    seq: int

    def add(self, kind: str, said: str = "") -> None:
        data = {"subject": self.subject, "said": said}
        at = self.now.isoformat(timespec="seconds")
        self.store.add_events([Event(STREAM, self.key, self.seq, kind, "scheduler", at, data=data)])
        self.seq += 1


def _mailed(workspace: Workspace, notice: Notice, recipient: str, record: _Record) -> tuple[Result, str]:
    mail = workspace.settings.mail
    if not (mail.smtp_host and mail.sender):
        raise SettingsError("there is no mail server", where="config.toml [mail]", remedy="Write smtp_host and sender.")
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"], message["To"], message["Subject"] = mail.sender, recipient, notice.subject
    message["Date"] = format_datetime(record.now)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.text)
    secret = password(SMTP, bool(mail.smtp_user))
    said = asyncio.run(submit(mail, secret, recipient, message.as_bytes(), lambda: record.add("sending")))
    return ("sent" if said.result == "accepted" else said.result), said.answer


def _hooked(_: Workspace, notice: Notice, __: str, record: _Record) -> tuple[Result, str]:
    address = os.environ.get(WEBHOOK, "")
    if not address:
        raise SettingsError(f"{WEBHOOK} is not set", remedy="Its address is a secret: it comes from the environment.")
    record.add("sending")
    said = post(address, f"{notice.subject}\n{notice.text}")
    return said.result, said.answer
