"""All rules at a glance: who decides each, what it costs, and on how many pages it is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.model.words import Words
from inspector.pipeline.ruleset.fixtures import Proof, proofs
from inspector.ruleset import Rule, Ruleset

DECIDES: Mapping[str, Words] = {
    "decided": Words("机器判定", "decided"),
    "proposed": Words("人工确认", "proposed"),
    "manual": Words("人工或授权测试", "manual"),
}
"""decided: by the machine. proposed: a person confirms what is found. manual: until a person or an authorised probe answered."""
_BY_AUTO = {"A": "decided", "B": "proposed", "C": "manual"}


@dataclass(frozen=True, slots=True)
class Row:
    """One rule, who decides it (a key of `DECIDES`), and its pages."""

    rule: Rule
    decides: str
    proof: Proof

    def json(self) -> dict[str, Any]:
        """The rule as `rules list --json` gives it."""
        card = self.rule.card
        return {
            "id": card.id,
            "pack": card.pack,
            "title": card.title.json(),
            "auto": card.auto,
            "decides": self.decides,
            "severity": card.severity,
            "points": str(card.points),
            "each": str(card.per_finding),
            "cap": str(card.cap),
            "pages": list(card.pages),
            "question": self.rule.question.json() if self.rule.question is not None else None,
            "trial": self.rule.trial,
            "fixtures": {"pass": self.proof.passing, "fail": self.proof.failing, "tricky": self.proof.tricky},
        }


def overview(folder: Path, ruleset: Ruleset) -> list[Row]:
    """One row a rule, in the order of the sheet. A question for a person is manual whatever its letter says."""
    shown = proofs(folder)
    rows = []
    for rule in ruleset.rules:
        decides = "manual" if rule.question is not None else _BY_AUTO[rule.card.auto]
        rows.append(Row(rule, decides, shown.get(rule.id, Proof())))
    return rows


def totals(rows: Sequence[Row]) -> dict[str, int]:
    """How many rules there are, how many of each kind, and how many pages prove them."""
    counts = {name: sum(row.decides == name for row in rows) for name in DECIDES}
    pages = {
        "pass": sum(row.proof.passing for row in rows),
        "fail": sum(row.proof.failing for row in rows),
        "tricky": sum(row.proof.tricky for row in rows),
    }
    return {"rules": len(rows), **counts, "fixtures": sum(pages.values()), **pages}
