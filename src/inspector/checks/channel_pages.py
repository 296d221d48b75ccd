"""The channels of application that the unit's guide and application page publish, and whether both pages were seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.checks.case import On
from inspector.checks.missing import contacts_pictured, not_open
from inspector.facts.contacts import is_fake_mailbox
from inspector.facts.document import norm
from inspector.facts.reading import Fact, Json, Reading
from inspector.model.finding import Answer, Citation
from inspector.survey.dossier import Page

ROLES = ("guide", "application")
ELECTRONIC = ("email", "form", "fax")
NEEDS = frozenset(ROLES)
_SAYS = 100
"""Characters below which a page that opens says too little for anything to be missing on it for certain."""
_CONTACTS = {"email": "email", "fax": "fax", "form": "online_url"}
"""Kinds of channels that are contacts of Art. 12(2) as well, and the facts that print them."""
WORDS = {
    "email": ("电子邮箱", "mailbox"),
    "form": ("在线申请", "online form"),
    "fax": ("传真", "fax"),
    "post": ("邮寄", "post"),
    "in_person": ("当面提交", "in person"),
}


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel as one page prints it. `accepts`: declared (true), refused (false), printed without a word (None)."""

    kind: str
    value: str
    accepts: bool | None
    quote: str
    locator: str
    page: Page

    def cite(self, on: On) -> Citation:
        """The words that publish it."""
        return on.cite(Fact(self.value, self.quote, self.locator), self.page)


def readings(on: On) -> Iterator[tuple[Page, Reading]]:
    """The open ones of guide and application page, once where both are the same page."""
    seen = set()
    for role in ROLES:
        page = on.case.dossier.sheet(role).page
        if page is not None and page.open and page.url not in seen:
            seen.add(page.url)
            yield page, page.read(role)


def channels(on: On) -> list[Channel]:
    """Every channel of both pages; a mailbox that stands among the contacts only counts as printed, a placeholder is none."""
    found: dict[tuple[str, str, str], Channel] = {}
    for page, reading in readings(on):
        for one in rows(reading.data("channels")):
            value, accepts = str(one.get("value") or ""), one.get("accepts")
            channel = Channel(
                kind=str(one.get("kind")),
                value=value,
                accepts=accepts if isinstance(accepts, bool) else None,
                quote=str(one.get("quote") or ""),
                locator=str(one.get("locator") or ""),
                page=page,
            )
            found.setdefault((page.url, channel.kind, value.lower()), channel)
        for kind, name in _CONTACTS.items():
            known = {key[2] for key in found if key[:2] == (page.url, kind)}
            for fact in [fact for fact in reading.many(name) if fact.value and not fact.notes.get("placeholder")]:
                if not {"", str(fact.value).lower()} & known:
                    found[page.url, kind, str(fact.value).lower()] = _printed(kind, fact, page)
    return [channel for channel in found.values() if not (channel.kind == "email" and _unfilled(channel.value))]


def unsettled(on: On) -> Answer | None:
    """Why nothing may be concluded from what is not on the pages: one was not seen, or the guide shows its contacts in a picture.

    A page whose readers see what its status denies may print what the other one lacks. None where both are settled.
    """
    for role in ROLES:
        closed, page = not_open(on.at_role(role)), on.case.dossier.sheet(role).page
        if closed is not None and closed.outcome == "undetermined":
            return closed
        if closed is not None and page is not None and page.sight.disputed:
            zh, en, seen = closed.message.zh, closed.message.en, page.sight
            return on.unseen(zh, en, on.cite(page=page), whose=seen.attribution, reason=seen.code)
    return contacts_pictured(on.at_role("guide"))


def certain(on: On) -> bool:
    """Whether what the pages lack is lacking for certain: none was only not found, none says next to nothing."""
    sheets = [on.case.dossier.sheet(role) for role in ROLES]
    open_ones = [sheet.page.document for sheet in sheets if sheet.page is not None and sheet.page.open]
    return all(sheet.sure for sheet in sheets) and all(one is not None and one.chars >= _SAYS for one in open_ones)


def forms(on: On) -> dict[str, Page | None]:
    """Online entries that are not refused: address to the page behind it, None where it lies outside what may be visited."""
    parts = [page for role in ROLES for page in on.case.dossier.sheet(role).parts.get("forms", ())]
    behind = {page.label: page for page in parts}
    own = {page.url: page for page, _ in readings(on)}
    wanted = [one.value for one in channels(on) if one.kind == "form" and one.accepts is not False]
    return {url: behind.get(url) or own.get(url) for url in dict.fromkeys(wanted) if url.startswith(("http", "www."))}


def nothing(on: On, zh: str, en: str) -> Answer:
    """The answer where neither page shows the thing: not applicable if both are settled, else undetermined."""
    closed = unsettled(on)
    if closed is None:
        return on.not_applicable(zh, en)
    return on.unseen(
        f"{zh}；{closed.message.zh}", f"{en}; {closed.message.en}", whose=closed.attribution, reason=closed.reason
    )


def rows(data: Json) -> list[dict[str, Json]]:
    """Plain data as the objects it lists."""
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def host_of(url: str) -> str:
    """The host of an address, without `www.`."""
    return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")


def _printed(kind: str, fact: Fact, page: Page) -> Channel:
    accepts = fact.notes.get("accepts")
    said = accepts if isinstance(accepts, bool) else None
    return Channel(kind, str(fact.value), said, fact.quote, fact.locator, page)


def _unfilled(value: str) -> bool:
    return bool(value) and (is_fake_mailbox(value) or not re.search(r"@|\w\.\w", norm(value)))
