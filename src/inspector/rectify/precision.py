"""How often a rule was right: orders issued under it, less those that fell on an objection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a rule was right: orders issued under it, and objections against them that were upheld."""

    rule: str
    issued: int
    upheld: int

    @property
    def share(self) -> Decimal | None:
        """From 0 to 1; None where nothing was issued."""
        return None if not self.issued else 1 - Decimal(min(self.upheld, self.issued)) / self.issued


def precision_of(issued: Mapping[str, int], upheld: Mapping[str, int]) -> dict[str, Precision]:
    """The precision of every rule that issued orders or lost an objection, by rule id."""
    rules = sorted({rule for counts in (issued, upheld) for rule, count in counts.items() if count})
    return {rule: Precision(rule, issued.get(rule, 0), upheld.get(rule, 0)) for rule in rules}
