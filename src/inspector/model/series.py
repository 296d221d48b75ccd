"""Visits to an address over days: what longitudinal rules are judged on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayVisits:
    """The spaced visits of one day (ISO date, Asia/Shanghai): how many were answered in time, how many were not."""

    day: str
    good: int
    failed: int

    @property
    def all(self) -> int:
        """Every visit of the day."""
        return self.good + self.failed
