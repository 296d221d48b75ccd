"""What putting a rule right would win back, computed from the ledger alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.model.rule import RuleCard
from inspector.report.views import Item, Line, UnitView

_ZERO = Decimal(0)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Repair:
    """One rule put right. `gain` is what the score would rise by, all else unchanged; `proposed` what more is at stake.

    `gain` is 0 where the pack would still be at its cap, and where so far only proposals are at stake.
    """

    card: RuleCard
    gain: Decimal
    taken: Decimal
    proposed: Decimal
    anchor: str


def repairs(unit: UnitView, most: int = 3) -> tuple[Repair, ...]:
    """The `most` valuable repairs of `unit`, the certain before the proposed."""
    items: dict[str, list[Item]] = {}
    for item in (*unit.items["failed"], *unit.items["proposal"]):
        items.setdefault(item.card.id, []).append(item)
    scale = _scale(unit)
    found = [_repair(unit, rule, mine, scale) for rule, mine in items.items()]
    worth = [repair for repair in found if repair.taken or repair.proposed]
    return tuple(sorted(worth, key=lambda one: (-one.gain, -one.taken, -one.proposed, one.card.id))[:most])


def _repair(unit: UnitView, rule: str, items: list[Item], scale: Decimal) -> Repair:
    taken = -_sum(line for line in unit.lines if line.rule == rule)
    packs = {line.pack for line in unit.lines if line.rule == rule}
    returned = _sum(
        line for line in unit.lines if line.pack in packs and line.pack and not line.rule and line.points > 0
    )
    proposed = sum((-item.points for item in items if item.kind == "proposal"), _ZERO)
    gain = (max(_ZERO, taken - returned) * scale).quantize(_CENT, ROUND_HALF_UP)
    return Repair(items[0].card, gain, max(_ZERO, taken), proposed, items[0].id)


def _scale(unit: UnitView) -> Decimal:
    """How much a point of the sheet is worth after the points that do not apply were spread: 1 where none were."""
    before = unit.max
    for line in unit.lines:
        if not (line.pack or line.rule or line.finding):
            lost = unit.max - before
            return (unit.max - line.balance) / lost if lost and line.balance < unit.max else Decimal(1)
        before = line.balance
    return Decimal(1)


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.points for line in lines), _ZERO)
