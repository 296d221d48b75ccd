"""Peer groups and the places in them: equal where the intervals leave room for doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from inspector.appraise.places import places
from inspector.model.unit import UNIT_TYPES
from inspector.report.rows import Row


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place in its peer group: between `best` and `worst`, equal only where the intervals leave no doubt."""

    row: Row
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Group:
    """A peer group in order of value; units without any judged item are not ranked but named."""

    type: str
    ranked: tuple[Ranked, ...]
    unranked: tuple[Row, ...]
    mean: Decimal | None
    placed: int
    total: int
    """Units ranked and units in all; `ranked` and `unranked` may hold a part of them."""

    def part(self, ranked: Iterable[Ranked], unranked: Iterable[Row] = ()) -> Group:
        """The same group showing some of its units."""
        return replace(self, ranked=tuple(ranked), unranked=tuple(unranked))


def mean(values: Sequence[Decimal], places: str = "0.1") -> Decimal | None:
    """The arithmetic mean rounded half up; None of nothing."""
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal(places), ROUND_HALF_UP) if values else None


def groups(rows: Sequence[Row]) -> Iterable[Group]:
    """The peer groups that have units, in the order of the types."""
    known = [*UNIT_TYPES, *sorted({row.type for row in rows} - set(UNIT_TYPES))]
    for kind in known:
        mine = [row for row in rows if row.type == kind]
        judged = [row for row in mine if row.status == "inspected"]
        if mine:
            unranked = tuple(row for row in mine if row.status != "inspected")
            yield Group(
                kind, tuple(ranks(judged)), unranked, mean([row.value for row in judged]), len(judged), len(mine)
            )


def ranks(rows: Sequence[Row]) -> list[Ranked]:
    """Each row with the places it may hold: surely below those whose floor is above its value, surely above the opposite."""
    ordered = sorted(rows, key=lambda row: (-row.value, -row.floor, row.code))
    shared = places([(row.floor, row.value) for row in ordered])
    return [Ranked(row, best, worst) for row, (best, worst) in zip(ordered, shared, strict=True)]
