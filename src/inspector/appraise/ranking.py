"""Units ranked among their peers: one type, or one tag. Where intervals overlap, places are shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Generic, Protocol, TypeVar

from inspector.appraise.places import places
from inspector.model.unit import UNIT_TYPES


class Peer(Protocol):
    """What a ranking needs of a unit; `value` and `floor` are None where it has no figure."""

    @property
    def unit(self) -> str:
        """Its code."""

    @property
    def type(self) -> str:
        """Its type."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""

    @property
    def value(self) -> Decimal | None:
        """Only what is certain deducted."""

    @property
    def floor(self) -> Decimal | None:
        """Everything undetermined went against it."""

    @property
    def issues(self) -> int:
        """How many issues it has."""

    @property
    def days(self) -> Decimal | None:
        """The median of days to close."""


T = TypeVar("T", bound=Peer)


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """A unit's place among its peers: somewhere from `best` to `worst`, equal where the intervals leave no doubt."""

    unit: T
    best: int
    worst: int

    @property
    def shown(self) -> str:
        """`2`, or `2–4`."""
        return str(self.best) if self.best == self.worst else f"{self.best}–{self.worst}"


@dataclass(frozen=True, slots=True)
class Peers(Generic[T]):
    """A peer group in order of value. Units without a figure are named, never ranked."""

    name: str
    ranked: tuple[Place[T], ...]
    unranked: tuple[T, ...]

    @property
    def mean(self) -> Decimal | None:
        """The mean of the ranked units, to 0.1; None of none."""
        values = [place.unit.value or Decimal(0) for place in self.ranked]
        return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP) if values else None


def peers(units: Sequence[T], by: str) -> tuple[Peers[T], ...]:
    """The peer groups: one a type, or one a tag (a unit may have several, or none, which is a group of its own)."""
    return tuple(_group(name, [one for one in units if name in _names(one, by)]) for name in _all(units, by))


def _all(units: Sequence[T], by: str) -> Iterable[str]:
    names = {name for one in units for name in _names(one, by)}
    return [name for name in UNIT_TYPES if name in names] if by == "type" else sorted(names, key=lambda n: (n == "", n))


def _names(unit: Peer, by: str) -> tuple[str, ...]:
    return (unit.type,) if by == "type" else unit.tags or ("",)


def _group(name: str, units: Sequence[T]) -> Peers[T]:
    """Ranked by value; equal values by fewer issues, then quicker repair are only an order on the page, not a place."""
    counted = [(one.floor, one.value, one) for one in units if one.value is not None and one.floor is not None]
    counted.sort(key=lambda one: (-one[1], -one[0], one[2].issues, one[2].days or Decimal(0), one[2].unit))
    shared = places([(floor, value) for floor, value, _ in counted])
    ranked = tuple(Place(one, *place) for (_, _, one), place in zip(counted, shared, strict=True))
    return Peers(name, ranked, tuple(one for one in units if one.value is None))
