"""The figures of the district report, folded from small summaries so that no more than one unit is ever held whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from inspector.appraise.places import places
from inspector.model.unit import UNIT_TYPES
from inspector.model.words import Words
from inspector.report.views import KINDS, PackLine, UnitView


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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place in its peer group: between `best` and `worst`, equal only where the intervals leave no doubt."""

    row: Row
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Group:
    """A peer group in order of value; units without any judged item are not ranked but named."""

    type: str
    ranked: tuple[Ranked, ...]
    unranked: tuple[Row, ...]
    mean: Decimal | None
    placed: int
    total: int
    """Units ranked and units in all; `ranked` and `unranked` may hold a part of them."""

    def part(self, ranked: Iterable[Ranked], unranked: Iterable[Row] = ()) -> Group:
        """The same group showing some of its units."""
        return replace(self, ranked=tuple(ranked), unranked=tuple(unranked))


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule by the units that fail it. `quote` is one example with the unit it stands at."""

    rule: str
    units: tuple[Row, ...]
    proposed: tuple[Row, ...]
    taken: Decimal
    quote: str
    quoted: Row | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A reason why items were not judged, with the units and rules it touches."""

    reason: str
    attribution: str
    items: int
    units: tuple[Row, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """All figures of the district page."""

    rows: tuple[Row, ...]
    status: Counter[str]
    items: Counter[str]
    mean: Decimal | None
    lowest: tuple[Row, ...]
    vetoes: Counter[str]
    coverage: Decimal
    orders: int
    fixed: int
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[Gap, ...]
    packs: tuple[str, ...]

    @property
    def missing(self) -> tuple[Row, ...]:
        """Units of which nothing could be judged: named, never silently left out."""
        return tuple(row for row in self.rows if row.status != "inspected")


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
        fixed=len(unit.change.fixed) if unit.change else 0,
        orders=sum(1 for items in unit.items.values() for item in items if item.due),
    )


def _faults(unit: UnitView) -> Iterable[Fault]:
    for kind in ("failed", "proposal"):
        for item in unit.items[kind]:
            quote = next((place.quote for place in item.places if place.quote), "")
            yield Fault(item.card.id, kind, item.taken, quote)


def district(rows: Sequence[Row], pack_order: Sequence[str]) -> District:
    """The figures over all `rows`, in the order of the registry."""
    inspected = [row for row in rows if row.status == "inspected"]
    low = min((row.value for row in inspected), default=None)
    used = {pack for row in rows for pack in row.packs}
    return District(
        rows=tuple(rows),
        status=Counter(row.status for row in rows),
        items=_added(row.counts for row in rows),
        mean=mean([row.value for row in inspected]),
        lowest=tuple(row for row in inspected if row.value == low),
        vetoes=Counter(row.veto for row in rows if row.veto),
        coverage=mean([row.coverage for row in rows if row.status != "exempt"], places="0.001") or Decimal(0),
        orders=sum(row.orders for row in rows),
        fixed=sum(row.fixed for row in rows),
        groups=tuple(_groups(rows)),
        problems=tuple(_problems(rows)),
        gaps=tuple(_gaps(rows)),
        packs=(*(pack for pack in pack_order if pack in used), *sorted(used - set(pack_order))),
    )


def mean(values: Sequence[Decimal], places: str = "0.1") -> Decimal | None:
    """The arithmetic mean rounded half up; None of nothing."""
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal(places), ROUND_HALF_UP) if values else None


def ranks(rows: Sequence[Row]) -> list[Ranked]:
    """Each row with the places it may hold: surely below those whose floor is above its value, surely above the opposite."""
    ordered = sorted(rows, key=lambda row: (-row.value, -row.floor, row.code))
    shared = places([(row.floor, row.value) for row in ordered])
    return [Ranked(row, best, worst) for row, (best, worst) in zip(ordered, shared, strict=True)]


def histogram(rows: Sequence[Row], width: int = 5) -> tuple[tuple[int, int], ...]:
    """(lower bound, units) of every score band of `width` points from the lowest inspected unit's band to 100; 100 is in the last."""
    bands = Counter(min(int(row.value), 100 - width) // width * width for row in rows if row.status == "inspected")
    return tuple((low, bands[low]) for low in range(min(bands, default=0), 100, width))


def _added(counts: Iterable[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _groups(rows: Sequence[Row]) -> Iterable[Group]:
    known = [*UNIT_TYPES, *sorted({row.type for row in rows} - set(UNIT_TYPES))]
    for kind in known:
        mine = [row for row in rows if row.type == kind]
        judged = [row for row in mine if row.status == "inspected"]
        if mine:
            unranked = tuple(row for row in mine if row.status != "inspected")
            yield Group(
                kind, tuple(ranks(judged)), unranked, mean([row.value for row in judged]), len(judged), len(mine)
            )


def _problems(rows: Sequence[Row]) -> list[Problem]:
    found: dict[str, dict[str, list[tuple[Row, Fault]]]] = {}
    for row in rows:
        for fault in row.faults:
            found.setdefault(fault.rule, {"failed": [], "proposal": []})[fault.kind].append((row, fault))
    problems = [_problem(rule, kinds["failed"], kinds["proposal"]) for rule, kinds in found.items()]
    return sorted(problems, key=lambda one: (-len(one.units), -one.taken, -len(one.proposed), one.rule))


def _problem(rule: str, failed: list[tuple[Row, Fault]], proposed: list[tuple[Row, Fault]]) -> Problem:
    quoted = next(((row, fault.quote) for row, fault in [*failed, *proposed] if fault.quote), (None, ""))
    return Problem(
        rule=rule,
        units=_distinct(row for row, _ in failed),
        proposed=_distinct(row for row, _ in proposed),
        taken=sum((fault.taken for _, fault in failed), Decimal(0)),
        quote=quoted[1],
        quoted=quoted[0],
    )


def _gaps(rows: Sequence[Row]) -> list[Gap]:
    found: dict[tuple[str, str], list[tuple[Row, Unseen]]] = {}
    for row in rows:
        for unseen in row.unseen:
            found.setdefault((unseen.reason, unseen.attribution), []).append((row, unseen))
    gaps = [
        Gap(
            reason,
            who,
            len(hits),
            _distinct(row for row, _ in hits),
            tuple(sorted({unseen.rule for _, unseen in hits})),
        )
        for (reason, who), hits in found.items()
    ]
    return sorted(gaps, key=lambda gap: (-gap.items, gap.reason, gap.attribution))


def _distinct(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({row.code: row for row in rows}.values())
