"""What came back for test mails: the office's inbox read, each mail about a test told apart and kept without personal data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from inspector.channels.incoming import read_mail
from inspector.channels.message import INBOX, STREAM, Message, messages
from inspector.channels.replies import Reply, reply_to
from inspector.collect import inbox
from inspector.collect.inbox import Taken
from inspector.collect.manners import CHINA, china_now, stamp
from inspector.errors import SettingsError
from inspector.log import logger
from inspector.model.order import Event
from inspector.pipeline.lock import sole
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.probing.passwords import IMAP, password
from inspector.pipeline.probing.sending import AT_WORK, LOCK, settle
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from inspector.store import Store

_log = logger("channels")
_AGO = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Collected:
    """How many mails were looked at, and what the new ones about tests say."""

    read: int
    replies: tuple[Reply, ...]


def collect(workspace: Workspace, word: Word, now: Callable[[], datetime] = china_now) -> Collected:
    """Read what is new in the inbox. Marks, moves and deletes nothing; safe to repeat. For the scheduler too."""
    mail = workspace.settings.mail
    if not mail.imap_host:
        raise SettingsError(
            "there is no mailbox to read", where="config.toml [mail] imap_host", remedy="Write its name."
        )
    secret = password(IMAP, True)
    with sole(workspace.evidence, LOCK, AT_WORK), workspace.store() as store:
        moment = now()
        settle(workspace, store, word, now)
        sent = messages(store.events(STREAM))
        if not sent:
            return Collected(0, ())
        with inbox.mailbox(mail, secret) as box:
            folder = inbox.new_mails(
                box, mail.imap_folder, _since(sent.values(), moment), *_place(store, mail.imap_folder)
            )
        replies = tuple(reply for taken in folder.mails if (reply := _kept(store, taken, word)) is not None)
        place = {"folder": mail.imap_folder, "validity": folder.validity, "last": folder.last}
        add(store, INBOX, mail.imap_folder, "read", word, place, stamp(moment))
    return Collected(len(folder.mails), replies)


def _kept(store: Store, taken: Taken, word: Word) -> Reply | None:
    """The reply in a mail, added to its test; a mail that was read before adds nothing."""
    known = messages(store.events(STREAM))
    reply = _told(taken, known.values())
    if reply is None or reply.kind == "copy":
        return None
    message = known[reply.message]
    if any(before["sha256"] == reply.mail.sha256 for before in message.replies):
        return None
    if message.state == "sending":
        add(store, STREAM, message.key, "sent", word, {**message.data, "server": "answered"}, message.at)
    add(store, STREAM, message.key, "reply", word, reply.data(), reply.mail.at)
    return reply


def _told(taken: Taken, sent: Iterable[Message]) -> Reply | None:
    """What a mail says; one that cannot be read, whoever made it so, says nothing."""
    try:
        return reply_to(read_mail(taken.raw, taken.received.astimezone(CHINA)), sent)
    except Exception as fault:  # noqa: BLE001 - anybody can send us anything, and one mail must not hide the others
        _log.warning("a mail cannot be read", uid=taken.uid, fault=type(fault).__name__)
        return None


def _since(sent: Iterable[Message], now: datetime) -> date:
    """The day before the oldest test of the last months: what came earlier answers none."""
    recent = [at for one in sent if (at := datetime.fromisoformat(one.at)) > now - _AGO]
    return (min(recent, default=now) - timedelta(days=1)).date()


def _place(store: Store, folder: str) -> tuple[int, int]:
    """Where the folder was left off: its numbering and the last number read."""
    read: list[Event] = [event for event in store.events(INBOX) if event.key == folder and event.kind == "read"]
    return (int(read[-1].data["validity"]), int(read[-1].data["last"])) if read else (0, 0)
