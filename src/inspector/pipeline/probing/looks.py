"""Looks at channels that send nothing: mail servers spoken to up to the recipient, online forms walked up to their last step."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.channels.consent import STREAM as CONSENTS
from inspector.channels.consent import Consent, allowed, consents
from inspector.channels.message import LOOKS
from inspector.collect import mail_server
from inspector.collect.failures import WIRE
from inspector.collect.guard import Guard
from inspector.collect.mail_server import Ears, Server
from inspector.collect.manners import CHINA, china_now, stamp
from inspector.collect.names import Names
from inspector.pipeline.judge.results import needed
from inspector.pipeline.judge.watch import unwatched
from inspector.pipeline.probing.ledger import add
from inspector.pipeline.probing.switch import refuse_stopped
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

Told = Callable[[str, str, Mapping[str, Any]], None]
"""Called after each look with unit, channel and what was seen."""


@dataclass(frozen=True, slots=True)
class Target:
    """A channel to look at, and whether consent covers asking about the recipient."""

    unit: str
    value: str
    consent: bool


def mail_servers(
    workspace: Workspace,
    quarter: str,
    word: Word,
    only: tuple[str, ...] = (),
    told: Told = unwatched,
    now: Callable[[], datetime] = china_now,
) -> int:
    """Speak to the mail server of every declared mailbox that can take mail; one look a mailbox and day. Returns how many."""
    count = 0
    for target in due_today(workspace, quarter, "email", "rcpt", only, now):
        refuse_stopped(workspace)
        seen = asyncio.run(_server(workspace, target))
        keep(workspace, target, "server", quarter, seen.levels["server"]["outcome"], seen.json(), word, now)
        told(target.unit, target.value, seen.levels)
        count += 1
    return count


def keep(
    workspace: Workspace,
    target: Target,
    kind: str,
    quarter: str,
    outcome: str,
    seen: Mapping[str, Any],
    word: Word,
    now: Callable[[], datetime],
) -> None:
    """Write down one look."""
    at = stamp(now())
    data = {"kind": kind, "quarter": quarter, "value": target.value, "outcome": outcome, "at": at, **seen}
    with workspace.store() as store:
        add(store, LOOKS, f"{target.unit}/{kind}/{target.value}", kind, word, data, at)


def targets(
    workspace: Workspace, quarter: str, kind: str, scope: Any, only: tuple[str, ...], now: Callable[[], datetime]
) -> Iterator[Target]:
    """The declared channels of a kind, from the newest result of the quarter, in its order.

    An address that holds a personal number is masked in results, and nobody is asked about the mask.
    """
    result = needed(workspace, quarter).result
    today = now().astimezone(CHINA).date()
    with workspace.store() as store:
        given: dict[str, tuple[Consent, ...]] = consents(store.events(CONSENTS))
    for unit in result["units"]:
        for item in unit["channels"]["items"]:
            masked = "*" in item["value"]
            if item["kind"] == kind and item["declared"] and not masked and (not only or unit["code"] in only):
                consent = allowed(given.get(unit["code"], ()), scope, today) is not None
                yield Target(unit["code"], item["value"], consent)


def due_today(
    workspace: Workspace, quarter: str, kind: str, scope: Any, only: tuple[str, ...], now: Callable[[], datetime]
) -> list[Target]:
    """Those not looked at today: a host is not troubled twice for one answer."""
    today = stamp(now())[:10]
    with workspace.store() as store:
        done = {
            (event.key.partition("/")[0], event.data["value"])
            for event in store.events(LOOKS)
            if event.at[:10] == today
        }
    return [one for one in targets(workspace, quarter, kind, scope, only, now) if (one.unit, one.value) not in done]


async def _server(workspace: Workspace, target: Target) -> Server:
    settings = workspace.settings
    names = Names(settings.crawl.nameservers, settings.crawl.timeout_s)
    guard = Guard.of(allow_networks=settings.crawl.allow_networks)
    domain = target.value.rpartition("@")[2]
    try:
        said = json.loads(await names.answer(f"dns:{domain}?type=MX"))
    except WIRE as fault:
        seen = Server(transcript=[str(fault)])
        seen.say("server", "undetermined", "邮件域名未能解析", "the mail domain could not be resolved", "dns")
        return seen
    hosts = [one["exchange"] for one in said["mx"] if one["exchange"] != "."] or ([domain] if said["addresses"] else [])
    if not hosts:
        seen = Server()
        null = bool(said["mx"])
        zh, en = (
            ("域名声明不收邮件", "the domain takes no mail") if null else ("没有邮件服务器", "there is no mail server")
        )
        seen.say("server", "undetermined", zh, en, "null_mx" if null else "no_mx")
        return seen
    sender = settings.mail.sender
    ears = Ears(guard, names, settings.channels.mx_port, settings.channels.timeout_s, sender=sender)
    if sender:
        ears = Ears(guard, names, ears.port, ears.timeout_s, sender.rpartition("@")[2], sender)
    return await mail_server.look(ears, target.value, hosts, target.consent and bool(sender))
