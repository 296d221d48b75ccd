"""Tables on the course of a year: quarters, the schedule, orders and the appraisal."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from inspector.settings.kinds import Day, Hour, Section, Text


class Window(Section):
    """A quarter's own days, all inclusive; `freeze` and `rectify_by` follow from `end` where they are left out."""

    start: Day
    end: Day
    freeze: Day | None = None
    rectify_by: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("its end lies before its start")
        if self.freeze and not self.start <= self.freeze <= self.end:
            raise ValueError("its freeze does not lie between start and end")
        if self.rectify_by and self.rectify_by < self.end:
            raise ValueError("its rectify_by lies before its end")
        return self


_DUTIES = (
    "run",
    "second_look",
    "recheck",
    "chase",
    "news",
    "release",
    "reports",
    "retention",
    "backup",
    "campaign",
    "inbox",
    "visits",
)


class Schedule(Section):
    """What the scheduler keeps, and when; days are counted in the district's time zone, work begins at the hour `at`."""

    duties: tuple[str, ...] = Field(default=_DUTIES, strict=False)
    start_days_before_freeze: int = Field(default=14, ge=0, le=80)
    at: Hour = time(1, 0)
    poll_s: float = Field(default=600, ge=1)
    reports_every_days: int = Field(default=7, ge=1, le=92)
    backup_every_days: int = Field(default=7, ge=1, le=92)


def _number(pattern: str) -> str:
    try:
        one, two = (pattern.format(year="2026", quarter="4", n=n) for n in (1, 2))
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError(
            f"'{pattern}' is not a number pattern; it may hold {{year}}, {{quarter}} and {{n:03d}}"
        ) from None
    if one == two or "{year}" not in pattern or "{quarter}" not in pattern:
        raise ValueError(f"'{pattern}' gives two orders the same number; it needs {{year}}, {{quarter}} and {{n}}")
    return pattern


def _notice(pattern: str) -> str:
    try:
        one, two = (pattern.format(year="2026", quarter="4", unit=unit) for unit in ("A", "B"))
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError(
            f"'{pattern}' is not a notice pattern; it may hold {{year}}, {{quarter}} and {{unit}}"
        ) from None
    if one == two or "{year}" not in pattern or "{quarter}" not in pattern:
        raise ValueError(f"'{pattern}' gives two notices the same number; it needs {{year}}, {{quarter}} and {{unit}}")
    return pattern


class Orders(Section):
    """How orders and notices are numbered, who sends them, and how many passing re-checks close one.

    `responsible` is the role that answers for a unit's orders; people are never named.
    """

    number: Annotated[str, AfterValidator(_number)] = "{year}Q{quarter}-{n:03d}"
    notice: Annotated[str, AfterValidator(_notice)] = "{year}Q{quarter}-{unit}"
    office: Text = ""
    answer_to: Text = ""
    responsible: Text = "政府信息公开工作机构负责人"
    confirmations: int = Field(default=1, ge=1, le=10)


class Appraisal(Section):
    """The year's formula, `rules/appraisal/<formula>.yaml`, and the key that signs its machine file. A key below that is written
    here wins over the formula's own; the reports then say so.
    """

    formula: str = Field(default="district-year", pattern=r"^[A-Za-z0-9_-]{1,60}$")
    key_file: str = ""
    weights: dict[Literal["Q1", "Q2", "Q3", "Q4"], Annotated[float, Field(ge=0)]] | None = None
    recurrence: float | None = Field(default=None, ge=0)
    late: float | None = Field(default=None, ge=0)
    verified_fix: float | None = Field(default=None, ge=0)
    scale: float | None = Field(default=None, gt=0)
