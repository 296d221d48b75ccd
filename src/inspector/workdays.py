"""Working-day arithmetic over tables handed in; a year without a table is an error, never a guess.

A weekday works unless listed off; a weekend day does not unless listed as worked. Counting starts on the working day after the
event (general administrative practice; Order 711 does not say it), so a limit of n ends with the n-th working day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inspector.errors import CalendarMissing

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearTable:
    """The published arrangement of one year: days off (weekends inside the ranges included) and weekend days worked."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of the years there are tables for."""

    tables: Mapping[int, YearTable]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`. Raises CalendarMissing where its year has no table."""
        table = self.tables.get(day.year)
        if table is None:
            raise CalendarMissing(
                f"there is no table of working days for {day.year}",
                where=f"rules/calendar/{day.year}.yaml",
                remedy="Add the file from the State Council's notice for that year; deadlines are never guessed.",
            )
        return day in table.worked or (day.weekday() < 5 and day not in table.off)

    def add(self, start: date, count: int) -> date:
        """The `count`-th working day after `start` (count >= 0; 0 gives `start` itself)."""
        day = start
        while count > 0:
            day += _DAY
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def knows(self, years: Iterable[int]) -> bool:
        """Whether there is a table for each of `years`."""
        return all(year in self.tables for year in years)
