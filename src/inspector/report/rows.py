"""What the district report keeps of a unit: a small row, so that no more than one unit is ever held whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from inspector.model.words import Words
from inspector.report.channels import Channels
from inspector.report.items import FAULTS, KINDS
from inspector.report.views import PackLine, UnitView


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed rule of one unit, with one quote to show."""

    rule: str
    kind: str
    taken: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """A rule of one unit that could not be judged, and why."""

    rule: str
    reason: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the district report keeps of a unit."""

    code: str
    name: str
    type: str
    status: str
    value: Decimal
    floor: Decimal
    max: Decimal
    grade: Words
    held: bool
    veto: str
    coverage: Decimal
    packs: dict[str, PackLine]
    counts: dict[str, int]
    faults: tuple[Fault, ...]
    unseen: tuple[Unseen, ...]
    delta: Decimal | None
    comparable: bool
    fixed: int
    orders: int
    rules: Mapping[str, str]
    """Rule -> the worst kind of its findings."""
    channels: Channels | None = None
    """The counts of its channels, without the channels themselves."""
    compared: int = 0
    """Issues of the quarter before that could be judged again: put right or persisting."""


def summarise(unit: UnitView) -> Row:
    """The row of `unit`."""
    return Row(
        code=unit.code,
        name=unit.name,
        type=unit.type,
        status=unit.status,
        value=unit.value,
        floor=unit.floor,
        max=unit.max,
        grade=unit.grade,
        held=unit.held,
        veto=unit.veto,
        coverage=unit.coverage,
        packs={pack.id: pack for pack in unit.packs},
        counts={kind: unit.count(kind) for kind in KINDS},
        faults=tuple(_faults(unit)),
        unseen=tuple(Unseen(item.card.id, item.reason, item.attribution) for item in unit.items["undetermined"]),
        delta=unit.change.delta if unit.change else None,
        comparable=unit.change.comparable if unit.change else False,
        fixed=unit.change.counts["fixed"] if unit.change else 0,
        compared=unit.change.counts["fixed"] + unit.change.counts["persisting"] if unit.change else 0,
        orders=sum(1 for items in unit.items.values() for item in items if item.due),
        channels=replace(unit.channels, items=()) if unit.channels is not None else None,
        rules={item.card.id: kind for kind in reversed(KINDS) for item in unit.items[kind]},
    )


def _faults(unit: UnitView) -> Iterable[Fault]:
    for kind in FAULTS:
        for item in unit.items[kind]:
            quote = next((place.quote for place in item.places if place.quote), "")
            yield Fault(item.card.id, kind, item.taken, quote)
