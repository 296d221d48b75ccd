"""A quarter's places among peers, with what tells units apart whose scores are alike: issues, days to close, recurrences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.appraise import Round, cents, median, rounds
from inspector.appraise.ranking import Peers, peers
from inspector.pipeline.appraise.comparing import compared
from inspector.pipeline.judge.results import needed
from inspector.pipeline.rectify.living import living, years_before
from inspector.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in one quarter. `value` and `floor` are on a scale of 100, None where nothing of it could be judged.

    `days` is the median from issuing to closing, of this quarter's orders that are closed; `back` counts issues that came back.
    """

    unit: str
    name: str
    type: str
    tags: tuple[str, ...]
    value: Decimal | None
    floor: Decimal | None
    issues: int
    proposed: int
    back: int
    open: int
    days: Decimal | None


def ranked(workspace: Workspace, quarter: str, by: str, today: date) -> tuple[Peers[Standing], ...]:
    """The peer groups of a quarter, `by` type or tag; orders as of `today`. Raises UsageError where the quarter has no result."""
    found = needed(workspace, quarter)
    back = {one.unit: len(one.of("reopened")) for one in compared(workspace, quarter).units}
    tags = {unit.code: unit.tags for unit in workspace.units()}
    with workspace.store() as store:
        lived = [
            one
            for one in rounds(living(store, years_before(f"{quarter[:4]}-01-01", 1)), today)
            if one.quarter == quarter
        ]
    standings = []
    for code, unit in found.units.items():
        mine = [one for one in lived if one.unit == code]
        score, failed = unit["score"], [one for one in unit["findings"] if one["outcome"] == "fail"]
        seen = bool(score["coverage"])
        value, floor = (
            cents(Decimal(str(score[key])) * 100 / Decimal(str(score["max"]))) for key in ("value", "floor")
        )
        standings.append(
            Standing(
                unit=code,
                name=unit["name"],
                type=unit["type"],
                tags=tags.get(code, ()),
                value=value if seen else None,
                floor=floor if seen else None,
                issues=sum(one["confirmed"] for one in failed),
                proposed=sum(not one["confirmed"] for one in failed),
                back=back.get(code, 0),
                open=sum(one.ended is None for one in mine),
                days=median([_days(one) for one in mine if one.ended is not None and one.end == "closed"]),
            )
        )
    return peers(standings, by)


def _days(one: Round) -> Decimal:
    return Decimal((one.ended - one.began).days) if one.ended is not None else Decimal(0)
