"""What people are told of a rule and of a pack of rules: the cards that reports and the rule handbook print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from inspector.model.finding import Severity
from inspector.model.words import Words

Auto = Literal["A", "B", "C"]
"""A: decided by the machine; B: proposed, a person confirms; C: needs an authorised probe or manual data."""


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule in words: `points` is the deduction per finding, `cap` the most the rule takes from one sheet.

    `each` is the deduction per finding of a rule that counts what it finds: `points` then is what a page takes that fails as a whole.

    `method` says how it is judged, `example` is a model sentence that would pass, `pages` are the roles it looks at.
    """

    id: str
    pack: str
    title: Words
    points: Decimal
    cap: Decimal
    severity: Severity
    auto: Auto
    basis: tuple[Words, ...]
    method: Words
    remedy: Words
    example: Words
    pages: tuple[str, ...] = ()
    each: Decimal | None = None

    @property
    def per_finding(self) -> Decimal:
        """What one finding takes."""
        return self.points if self.each is None else self.each


@dataclass(frozen=True, slots=True)
class PackCard:
    """One pack in words: `max` is its share of the sheet (or, outside the sheet, the most it takes away)."""

    id: str
    title: Words
    max: Decimal
    about: Words
