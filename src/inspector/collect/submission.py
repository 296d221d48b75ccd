"""One mail handed to the office's own mail server, and what became of it: accepted, refused, put off, or not known.

Speaks SMTP step by step, so that the last word before the text leaves can be the caller's: `before` is called when the
recipient was accepted and nothing of the mail was sent yet.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from inspector.errors import SettingsError
from inspector.settings.mail import Mail

Result = Literal["accepted", "refused", "deferred", "uncertain"]
_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Submitted:
    """`refused` for good and `deferred` for now: the mail did not leave. `uncertain`: the line broke while it was on its way."""

    result: Result
    answer: str


async def submit(
    mail: Mail, password: str, recipient: str, text: bytes, before: Callable[[], None], timeout_s: float = _TIMEOUT_S
) -> Submitted:
    """Hand over one mail to one recipient; at most once. What `before` raises ends the session without a mail."""
    client = _client(mail, timeout_s)
    try:
        await _connect(client, mail, password)
        return await _hand_over(client, mail.sender, recipient, text, before)
    finally:
        if client.is_connected:
            client.close()


async def greet(mail: Mail, password: str, timeout_s: float = _TIMEOUT_S) -> None:
    """Connect, encrypt and log in as for a mail, and leave without one. Raises SettingsError where that does not go."""
    client = _client(mail, timeout_s)
    try:
        await _connect(client, mail, password)
    finally:
        if client.is_connected:
            client.close()


def _client(mail: Mail, timeout_s: float) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=mail.smtp_host,
        port=mail.smtp_port,
        use_tls=mail.smtp_tls == "implicit",
        start_tls=mail.smtp_tls == "starttls",
        timeout=timeout_s,
    )


async def _connect(client: aiosmtplib.SMTP, mail: Mail, password: str) -> None:
    """Raises SettingsError where our own server cannot be used: nothing is wrong with any unit then."""
    where = "config.toml [mail]"
    try:
        await client.connect()
        if mail.smtp_user:
            await client.login(mail.smtp_user, password)
    except aiosmtplib.SMTPAuthenticationError as fault:
        remedy = "Check smtp_user and INSPECTOR_MAIL_SMTP_PASSWORD."
        raise SettingsError(f"the mail server refuses our login: {fault.message}", where=where, remedy=remedy) from None
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as fault:
        raise SettingsError(
            f"our mail server {mail.smtp_host}:{mail.smtp_port} does not answer: {fault}",
            where=where,
            remedy="Check smtp_host, smtp_port and smtp_tls.",
        ) from None


async def _hand_over(
    client: aiosmtplib.SMTP, sender: str, recipient: str, text: bytes, before: Callable[[], None]
) -> Submitted:
    try:
        await client.mail(sender)
        await client.rcpt(recipient)
    except aiosmtplib.SMTPResponseException as fault:
        return _turned_down(fault)
    except (aiosmtplib.SMTPException, OSError) as fault:
        return Submitted("deferred", f"451 {fault}")
    before()
    try:
        answer = await client.data(text)
    except aiosmtplib.SMTPResponseException as fault:
        return _turned_down(fault)
    except (aiosmtplib.SMTPException, OSError) as fault:
        return Submitted("uncertain", str(fault))
    return Submitted("accepted", f"{answer.code} {answer.message}")


def _turned_down(fault: aiosmtplib.SMTPResponseException) -> Submitted:
    if not 400 <= fault.code < 600:
        return Submitted("uncertain", f"{fault.code} {fault.message}")
    return Submitted("refused" if fault.code >= 500 else "deferred", f"{fault.code} {fault.message}")
