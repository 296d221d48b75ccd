"""The office's own mailbox, read over IMAP: new mails as they are, nothing marked, moved or deleted."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from imaplib import IMAP4

from imap_tools import AND, BaseMailBox, H, MailBox, MailboxLoginError, MailBoxStartTls, MailBoxUnencrypted, U
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError

from inspector.collect.manners import CHINA
from inspector.errors import SettingsError
from inspector.settings.mail import Mail

_TIMEOUT_S = 60.0
_AT_ONCE = 20
MAX_BYTES = 5_000_000
"""A mail of more than this is no answer to ours; it is passed over."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail: its number in the folder, when the server received it, and its bytes."""

    uid: int
    received: datetime
    raw: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read of a folder. `validity` changes where the server numbers its mails anew; `last` is the highest number."""

    validity: int
    last: int
    mails: tuple[Taken, ...]


@contextmanager
def mailbox(mail: Mail, password: str, timeout_s: float = _TIMEOUT_S) -> Iterator[BaseMailBox]:
    """The mailbox of config.toml, logged in. Raises SettingsError where it cannot be opened."""
    where = "config.toml [mail]"
    box: BaseMailBox
    try:
        if mail.imap_tls == "implicit":
            box = MailBox(mail.imap_host, mail.imap_port, timeout=timeout_s)
        elif mail.imap_tls == "starttls":
            box = MailBoxStartTls(mail.imap_host, mail.imap_port, timeout=timeout_s)
        else:
            box = MailBoxUnencrypted(mail.imap_host, mail.imap_port, timeout=timeout_s)
        box.login(mail.imap_user or mail.sender, password, initial_folder=None)
    except MailboxLoginError:
        box.client.shutdown()
        remedy = "Check imap_user and INSPECTOR_MAIL_IMAP_PASSWORD."
        raise SettingsError("the mailbox refuses our login", where=where, remedy=remedy) from None
    except (ImapToolsError, IMAP4.error, OSError, ssl.SSLError) as fault:
        said = f"our mailbox {mail.imap_host}:{mail.imap_port} does not answer: {fault}"
        raise SettingsError(said, where=where, remedy="Check imap_host, imap_port and imap_tls.") from None
    try:
        yield box
    finally:
        box.logout()


def new_mails(box: BaseMailBox, folder: str, since: date, validity: int, last: int) -> Folder:
    """The mails of `folder` since a day, those after number `last` where the numbering is still `validity`."""
    _select(box, folder)
    now = int(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    known = last if now == validity else 0
    wanted = AND(date_gte=since, uid=U(str(known + 1), "*")) if known else AND(date_gte=since)
    sizes = {
        int(one.uid or 0): one.size_rfc822
        for one in box.fetch(wanted, mark_seen=False, headers_only=True, bulk=_AT_ONCE)
    }
    fresh = sorted(uid for uid, size in sizes.items() if uid > known and size <= MAX_BYTES)
    mails = tuple(taken for uid in fresh for taken in _taken(box, uid))
    return Folder(now, max((known, *sizes)), mails)


def holds(box: BaseMailBox, folder: str, message_id: str) -> bool:
    """Whether a folder holds the mail with this Message-ID."""
    _select(box, folder)
    return bool(box.uids(AND(header=H("Message-ID", message_id))))


def _select(box: BaseMailBox, folder: str) -> None:
    try:
        box.folder.set(folder, readonly=True)
    except (MailboxFolderSelectError, ImapToolsError) as fault:
        known = ", ".join(one.name for one in box.folder.list()[:20])
        said = f"our mailbox has no folder {folder!r}"
        raise SettingsError(said, where="config.toml [mail]", remedy=f"It has: {known}.") from fault


def _taken(box: BaseMailBox, uid: int) -> Iterator[Taken]:
    for one in box.fetch(AND(uid=str(uid)), mark_seen=False):
        moment = _received(box, uid) or one.date
        yield Taken(uid, moment.astimezone(CHINA), one.obj.as_bytes())


def _received(box: BaseMailBox, uid: int) -> datetime | None:
    """INTERNALDATE: when our own server took the mail, which its writer cannot choose."""
    status, data = box.client.uid("FETCH", str(uid), "(INTERNALDATE)")
    if status != "OK" or not data or not isinstance(data[0], bytes):
        return None
    found = data[0].partition(b'INTERNALDATE "')[2].partition(b'"')[0].decode("ascii", "replace")
    try:
        return datetime.strptime(found.strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None
