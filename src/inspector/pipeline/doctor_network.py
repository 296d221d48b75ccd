"""What the doctor finds out over the network: whether canaries, name and mail servers answer. No unit is asked, no mail is sent."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from inspector.collect.inbox import mailbox
from inspector.collect.manners import china_now
from inspector.collect.names import Names
from inspector.collect.outside import outside
from inspector.collect.submission import greet
from inspector.errors import InspectorError
from inspector.judge.imitation import imitated
from inspector.judge.uplink import alive, canary
from inspector.model.capture import Capture
from inspector.pipeline.collect.canaries import canary_urls
from inspector.pipeline.workspace import Workspace
from inspector.settings.mail import Mail

_PATIENCE_S = 15.0
_APART = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Report:
    """One thing looked at: fine, worth a note, or broken."""

    state: Literal["ok", "note", "broken"]
    what: str
    remedy: str = ""


def mail_reports(workspace: Workspace) -> Iterator[Report]:
    """Whether our mail servers let us in, encrypted as config.toml says; nothing is sent, read or marked."""
    mail = workspace.settings.mail
    if not (mail.smtp_host and mail.sender):
        yield Report("note", "[mail] is not filled in", "Only mail probes and notices need it; inspections do not.")
        return
    yield from _server("SMTP", mail.smtp_user, lambda password: _sends(mail, password))
    if mail.imap_host:
        yield from _server("IMAP", mail.imap_user or mail.sender, lambda password: _receives(mail, password))


def _server(name: str, user: str, visit: Callable[[str], str]) -> Iterator[Report]:
    """Visit one server with the password of the environment."""
    variable = f"INSPECTOR_MAIL_{name}_PASSWORD"
    password = os.environ.get(variable, "")
    if user and not password:
        yield Report("note", f"there is no password for {name}", f"Set {variable}; the server was not asked.")
        return
    try:
        yield Report("ok", visit(password))
    except InspectorError as error:
        yield Report("broken", str(error))


def _sends(mail: Mail, password: str) -> str:
    asyncio.run(greet(mail, password, _PATIENCE_S))
    how = "without encryption" if mail.smtp_tls == "none" else f"by TLS ({mail.smtp_tls})"
    entered = f" and lets {mail.smtp_user} in" if mail.smtp_user else ""
    return f"the mail server {mail.smtp_host}:{mail.smtp_port} answers {how}{entered}; no mail was sent"


def _receives(mail: Mail, password: str) -> str:
    with mailbox(mail, password, _PATIENCE_S):
        how = "without encryption" if mail.imap_tls == "none" else f"by TLS ({mail.imap_tls})"
        return f"the mailbox {mail.imap_host}:{mail.imap_port} opens {how}; no mail was read"


def canary_reports(workspace: Workspace) -> Iterator[Report]:
    """Whether any canary answers, each asked once, politely, and whether they have our time; without canaries nobody is asked."""
    urls = canary_urls(workspace.settings, workspace.units())
    if not urls:
        remedy = "Name hosts that are always there in config.toml: [canaries] urls."
        yield Report("note", "no canary tells a dead network of ours from silent sites", remedy)
        return
    looks = asyncio.run(_looked(workspace, urls))
    heard = [capture for capture in looks if alive(capture)]
    if imitated(looks):
        remedy = "Open one in a browser on this machine: is a page of our own network in the way? Nothing is published meanwhile."
        yield Report("broken", "every canary shows one and the same page", remedy)
    elif heard:
        yield Report("ok", f"{len(heard)} of {len(urls)} canaries answer")
        yield from _time(heard)
    else:
        remedy = "Is this machine's network up? Nothing is published while no canary answers."
        yield Report("note", f"no canary answers: {', '.join(urls)}", remedy)


def resolver_reports(workspace: Workspace) -> Iterator[Report]:
    """Whether our resolver leads names that cannot exist somewhere: then sites whose names lead there are not seen."""
    crawl = workspace.settings.crawl
    lies = sorted(asyncio.run(Names(crawl.nameservers, crawl.timeout_s).everywhere()))
    if lies:
        remedy = "Name servers that tell the truth in config.toml: [crawl] nameservers. Pages whose names lead there stay undetermined."
        yield Report("broken", f"our resolver leads names that cannot exist to {', '.join(lies)}", remedy)


def _time(heard: list[Capture]) -> Iterator[Report]:
    """Whether the canaries' clocks and ours agree: of several the one nearest to ours counts."""
    apart = sorted(gap for capture in heard if (gap := _gap(capture)) is not None)
    if apart and apart[0] > _APART:
        remedy = "Set the clock (NTP); deadlines, and the proof of when something was seen, are counted from it."
        yield Report("broken", f"this machine's clock is {apart[0]} away from that of every canary", remedy)
    elif apart:
        yield Report("ok", "the clock agrees with the canaries'")


def _gap(capture: Capture) -> timedelta | None:
    try:
        return abs(parsedate_to_datetime(capture.headers.get("date", "")) - china_now())
    except (ValueError, TypeError):
        return None


async def _looked(workspace: Workspace, urls: tuple[str, ...]) -> list[Capture]:
    async with outside(workspace.settings, urls) as world:
        return list(await asyncio.gather(*(world.probe(canary(url, 0, "doctor")) for url in urls)))
