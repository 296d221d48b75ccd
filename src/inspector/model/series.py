"""Visits to an address over days: what longitudinal rules are judged on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Answered = Literal["good", "failed", "uncounted"]
"""good: answered in time; failed: not, and that is the site's matter; uncounted: we were refused, or our own line was down."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One light visit to an address; `at` is ISO 8601 with +08:00, `detail` a status or what went wrong."""

    url: str
    at: str
    outcome: Answered
    detail: str = ""


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
