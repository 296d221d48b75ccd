"""A town of mail servers on loopback: name server, exchanges with a fault each, the office's own server and its mailbox (Dovecot)."""

from __future__ import annotations

import asyncio
import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from free_ports import free_port

NO_DOVECOT = "The mailbox tests need Dovecot; ask an administrator to run: make dovecot"
SECRET = "town-secret"
Reply = Callable[[EmailMessage, str], list[bytes]]
"""Mails that come back for a delivered one, given it and its recipient."""


def dovecot() -> str:
    """Where Dovecot is; empty where there is none."""
    found = shutil.which("dovecot") or "/usr/sbin/dovecot"
    return found if Path(found).exists() else ""


@contextlib.contextmanager
def names(zone: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    """A name server for `zone`; NXDOMAIN for all else. Gives its address with port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.2)
        running = True

        def serve() -> None:
            while running:
                with contextlib.suppress(TimeoutError):
                    data, peer = server.recvfrom(4096)
                    server.sendto(_answer(data, zone), peer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            running = False
            thread.join()


def _answer(data: bytes, zone: dict[tuple[str, str], list[str]]) -> bytes:
    query = dns.message.from_wire(data)
    name, kind = query.question[0].name.to_text(), dns.rdatatype.to_text(query.question[0].rdtype)
    reply = dns.message.make_response(query)
    if (name, kind) in zone:
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *zone[name, kind]))
    elif name not in {known for known, _ in zone}:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return bytes(reply.to_wire())


class Exchange:
    """A mail exchange: it answers each recipient as told, 550 to all others, and counts every text it is given."""

    def __init__(self, recipients: dict[str, str], everybody: str = "550 5.1.1 User unknown") -> None:
        self.recipients, self.everybody = recipients, everybody
        self.texts = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """One recipient."""
        said = self.recipients.get(address, self.everybody)
        if said.startswith("sleep"):
            await asyncio.sleep(float(said.split()[1]))
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Never to be reached by a look."""
        self.texts += 1
        return "250 OK"


class BrokenTls(SMTP):
    """Offers STARTTLS and then cannot do it."""

    async def ehlo_more(self) -> None:
        """Nothing more."""

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Greets with STARTTLS among its extensions."""
        self.session.host_name = hostname
        self.session.extended_smtp = True
        await self.push("250-mx\r\n250-STARTTLS\r\n250 HELP")

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """454, as a server with a lost certificate says."""
        await self.push("454 4.7.0 TLS not available due to local problem")


@contextlib.contextmanager
def serving(handler: Any, host: str, port: int, smtp: type[SMTP] = SMTP) -> Iterator[None]:
    """An SMTP server in a thread."""

    class Quiet(Controller):
        def factory(self) -> SMTP:
            return smtp(self.handler, hostname="mx", ident="ESMTP", enable_SMTPUTF8=True)

    controller = Quiet(handler, hostname=host, port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@dataclass
class Post:
    """The office's own mail server: takes what it is given, keeps a copy in Sent, and puts what comes back into the inbox.

    `replies` are by recipient; `refused` are answers to RCPT. `hold_s` is how long it thinks after it has stored a mail and
    before it says so; `lose` makes it drop the line before it has stored anything.
    """

    box: Mailbox
    replies: dict[str, Reply] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    hold_s: float = 0.0
    lose: bool = False
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    taking: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """One recipient."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """One mail."""
        if self.lose:
            self.taking.set()
            await asyncio.sleep(self.hold_s)
            return "421 4.3.0 lost"
        raw = bytes(envelope.content or b"")
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        for recipient in envelope.rcpt_tos:
            self.taken.append((recipient, mail))
            await asyncio.to_thread(self.box.put, "Sent", raw)
            for reply in self.replies.get(recipient, lambda *_: [])(mail, recipient):
                await asyncio.to_thread(self.box.put, "INBOX", reply)
        self.taking.set()
        await asyncio.sleep(self.hold_s)
        return "250 2.0.0 queued"


@dataclass
class Mailbox:
    """The office's mailbox on Dovecot. `received` is the moment its mails are said to have come."""

    port: int
    received: datetime | None = None

    def put(self, folder: str, raw: bytes) -> None:
        """One more mail in a folder."""
        moment = f'"{self.received:%d-%b-%Y %H:%M:%S +0800}"' if self.received else None
        with imaplib.IMAP4("127.0.0.1", self.port) as box:
            box.login("probe", SECRET)
            status, said = box.append(folder, None, moment, raw)  # type: ignore[arg-type]
            assert status == "OK", said

    def make(self, folder: str) -> None:
        """One more folder."""
        with imaplib.IMAP4("127.0.0.1", self.port) as box:
            box.login("probe", SECRET)
            box.create(folder)

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """The flags of every mail of a folder."""
        with imaplib.IMAP4("127.0.0.1", self.port) as box:
            box.login("probe", SECRET)
            box.select(folder, readonly=True)
            return [line for line in box.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@contextlib.contextmanager
def inbox() -> Iterator[Mailbox]:
    """Dovecot on a high port with a configuration of its own, run as whoever runs the tests (as root: its mails as nobody's)."""
    root = os.getuid() == 0
    user = "nobody" if root else pwd.getpwuid(os.getuid()).pw_name
    group = "nogroup" if root else grp.getgrgid(os.getgid()).gr_name
    with TemporaryDirectory(prefix="dovecot") as folder:
        if root:
            shutil.chown(folder, user)
        port, base = free_port(), Path(folder)
        config = base / "dovecot.conf"
        config.write_text(_CONFIG.format(base=base, user=user, group=group, port=port))
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen([dovecot(), "-F", "-c", str(config)], **quiet)
        try:
            _await(port, server, base / "log")
            made = Mailbox(port)
            made.make("Sent")
            yield made
        finally:
            server.terminate()
            server.wait(120)


def _await(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
            line.settimeout(5)
            if line.recv(10).startswith(b"* OK"):
                return
        assert server.poll() is None, log.read_text() if log.exists() else "Dovecot did not start"
        time.sleep(0.1)
    raise AssertionError("Dovecot did not answer")


_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{base}/home/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password=town-secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def written(subject: str, body: str, sender: str, to: EmailMessage, **headers: str) -> bytes:
    """A mail in answer to `to`."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, str(to["From"]), subject
    mail["In-Reply-To"] = str(to["Message-ID"])
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail.as_bytes()


def report(to: EmailMessage, recipient: str, status: str, said: str, action: str = "failed") -> bytes:
    """A delivery report as RFC 3464 has it."""
    head = (
        f"From: MAILER-DAEMON@mx.town.test\r\nTo: {to['From']}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Return-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    )
    fields = f"Reporting-MTA: dns; mx.town.test\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\n"
    fields += f"Status: {status}\r\nDiagnostic-Code: smtp; {said}\r\n"
    parts = (
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system. I could not deliver your message.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{fields}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {to['Message-ID']}\r\nTo: {recipient}\r\n\r\n--b--\r\n"
    )
    return (head + parts).encode()
