"""Calendar arithmetic for ages: months are calendar months (2026-08-31 minus 6 months is 2026-02-28)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier; the last day of the month where there is no such day."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
