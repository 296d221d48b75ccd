"""What is on record of a unit for one year, and what the year makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from inspector.appraise.cycles import Round
from inspector.model.words import Words

Kind = Literal["mean", "lowest", "third_party", "recurrence", "late", "verified_fix", "bound", "limit", "memory"]


@dataclass(frozen=True, slots=True)
class QuarterScore:
    """A unit in one quarter, on a scale of 100. `published` is the value as it was released, `value` that with every ruling since.

    `failed` are rules with a certain fail. `result` is the unit's part of the result object, which has the quarter's own ledger.
    """

    quarter: str
    run: str
    value: Decimal
    floor: Decimal
    published: Decimal
    veto: Literal["confirmed", "proposed"] | None
    failed: frozenset[str]
    result: Mapping[str, Any] = field(default_factory=dict)
    href: str = ""
    """The quarter's report of the unit, relative to the folder of the year; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A quarter that is missing (`why` says how), or that an official left out (`excused`)."""

    quarter: str
    why: Words
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """An outside assessor's score of a unit in one quarter, on a scale of 100."""

    quarter: str
    assessor: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Recurrence:
    """An issue that had been put right and failed again in `quarter`."""

    unit: str
    quarter: str
    finding: str
    rule: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """A unit's appeal against a finding of the year: `state` is filed, upheld or dismissed. A ruling counts, a filed one is awaited."""

    unit: str
    number: str
    quarter: str
    rule: str
    finding: str
    state: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of the year's ledger. `ref` is what it rests on: an order's number, a finding, a quarter; `quarter` where it is of one."""

    kind: Kind
    points: Decimal
    reason: Words
    ref: str = ""
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class UnitYear:
    """Everything the year says of a unit. `value`, `floor` and `points` are None where a quarter or an assessment is missing."""

    unit: str
    name: str
    type: str
    tags: tuple[str, ...]
    quarters: tuple[QuarterScore, ...]
    gaps: tuple[Gap, ...]
    assessed: tuple[Assessed, ...]
    unassessed: tuple[str, ...]
    lines: tuple[YearLine, ...]
    rounds: tuple[Round, ...]
    objections: tuple[Objection, ...]
    value: Decimal | None
    floor: Decimal | None
    points: Decimal | None
    held: bool
    """A proposed veto or an open appeal waits for a person: the figure is not final."""
    issues: int
    recurrences: int
    late: int
    fixed: int
    open: int
    days: Decimal | None
    """The median of days from issuing to closing, of what was closed in the year."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of a unit for one year; the pipeline gathers it."""

    unit: str
    name: str
    type: str
    tags: tuple[str, ...] = ()
    quarters: tuple[QuarterScore, ...] = ()
    gaps: tuple[Gap, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    rounds: tuple[Round, ...] = ()
    objections: tuple[Objection, ...] = ()
