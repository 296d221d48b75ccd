"""The figures of the district report, folded from small rows. Every one of them has its denominator beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.report.problems import Gap, Problem, gaps, problems
from inspector.report.ranking import Group, groups, mean
from inspector.report.rows import Row


@dataclass(frozen=True, slots=True)
class PackMean:
    """A pack over all units: its mean share (None where no unit has it judged) and how many units that is of how many."""

    share: Decimal | None
    judged: int
    undetermined: int
    exempt: int


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
    """Faults that have to be put right by a day."""
    fixed: int
    compared: int
    """Of as many issues of the quarter before that could be judged again."""
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[Gap, ...]
    packs: tuple[str, ...]
    pack_means: Mapping[str, PackMean]

    @property
    def missing(self) -> tuple[Row, ...]:
        """Units of which nothing could be judged: named, never silently left out."""
        return tuple(row for row in self.rows if row.status != "inspected")


def district(rows: Sequence[Row], pack_order: Sequence[str]) -> District:
    """The figures over all `rows`, in the order of the registry."""
    inspected = [row for row in rows if row.status == "inspected"]
    low = min((row.value for row in inspected), default=None)
    used = {pack for row in rows for pack in row.packs}
    order = (*(pack for pack in pack_order if pack in used), *sorted(used - set(pack_order)))
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
        compared=sum(row.compared for row in rows),
        groups=tuple(groups(rows)),
        problems=tuple(problems(rows)),
        gaps=tuple(gaps(rows)),
        packs=order,
        pack_means={pack: _pack_mean(pack, rows) for pack in order},
    )


def histogram(rows: Sequence[Row], width: int = 5) -> tuple[tuple[int, int], ...]:
    """(lower bound, units) of every score band of `width` points from the lowest inspected unit's band to 100; 100 is in the last."""
    bands = Counter(min(int(row.value), 100 - width) // width * width for row in rows if row.status == "inspected")
    return tuple((low, bands[low]) for low in range(min(bands, default=0), 100, width))


def _added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _pack_mean(pack: str, rows: Sequence[Row]) -> PackMean:
    lines = [row.packs.get(pack) for row in rows]
    judged = [line.share for line in lines if line is not None and line.points is not None and line.seen]
    exempt = sum(line is None or line.points is None for line in lines)
    return PackMean(mean(judged, places="0.001"), len(judged), len(rows) - len(judged) - exempt, exempt)
