"""How far a mailbox's server lets us come without sending mail: it answers, it encrypts, and, where asked, it knows the recipient.

The session always ends before DATA. Only public addresses are spoken to (`guard`); the recipient is asked about only with
consent, together with a name nobody has: a server that takes both says nothing of either.
"""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiosmtplib

from inspector.channels.refusals import refusal
from inspector.collect.failures import NoSuchName, Refused, ResolverSilent
from inspector.collect.guard import Guard, Resolver

_SAID = {
    "unknown_user": ("fail", "服务器称收件人不存在", "the server knows no such recipient"),
    "full": ("fail", "服务器称邮箱已满", "the server says that the mailbox is full"),
    "greylisted": ("undetermined", "服务器要求稍后再试（灰名单）", "the server asks to try later (greylisting)"),
    "blocked": ("undetermined", "服务器按策略拒绝我方，不能说明邮箱有问题", "refused by policy, which says nothing of the mailbox"),
    "bounced": ("undetermined", "服务器拒绝，原因不明", "refused for a reason that is not told"),
}  # fmt: skip


@dataclass(slots=True)
class Server:
    """What was seen, level by level, each as `{"outcome", "zh", "en", "reason"}`; `transcript` is what was said."""

    levels: dict[str, dict[str, str]] = field(default_factory=dict)
    transcript: list[str] = field(default_factory=list)

    def say(self, level: str, outcome: str, zh: str, en: str, reason: str = "") -> None:
        """One level's outcome."""
        self.levels[level] = {"outcome": outcome, "zh": zh, "en": en, "reason": reason}

    def json(self) -> dict[str, Any]:
        """As an observation keeps it."""
        return {**self.levels, "transcript": self.transcript}


@dataclass(frozen=True, slots=True)
class Ears:
    """Where and how mail servers are spoken to: `port` is 25 everywhere but in tests, times in seconds."""

    guard: Guard
    resolver: Resolver
    port: int = 25
    timeout_s: float = 30.0
    name: str = "localhost"
    sender: str = ""


async def look(ears: Ears, mailbox: str, exchanges: Sequence[str], recipient: bool) -> Server:
    """Speak to the first of `exchanges` (MX hosts in their order) that answers."""
    seen = Server()
    fault: Exception = NoSuchName("no exchange")
    for host in exchanges:
        for address in await _addresses(ears, host, seen):
            try:
                await _session(ears, address, mailbox, recipient, seen)
                return seen
            except (aiosmtplib.SMTPException, OSError) as trouble:
                fault = trouble
                seen.transcript.append(f"{host}: {type(trouble).__name__} {trouble}")
    if "server" not in seen.levels:
        _unanswered(seen, fault)
    return seen


async def _addresses(ears: Ears, host: str, seen: Server) -> list[str]:
    try:
        found = await ears.resolver.addresses(host)
        for address in found:
            ears.guard.check_address(address)
        return list(found)
    except (NoSuchName, ResolverSilent, Refused) as fault:
        seen.transcript.append(f"{host}: {fault}")
        return []


async def _session(ears: Ears, address: str, mailbox: str, recipient: bool, seen: Server) -> None:
    client = _client(ears, address)
    await client.connect()
    try:
        hello = await client.ehlo()
        seen.transcript.append(f"EHLO: {hello.code} {' '.join(hello.message.split())[:200]}")
        seen.say("server", "pass", "邮件服务器有应答", "the mail server answers")
        if not client.supports_extension("starttls"):
            seen.say(
                "starttls", "not_applicable", "服务器不提供STARTTLS", "the server offers no STARTTLS", "not_offered"
            )
        elif not await _encrypts(client, seen):
            client.close()
            client = _client(ears, address)
            await client.connect()
            await client.ehlo()
        if recipient:
            await _recipient(client, ears.sender, mailbox, seen)
    finally:
        await _leave(client)


def _client(ears: Ears, address: str) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=address,
        port=ears.port,
        use_tls=False,
        start_tls=False,
        timeout=ears.timeout_s,
        local_hostname=ears.name,
    )


async def _encrypts(client: aiosmtplib.SMTP, seen: Server) -> bool:
    """Opportunistic TLS as mail servers do it: certificates of exchanges are not verified."""
    try:
        await client.starttls(validate_certs=False)
        await client.ehlo()
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError, ValueError) as fault:
        seen.transcript.append(f"STARTTLS: {type(fault).__name__} {fault}")
        zh, en = "提供STARTTLS但握手失败", "STARTTLS is offered, but breaks off"
        seen.say("starttls", "fail", zh, en, "starttls_broken")
        return False
    seen.say("starttls", "pass", "支持STARTTLS加密", "mail is taken encrypted (STARTTLS)")
    return True


async def _recipient(client: aiosmtplib.SMTP, sender: str, mailbox: str, seen: Server) -> None:
    """RCPT for the mailbox, then for a name nobody has; the transaction is given up, no mail follows."""
    nobody = f"inspector-nobody-{secrets.token_hex(6)}@{mailbox.rpartition('@')[2]}"
    try:
        await client.mail(sender)
        answer = await client.rcpt(mailbox)
        seen.transcript.append(f"RCPT: {answer.code} {answer.message}")
    except aiosmtplib.SMTPResponseException as fault:
        seen.transcript.append(f"RCPT: {fault.code} {fault.message}")
        kind = refusal(f"{fault.code} {fault.message}")
        seen.say("rcpt", *_SAID[kind], kind)
        return
    except aiosmtplib.SMTPTimeoutError as fault:
        seen.transcript.append(f"RCPT: {fault}")
        seen.say("rcpt", "undetermined", "服务器应答过慢", "the server answers too slowly", "tarpit")
        return
    try:
        await client.rcpt(nobody)
    except aiosmtplib.SMTPResponseException:
        seen.say("rcpt", "pass", "服务器接受该收件人", "the server takes the recipient")
        return
    zh, en = "服务器接受任何收件人，不能说明邮箱存在", "the server takes any recipient, which says nothing of this one"
    seen.say("rcpt", "undetermined", zh, en, "catch_all")


async def _leave(client: aiosmtplib.SMTP) -> None:
    if not client.is_connected:
        return
    try:
        await client.rset()
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        client.close()


def _unanswered(seen: Server, fault: Exception) -> None:
    """Nothing here is held against a unit: many networks let no mail traffic out."""
    if isinstance(fault, aiosmtplib.SMTPTimeoutError | TimeoutError):
        seen.say("server", "undetermined", "邮件服务器应答过慢", "the mail server answers too slowly", "tarpit")
    elif isinstance(fault, aiosmtplib.SMTPConnectError | ConnectionError):
        zh, en = (
            "邮件服务器拒绝连接（也可能是本网络不允许）",
            "the mail server refuses the connection (or our network does)",
        )
        seen.say("server", "undetermined", zh, en, "refused_connection")
    else:
        zh, en = "邮件服务器没有可用地址或应答异常", "the mail server has no usable address, or answers strangely"
        seen.say("server", "undetermined", zh, en, "unanswered")
