"""The one value every report is a rendering of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inspector.appraise import UnitChange
from inspector.model.capture import Capture
from inspector.model.order import Order
from inspector.model.release import Release
from inspector.model.rule import PackCard, RuleCard
from inspector.model.words import Words
from inspector.rectify import Standing
from inspector.rectify.planner import Plan
from inspector.rectify.precision import Precision
from inspector.report.health import Health

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
class Earlier:
    """The quarter before: its run, its units by code, and `change`, what became of a unit's issues from then (second) to now (first)."""

    run: Mapping[str, Any]
    units: Mapping[str, Mapping[str, Any]]
    change: Callable[[Mapping[str, Any], Mapping[str, Any] | None], UnitChange]


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

    `result` has the shape of the result JSON, `inspector.result/1`; its `units` may be anything that can be gone through more than
    once and is best read as it goes, since no more than one unit at a time is needed. `text` gives the pieces of its JSON where
    they are at hand. Findings also carry `reason` and, where a ruling changed them, `original`; units may carry `grade_held`.
    `issued` has the newest order of each finding's id. `past` are earlier quarters, oldest first. `captures` gives what was seen
    of a unit by its code, for quotes in context and inert copies; `plan` the repairs of a unit of the result. `examples` are those
    of the handbook, by rule. `languages` are those shown, the first one by default.
    """

    result: Mapping[str, Any]
    rules: Mapping[str, RuleCard]
    packs: Mapping[str, PackCard]
    text: Callable[[], Iterable[str]] | None = None
    units: Mapping[str, Mapping[str, Any]] | None = None
    """The units of `result` by code, where they are at hand so."""
    issued: Mapping[str, Order] = field(default_factory=dict)
    previous: Earlier | None = None
    past: tuple[Past, ...] = ()
    captures: Callable[[str], Iterable[Capture]] = _no_captures
    plan: Callable[[Mapping[str, Any]], Plan | None] = _no_plan
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    """How the orders of the quarter stand; `standings` by unit code."""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    precision: Mapping[str, Precision] = field(default_factory=dict)
    """By rule: how many orders were issued in two years, and how many objections to them were upheld."""
    standing_on: str = ""
    """The day (ISO) as of which the orders are counted."""
    health: Health | None = None
    """How the run went; without it there is no page about that."""
    since: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Unit code -> its score with the rulings made since the run; units on which nobody ruled since are not in it."""
    draft: bool = False
    """Whether the quarter's result is one that nobody has released yet."""
    released: Release | None = None
    """The release that lets this result out; None for a draft."""
    office: str = ""
    """Who takes objections, as it is called on paper; empty where only its function is known."""
    answer_to: str = ""
    """Where answers and objections are to be sent; empty where that was agreed otherwise."""
    deleted: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    """By unit code, and under the empty one of the whole run: what is said of evidence that retention deleted."""
    verifier: str = ""
    """The script by which a unit checks its evidence with Python alone; it is laid beside the notices."""
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
