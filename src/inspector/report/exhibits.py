"""What a notice shows of the stored pages: each quoted place in its context, and an inert copy of each page it stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspector.report.copies import Copy, Mark, copy_of
from inspector.report.items import FAULTS, Item, Place
from inspector.report.shelf import Shelf, Spot, Stored
from inspector.report.views import UnitView

_AROUND = 70
"""Characters shown on either side of a quoted place."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quoted place with the words around it: the line before, its own line in three parts, the line after."""

    before: str
    head: str
    hit: str
    tail: str
    after: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is shown for a place: its context (None where the quote is not found on the page) and where its copy is."""

    context: Context | None
    copy: str
    """File name below the unit's folder of copies, with the anchor of the place."""
    picture: str = ""
    """The same for the screenshot; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Exhibits:
    """All that is shown of a unit's stored pages."""

    places: Mapping[Place, Exhibit]
    copies: tuple[Copy, ...]


def exhibits(unit: UnitView, shelf: Shelf) -> Exhibits:
    """The exhibits of `unit`: of every place that is quoted, and of every place at which something failed."""
    pages: dict[str, tuple[Place, Stored]] = {}
    marks: dict[str, list[Mark]] = {}
    shown: dict[Place, Exhibit] = {}
    for item, place in _cited(unit):
        stored = shelf.page(place.final or place.url, place.sha256)
        if stored is None:
            continue
        name = exhibit_name(place.final or place.url, place.sha256)
        pages.setdefault(name, (place, stored))
        spot = stored.find(place.quote, place.locator) if place.quote else None
        known = marks.setdefault(name, [])
        anchor = ""
        if spot is not None:
            anchor = f"#m{_marked(known, spot, item)}"
        picture = f"{name}.html#picture" if stored.picture else ""
        shown[place] = Exhibit(_context(stored, spot) if spot else None, f"{name}.html{anchor}", picture)
    copies = tuple(copy_of(name, place, stored, marks[name]) for name, (place, stored) in pages.items())
    return Exhibits(shown, copies)


def _cited(unit: UnitView) -> Iterator[tuple[Item, Place]]:
    for kind, items in unit.items.items():
        for item in items:
            for place in item.places:
                if place.quote or kind in FAULTS:
                    yield item, place


def _marked(marks: list[Mark], spot: Spot, item: Item) -> int:
    """The number of the mark at `spot`, which also leads back to `item`; places that overlap share one."""
    finding = (item.id, item.card.id, item.kind in FAULTS)
    for number, mark in enumerate(marks, start=1):
        if mark.line == spot.line and mark.start < spot.end and spot.start < mark.end:
            marks[number - 1] = mark.joined(spot, finding)
            return number
    marks.append(Mark(spot.line, spot.start, spot.end, (finding,)))
    return len(marks)


def exhibit_name(url: str, sha256: str) -> str:
    """The file name of the copy of what was at `url` with this digest: no character of it comes from outside."""
    return hashlib.sha256(f"{url}\n{sha256}".encode("utf-8", "replace")).hexdigest()[:16]


def _context(stored: Stored, spot: Spot) -> Context:
    text = stored.lines[spot.line]
    return Context(
        before=_end(_neighbour(stored, range(spot.line - 1, -1, -1))),
        head=_end(text[: spot.start]),
        hit=text[spot.start : spot.end],
        tail=_begin(text[spot.end :]),
        after=_begin(_neighbour(stored, range(spot.line + 1, len(stored.lines)))),
    )


def _neighbour(stored: Stored, lines: Iterable[int]) -> str:
    return next((text for line in lines if (text := stored.lines[line].strip())), "")


def _begin(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else f"…{text[-_AROUND:]}"
