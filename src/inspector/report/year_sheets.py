"""How a large district's year is laid out over pages, so that its first page opens at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspector.appraise.ranking import Peers
from inspector.appraise.record import UnitYear
from inspector.report.links import stem

ON_INDEX = 100
"""As many units the district's page shows whole; a larger district gets pages of this many."""
EDGE = 10
"""As many of the first and of the last places a large district's page shows of each group."""
Group = Peers[UnitYear]


@dataclass(frozen=True, slots=True)
class YearSheet:
    """One page of a group's ranking: its file name, which page of how many, and the part of the group on it."""

    name: str
    number: int
    count: int
    group: Group


def on_index(groups: Sequence[Group], units: int) -> tuple[Group, ...]:
    """The groups as the district's page shows them: whole, or the first and the last places only."""
    return tuple(groups) if units <= ON_INDEX else tuple(_edges(group) for group in groups)


def year_sheets(groups: Sequence[Group], units: int) -> tuple[YearSheet, ...]:
    """The ranking pages of a large district; none where the first page shows all."""
    return (
        ()
        if units <= ON_INDEX
        else tuple(sheet for number, group in enumerate(groups) for sheet in _sheets(number, group))
    )


def _edges(group: Group) -> Group:
    whole = len(group.ranked) <= 2 * EDGE
    ranked = group.ranked if whole else (*group.ranked[:EDGE], *group.ranked[-EDGE:])
    return replace(group, ranked=ranked, unranked=group.unranked[:EDGE])


def _sheets(place: int, group: Group) -> Iterator[YearSheet]:
    """Ranked units first, then those without a figure."""
    total = len(group.ranked) + len(group.unranked)
    starts = range(0, total, ON_INDEX)
    for number, start in enumerate(starts, start=1):
        ranked = group.ranked[start : start + ON_INDEX]
        first = max(0, start - len(group.ranked))
        unranked = group.unranked[first : first + ON_INDEX - len(ranked)]
        name = f"ranking-{place}-{stem(group.name) if group.name.isascii() and group.name else 'tag'}-{number}.html"
        yield YearSheet(name, number, len(starts), replace(group, ranked=ranked, unranked=unranked))
