"""How a large district is laid out over pages, so that none grows beyond what a browser opens at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.report.figures import District
from inspector.report.links import stem
from inspector.report.ranking import Group
from inspector.report.rows import Row

ON_INDEX = 90
"""As many units the district page shows whole; a larger district gets pages of this many. With the longest of names, and every rule
failing, the page is then some 285 KB; a unit more is 1.7 KB.
"""
_LIST, _AROUND = 250_000, 80
"""Bytes of units on one page of their list, and how many a line has besides name and code."""
EDGE = 10
"""As many of the first and of the last places a large district's index shows of each peer group."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a peer group's ranking: its file name, which page of how many, and the part of the group on it."""

    name: str
    number: int
    count: int
    group: Group


def on_index(figures: District) -> tuple[Group, ...]:
    """The groups as the district page shows them: whole, or the first and the last places only."""
    if len(figures.rows) <= ON_INDEX:
        return figures.groups
    return tuple(_edges(group) for group in figures.groups)


def sheets(figures: District) -> tuple[Sheet, ...]:
    """The ranking pages of a large district; none where the district page shows all."""
    return tuple(_sheets(figures)) if len(figures.rows) > ON_INDEX else ()


@dataclass(frozen=True, slots=True)
class UnitList:
    """One page of the list of all units: its file name, and the units on it."""

    name: str
    rows: tuple[Row, ...]


def unit_lists(figures: District) -> tuple[UnitList, ...]:
    """All units of a large district on as few pages as hold them: one, but for thousands of units with very long names."""
    parts: list[list[Row]] = [[]]
    used = 0
    for row in figures.rows:
        size = _AROUND + len(row.name.encode()) + len(stem(row.code))
        if used + size > _LIST and parts[-1]:
            parts.append([])
            used = 0
        parts[-1].append(row)
        used += size
    return tuple(
        UnitList("units.html" if number == 1 else f"units-{number}.html", tuple(part))
        for number, part in enumerate(parts, start=1)
    )


def _edges(group: Group) -> Group:
    whole = len(group.ranked) <= 2 * EDGE
    return group.part(group.ranked if whole else (*group.ranked[:EDGE], *group.ranked[-EDGE:]), group.unranked[:EDGE])


def _sheets(figures: District) -> Iterator[Sheet]:
    for group in figures.groups:
        starts = range(0, group.total, ON_INDEX)
        for number, start in enumerate(starts, start=1):
            ranked = group.ranked[start : start + ON_INDEX]
            first = max(0, start - group.placed)
            unranked = group.unranked[first : first + ON_INDEX - len(ranked)]
            yield Sheet(f"ranking-{stem(group.type)}-{number}.html", number, len(starts), group.part(ranked, unranked))
