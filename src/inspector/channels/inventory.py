"""Every channel of a unit, once: from guide, application page and registry, with where it is published and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from inspector import lazy
from inspector.checks.case import On
from inspector.checks.channel_pages import ROLES, Channel, channels, host_of, readings, rows
from inspector.facts.document import norm
from inspector.survey.address import plain_address

Kind = Literal["email", "form", "fax", "file", "phone", "post", "in_person"]
KINDS: tuple[Kind, ...] = ("email", "form", "fax", "file", "phone", "post", "in_person")
ELECTRONIC: tuple[Kind, ...] = ("email", "form", "fax")
"""What counts as an electronic channel of acceptance (Arts. 28, 29: data message)."""
_LOCAL = 8
"""A number without its area code is the same telephone."""
_RECEIVER = lazy.pattern(r"(?:office|dept|org|unit|agency|receiver|bm|dw|jg|xzjg|sljg)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """One place that prints a channel: a page role or `registry`. `accepts`: declared, refused, or not said (None)."""

    role: str
    url: str
    accepts: bool | None
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One channel. A refusal on any page wins: what a unit takes back anywhere is not tested.

    `receiver` is what the address of a platform names as the receiving unit, `officeId=12`; empty where it names none.
    """

    kind: Kind
    value: str
    accepts: bool | None
    published: tuple[Published, ...]
    platform: bool = False
    receiver: str = ""

    @property
    def differs(self) -> bool:
        """Whether one page accepts what another refuses."""
        return {True, False} <= {one.accepts for one in self.published}

    @property
    def declared(self) -> bool:
        """Whether a page publishes it as an electronic channel that applicants may use."""
        printed = any(place.role != "registry" for place in self.published)
        unsaid = self.accepts is None and self.kind != "fax"
        return printed and self.kind in ELECTRONIC and bool(self.value) and (self.accepts is True or unsaid)


@dataclass(slots=True)
class _Heap:
    places: list[Published] = field(default_factory=list)
    value: str = ""


def inventory(on: On) -> tuple[Listed, ...]:
    """All channels in the order of their kinds, then of their first mention."""
    heaps: dict[tuple[Kind, str], _Heap] = {}
    for kind, value, place in _mentions(on):
        heap = heaps.setdefault((kind, _key(kind, value)), _Heap())
        heap.value = heap.value or value
        heap.places.append(place)
    found = [_listed(kind, heap, on) for (kind, _), heap in heaps.items()]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _mentions(on: On) -> Iterator[tuple[Kind, str, Published]]:
    roles = {page.url: role for role in reversed(ROLES) if (page := on.case.dossier.sheet(role).page) is not None}
    for one in channels(on):
        yield _kind(one), one.value, Published(roles[one.page.url], one.page.url, one.accepts, one.quote, one.locator)
    for page, reading in readings(on):
        for fact in reading.many("phone"):
            if fact.value:
                yield "phone", str(fact.value), Published(roles[page.url], page.url, None, fact.quote, fact.locator)
        for file in rows(page.read("application").data("form_files")):
            if file.get("named"):
                place = Published(roles[page.url], page.url, None, str(file.get("text")), str(file.get("locator")))
                yield "file", str(file.get("url")), place
    yield from registered(on.case.unit.channels)


def registered(values: Iterable[str]) -> Iterator[tuple[Kind, str, Published]]:
    """The channels that the registry names, by what they look like."""
    for value in values:
        kind: Kind = "email" if "@" in value else "form" if value.startswith(("http://", "https://")) else "fax"
        yield kind, value, Published("registry", "", None, value)


def _kind(one: Channel) -> Kind:
    return next(kind for kind in KINDS if kind == one.kind)


def _listed(kind: Kind, heap: _Heap, on: On) -> Listed:
    said = {place.accepts for place in heap.places}
    accepts = False if False in said else True if True in said else None
    value = heap.value
    receiver = _receiver(value) if kind == "form" else ""
    own = {host_of(url) for url in on.case.unit.pages.values()}
    platform = kind == "form" and bool(receiver or host_of(value) not in own)
    return Listed(kind, value, accepts, tuple(heap.places), platform, receiver)


def _receiver(url: str) -> str:
    pairs = parse_qsl(urlsplit(url).query)
    return "&".join(f"{key}={value}" for key, value in pairs if _RECEIVER.fullmatch(key))


def _key(kind: Kind, value: str) -> str:
    if kind in ("form", "file"):
        return plain_address(value)
    if kind in ("fax", "phone"):
        return re.sub(r"\D", "", norm(value))[-_LOCAL:]
    return norm(value).lower()
