"""The quarters before this one, as figures: a handful of points, however long the history is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.report.figures import District
from inspector.report.inspection import Past
from inspector.report.ranking import mean
from inspector.report.views import UnitView


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter: the mean of the inspected units between the lowest and the highest of them.

    For a single unit `low` is its floor and `high` its value. `same_rules` is False where it was judged by other rules
    than the quarter reported.
    """

    quarter: str
    mean: Decimal
    low: Decimal
    high: Decimal
    inspected: int
    total: int
    coverage: Decimal
    same_rules: bool


def district_trend(past: Sequence[Past], figures: District, run: Mapping[str, str]) -> tuple[Point, ...]:
    """The quarters in which anything was inspected, this one last."""
    points = [point for one in past if (point := _past_point(one, run))]
    values = [row.value for row in figures.rows if row.status == "inspected"]
    average = mean(values)
    if average is None:
        return tuple(points)
    return (
        *points,
        Point(
            run["quarter"], average, min(values), max(values), len(values), len(figures.rows), figures.coverage, True
        ),
    )


def _past_point(past: Past, run: Mapping[str, str]) -> Point | None:
    scores = [score for score in past.scores.values() if score.coverage]
    values = [score.value for score in scores]
    average = mean(values)
    if average is None:
        return None
    return Point(
        quarter=past.quarter,
        mean=average,
        low=min(values),
        high=max(values),
        inspected=len(values),
        total=len(past.scores),
        coverage=mean([score.coverage for score in past.scores.values()], places="0.001") or Decimal(0),
        same_rules=past.rules_digest == run["rules_digest"],
    )


def unit_trend(past: Sequence[Past], unit: UnitView, run: Mapping[str, str]) -> tuple[Point, ...]:
    """The quarters in which `unit` was inspected, this one last."""
    points = [
        Point(
            one.quarter,
            score.value,
            score.floor,
            score.value,
            1,
            1,
            score.coverage,
            one.rules_digest == run["rules_digest"],
        )
        for one in past
        if (score := one.scores.get(unit.code)) is not None and score.coverage
    ]
    if unit.status == "inspected":
        points.append(Point(run["quarter"], unit.value, unit.floor, unit.value, 1, 1, unit.coverage, True))
    return tuple(points)
