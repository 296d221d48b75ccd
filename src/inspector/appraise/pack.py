"""The year of a whole district: units ranked among their peers, and all that a reader has to know beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspector.appraise.formula import Formula
from inspector.appraise.places import places
from inspector.appraise.year import UnitYear
from inspector.model.unit import UNIT_TYPES


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place among its peers: somewhere from `best` to `worst`, equal where the intervals leave no doubt."""

    unit: UnitYear
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Peers:
    """A peer group in order of value. Units without a figure are named, never ranked."""

    name: str
    ranked: tuple[Place, ...]
    unranked: tuple[UnitYear, ...]

    @property
    def mean(self) -> Decimal | None:
        """The mean of the ranked units, to 0.1; None of none."""
        values = [place.unit.value or Decimal(0) for place in self.ranked]
        return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP) if values else None


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """What a quarter's results were made with: the heads of its runs, or none."""

    quarter: str
    runs: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class YearPack:
    """A district's year as of day `at`. `overrides` are formula keys that config.toml replaced."""

    district: str
    year: int
    at: date
    formula: Formula
    overrides: Mapping[str, str]
    quarters: tuple[QuarterHead, ...]
    units: tuple[UnitYear, ...]
    groups: tuple[Peers, ...] = ()
    engine_version: str = ""
    languages: tuple[str, ...] = ("zh", "en")
    seal: str = field(default="")
    """The fingerprint of the key that signs the machine file; empty where it is not signed."""


def peers(units: Sequence[UnitYear], by: str) -> tuple[Peers, ...]:
    """The peer groups: one a type, or one a tag (a unit may have several, or none, which is a group of its own)."""
    return tuple(_group(name, [one for one in units if name in _names(one, by)]) for name in _all(units, by))


def _all(units: Sequence[UnitYear], by: str) -> Iterable[str]:
    names = {name for one in units for name in _names(one, by)}
    return [name for name in UNIT_TYPES if name in names] if by == "type" else sorted(names, key=lambda n: (n == "", n))


def _names(unit: UnitYear, by: str) -> tuple[str, ...]:
    return (unit.type,) if by == "type" else unit.tags or ("",)


def _group(name: str, units: Sequence[UnitYear]) -> Peers:
    """Ranked by value; equal values by fewer issues, then quicker repair are only an order on the page, not a place."""
    counted = [(one.floor, one.value, one) for one in units if one.value is not None and one.floor is not None]
    counted.sort(key=lambda one: (-one[1], -one[0], one[2].issues, one[2].days or Decimal(0), one[2].unit))
    shared = places([(floor, value) for floor, value, _ in counted])
    ranked = tuple(Place(one, *place) for (_, _, one), place in zip(counted, shared, strict=True))
    return Peers(name, ranked, tuple(one for one in units if one.value is None))
