"""Year-end figure of a unit: the weighted mean of its quarters. Missing quarters are said, not averaged away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class QuarterValue:
    """One quarter of one unit: the value and floor of its released result, and whether a veto was confirmed."""

    quarter: str
    value: Decimal
    floor: Decimal
    veto: bool


@dataclass(frozen=True, slots=True)
class Appraisal:
    """`value` is None where a quarter is missing; `vetoes` names the quarters with a confirmed veto (veto memory)."""

    unit: str
    quarters: tuple[QuarterValue, ...]
    missing: tuple[str, ...]
    value: Decimal | None
    points: Decimal | None
    vetoes: tuple[str, ...]


def appraise(
    unit: str, year: int, quarters: Sequence[QuarterValue], weights: Mapping[str, Decimal], scale: Decimal
) -> Appraisal:
    """Sum of weight x value over the four quarters, divided by the weights' sum, rounded half up to 0.01; `points` maps 100 to `scale`."""
    by_id = {quarter.quarter: quarter for quarter in quarters}
    wanted = {f"{year}{name}": weight for name, weight in weights.items() if weight}
    missing = tuple(id for id in wanted if id not in by_id)
    vetoes = tuple(quarter.quarter for quarter in quarters if quarter.veto)
    if missing or not wanted:
        return Appraisal(unit, tuple(quarters), missing, None, None, vetoes)
    total = sum((by_id[id].value * weight for id, weight in wanted.items()), Decimal(0)) / sum(
        wanted.values(), Decimal(0)
    )
    value = total.quantize(_CENT, ROUND_HALF_UP)
    return Appraisal(unit, tuple(quarters), (), value, (value * scale / 100).quantize(_CENT, ROUND_HALF_UP), vetoes)
