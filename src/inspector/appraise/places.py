"""Places in a peer group that admit what is not known: where intervals overlap, places are shared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal


def places(intervals: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[int, int]]:
    """(best, worst) place of each (floor, value): below whoever's floor is above its value, above whoever's value is below its floor."""
    floors = sorted(floor for floor, _ in intervals)
    values = sorted(value for _, value in intervals)
    count = len(intervals)
    return [(1 + count - bisect_right(floors, value), count - bisect_left(values, floor)) for floor, value in intervals]
