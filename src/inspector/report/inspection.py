"""The one value every report is a rendering of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inspector.appraise import Comparison
from inspector.model.capture import Capture
from inspector.model.order import Order
from inspector.model.rule import PackCard, RuleCard
from inspector.model.words import Words
from inspector.rectify import Standing
from inspector.rectify.planner import Plan

NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class PastScore:
    """A unit's figures in an earlier quarter."""

    value: Decimal
    floor: Decimal
    coverage: Decimal


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier quarter: the figures of its units by code, and the rules it was judged by."""

    quarter: str
    rules_digest: str
    scores: Mapping[str, PastScore]


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule says of a fixture: `outcome` is `pass` or `fail`, `name` the fixture's, `quote` the words it rests on."""

    outcome: str
    name: str
    message: Words
    quote: str


def _no_captures(_code: str) -> Iterable[Capture]:
    return ()


def _no_plan(_unit: Mapping[str, Any]) -> Plan | None:
    return None


@dataclass(frozen=True, slots=True)
class Inspection:
    """A judged quarter of a district.

    `result` and `previous` (the quarter before, or None) have the shape of the result JSON, `inspector.result/1`; findings also
    carry `reason` and, where a ruling changed them, `original`; units may carry `grade_held`. `orders` maps the id of a finding
    to its due date (ISO), `issued` to the newest order there is for it. `comparison` says what became of each issue since
    `previous`. `past` are earlier quarters, oldest first. `captures` gives what was seen of a unit by its code, for quotes in
    context and inert copies; `plan` the repairs of a unit of the result. `examples` are those of the handbook, by rule.
    `languages` are those shown, the first one by default.
    """

    result: Mapping[str, Any]
    rules: Mapping[str, RuleCard]
    packs: Mapping[str, PackCard]
    orders: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, Order] = field(default_factory=dict)
    previous: Mapping[str, Any] | None = None
    comparison: Comparison | None = None
    past: tuple[Past, ...] = ()
    captures: Callable[[str], Iterable[Capture]] = _no_captures
    plan: Callable[[Mapping[str, Any]], Plan | None] = _no_plan
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    """How the orders of the quarter stand on the day the report is written; `standings` by unit code."""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    district: str = ""
    languages: tuple[str, ...] = ("zh", "en")

    def rule(self, rule_id: str, pack: str = "") -> RuleCard:
        """The card of a rule; a bare card where the handbook has none, so that no finding is ever left out."""
        card = self.rules.get(rule_id)
        return card or RuleCard(
            id=rule_id,
            pack=pack or rule_id.partition("-")[0],
            title=Words(rule_id, rule_id),
            points=Decimal(0),
            cap=Decimal(0),
            severity="advice",
            auto="A",
            basis=(),
            method=NOTHING,
            remedy=NOTHING,
            example=NOTHING,
        )

    def pack(self, pack_id: str) -> PackCard:
        """The card of a pack; a bare card where there is none."""
        return self.packs.get(pack_id) or PackCard(pack_id, Words(pack_id, pack_id), Decimal(0), NOTHING)
