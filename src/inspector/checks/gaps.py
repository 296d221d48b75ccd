"""Working days between two dates, told even where a year has no calendar but the answer is beyond doubt."""

from __future__ import annotations

from datetime import date

from inspector.errors import CalendarMissing
from inspector.workdays import Workdays

_CERTAIN_DAYS_PER_WORKDAY = 3
"""No run of holidays makes one working day out of three calendar days on average over a fortnight or more."""


def within(workdays: Workdays, start: date, end: date, limit: int) -> bool | None:
    """Whether `end` is at most `limit` working days after `start`; None where a missing table leaves it open."""
    try:
        return workdays.between(start, end) <= limit
    except CalendarMissing:
        days = (end - start).days
        if days <= limit:
            return True
        return False if days > limit * _CERTAIN_DAYS_PER_WORKDAY + 14 else None
