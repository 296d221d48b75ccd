"""An inspection window."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from inspector import lazy

FREEZE_DAYS = 10
"""Where a quarter has no window of its own, what is published this many days before its end is still seen."""

_ID = lazy.pattern(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True)
class Quarter:
    """One window, all days inclusive. Pages are looked at from `start` to `freeze`, freshness counts to `end`, and what
    was found is to be put right by `rectify_by`.
    """

    id: str
    start: date
    end: date
    freeze: date
    rectify_by: date


def calendar_quarter(id: str) -> Quarter | None:
    """The calendar quarter of an id such as `2026Q4`, to be rectified within a calendar month; None for another id."""
    match = _ID.fullmatch(id)
    if not match:
        return None
    year, last = int(match[1]), int(match[2]) * 3
    end = date(year, last, monthrange(year, last)[1])
    after = end + timedelta(days=1)
    return Quarter(
        id=id,
        start=date(year, last - 2, 1),
        end=end,
        freeze=end - timedelta(days=FREEZE_DAYS),
        rectify_by=date(after.year, after.month, monthrange(after.year, after.month)[1]),
    )


def quarter_id(day: date) -> str:
    """The id of the calendar quarter that `day` lies in."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_before(id: str) -> str:
    """The id of the quarter before."""
    year, number = int(id[:4]), int(id[-1])
    return f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4"
