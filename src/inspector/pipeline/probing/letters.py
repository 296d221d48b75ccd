"""A planned mail as the bytes that leave, with its mark in Message-ID, subject and Reply-To."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from inspector.errors import SettingsError
from inspector.pipeline.probing.plans import Planned
from inspector.settings.mail import Mail


def letter(mail: Mail, planned: Planned, now: datetime) -> bytes:
    """RFC 5322, 7-bit clean. It carries no Auto-Submitted, for automatic answers are part of what is tested."""
    message = EmailMessage(policy=policy.SMTP)
    sender = address(mail)
    message["From"] = Address(mail.sender_name, addr_spec=mail.sender)
    message["To"] = Address(addr_spec=planned.mailbox)
    tagged = f"{sender.username}+{planned.token.lower()}" if mail.plus_addressing else sender.username
    message["Reply-To"] = Address(f"测试回执 {planned.token}", tagged, sender.domain)
    message["Subject"] = planned.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(mail, planned)
    message["X-Inspector-Probe"] = planned.token
    message.set_content(planned.body, charset="utf-8", cte="base64")
    return message.as_bytes()


def message_id(mail: Mail, planned: Planned) -> str:
    """The same for every try at one step, so that a copy can be found."""
    step = hashlib.sha256(planned.key.encode()).hexdigest()[:12]
    return f"<{planned.token}.{step}@{address(mail).domain}>"


def address(mail: Mail) -> Address:
    """The sender. Raises SettingsError where config.toml names none."""
    try:
        found = Address(addr_spec=mail.sender)
        if found.username and found.domain:
            return found
    except ValueError:
        pass
    remedy = 'Write the address that test mails come from and answers go to, e.g. sender = "test@office.gov.cn".'
    raise SettingsError("there is no sender", where="config.toml [mail] sender", remedy=remedy)
