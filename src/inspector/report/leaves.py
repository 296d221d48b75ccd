"""A notice on as many pages as keep each within what a browser opens at once: what does not fit goes on to the next leaf.

Nearly every notice is one page. On a longer one every item that went on keeps a line, with its anchor, where it would have stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from markupsafe import Markup

from inspector.report.html import Pages
from inspector.report.items import FAULTS, Item
from inspector.report.links import stem
from inspector.report.views import UnitView

MOST = 290_000
"""Bytes of a page at most."""
_HERE = {kind: f"\x02{kind}\x03" for kind in FAULTS}
"""Where the items of each kind are put in; no text on a page holds such signs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is shown: its number within its kind, in full, and the line that stands for it where it went on."""

    item: Item
    number: int
    full: Markup
    size: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with what went on: which one of how many, counted from 2, and its file's name."""

    number: int
    count: int
    name: str
    entries: tuple[Entry, ...]


def leaf_name(code: str, number: int) -> str:
    """The file name of a notice's page; a dot stands in no other name so."""
    return f"{stem(code)}.html" if number == 1 else f"{stem(code)}.{number}.html"


def leaves(unit: UnitView, pages: Pages, values: Mapping[str, object], most: int = MOST) -> Iterator[tuple[str, str]]:
    """The pages of a unit's notice by file name, the first one last: what it leads to is there when it is."""
    entries = list(_entries(unit, pages, values))
    first = pages.render("unit.html", {**values, "cards": {kind: Markup(here) for kind, here in _HERE.items()}})  # noqa: S704 - a place
    room = most - len(first.encode())
    if sum(entry.size for entry in entries) <= room:
        yield leaf_name(unit.code, 1), _filled(first, entries, {})
        return
    lines = [pages.part("macros/leaves.html", "line", entry.item, entry.number, "", 2) for entry in entries]
    stay = _fitting(entries, [len(line.encode()) for line in lines], room)
    parts = _parted(entries[stay:], most - len(pages.render("leaf.html", {**values, "leaf": _empty(unit)}).encode()))
    told: dict[str, Markup] = {}
    for number, part in enumerate(parts, start=2):
        leaf = Leaf(number, len(parts) + 1, leaf_name(unit.code, number), tuple(part))
        yield leaf.name, pages.render("leaf.html", {**values, "leaf": leaf})
        for entry in part:
            told[entry.item.id] = pages.part("macros/leaves.html", "line", entry.item, entry.number, leaf.name, number)
    yield leaf_name(unit.code, 1), _filled(first, entries[:stay], told, entries[stay:])


def _empty(unit: UnitView) -> Leaf:
    return Leaf(99, 99, leaf_name(unit.code, 99), ())


def _entries(unit: UnitView, pages: Pages, values: Mapping[str, object]) -> Iterator[Entry]:
    """The faults in full, certain ones first."""
    for kind in FAULTS:
        for number, item in enumerate(unit.items[kind], start=1):
            given = (item, values["root"], number, values["shown"], values["copies"])
            full = pages.part("macros/cards.html", "card", *given)
            yield Entry(item, number, full, len(full.encode()))


def _fitting(entries: Sequence[Entry], lines: Sequence[int], room: int) -> int:
    """How many of the first entries stay where the others leave a line each."""
    left = list(accumulate((lines[n] for n in reversed(range(len(lines)))), initial=0))[::-1]
    kept = list(accumulate((entry.size for entry in entries), initial=0))
    return max((n for n in range(len(entries)) if kept[n] + left[n] <= room), default=0)


def _parted(entries: Sequence[Entry], room: int) -> list[list[Entry]]:
    parts: list[list[Entry]] = [[]]
    used = 0
    for entry in entries:
        if parts[-1] and used + entry.size > room:
            parts.append([])
            used = 0
        parts[-1].append(entry)
        used += entry.size
    return parts


def _filled(first: str, here: Sequence[Entry], told: Mapping[str, Markup], gone: Sequence[Entry] = ()) -> str:
    for kind, place in _HERE.items():
        full = "".join(entry.full for entry in here if entry.item.kind == kind)
        rest = "".join(told[entry.item.id] for entry in gone if entry.item.kind == kind)
        first = first.replace(place, full + (f'<ul class="onward">{rest}</ul>' if rest else ""), 1)
    return first


def sweep_leaves(folder: Path, code: str, count: int) -> None:
    """Remove the leaves that an earlier notice of the unit, of more than `count` pages, left."""
    number = count + 1
    while (old := folder / leaf_name(code, number)).is_file():
        old.unlink()
        number += 1
