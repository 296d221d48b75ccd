"""One run judged by two sets of rules: who gains, who loses, which places change, which findings appear or vanish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any, Literal

from inspector.model.capture import Failure

Kind = Literal["appears", "vanishes", "changes"]
_UNSEEN = Failure.NOT_COLLECTED.value


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit under both sets. Ranks count within its type, from 1, equal values sharing a place; None where nothing was seen."""

    code: str
    name: str
    type: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    old_rank: int | None
    new_rank: int | None

    @property
    def delta(self) -> Decimal:
        """Points gained (positive) or lost."""
        return Decimal(str(self.new["value"])) - Decimal(str(self.old["value"]))


@dataclass(frozen=True, slots=True)
class FindingMove:
    """A finding that is there under one set only, or is judged otherwise. A side that has none is None."""

    unit: str
    rule: str
    subject: str
    kind: Kind
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Swap:
    """Two units of one type whose order is turned round: `ahead` was behind."""

    ahead: str
    behind: str
    type: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that two sets of rules judge differently in one run. `ungathered`: rule -> findings the evidence was not made for."""

    run: str
    units: tuple[UnitMove, ...]
    swaps: tuple[Swap, ...]
    findings: tuple[FindingMove, ...]
    ungathered: Mapping[str, int]

    @property
    def same(self) -> bool:
        """Whether nothing at all is judged differently."""
        return not self.findings and all(one.old == one.new for one in self.units)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """What `new` says otherwise than `old`: two results of the same run, units in the same order, gone through once."""
    units: list[UnitMove] = []
    findings: list[FindingMove] = []
    for one, two in zip(old["units"], new["units"], strict=True):
        units.append(UnitMove(one["code"], one["name"], one["type"], one["score"], two["score"], None, None))
        findings += _findings(one, two)
    before, after = _ranks(units, "old"), _ranks(units, "new")
    ranked = tuple(replace(one, old_rank=before.get(one.code), new_rank=after.get(one.code)) for one in units)
    return Difference(new["run"]["id"], ranked, tuple(_swaps(ranked)), tuple(findings), _ungathered(findings))


Side = Literal["old", "new"]


def _ranks(units: Sequence[UnitMove], side: Side) -> dict[str, int]:
    """Unit code -> its place among those of its type of which anything was seen; equal values share the first of theirs."""
    first: dict[tuple[str, Any], int] = {}
    ranks: dict[str, int] = {}
    placed: Counter[str] = Counter()
    seen = [(one, score["value"]) for one in units if (score := _score(one, side))["coverage"] > 0]
    for one, value in sorted(seen, key=lambda pair: -pair[1]):
        placed[one.type] += 1
        ranks[one.code] = first.setdefault((one.type, value), placed[one.type])
    return ranks


def _score(one: UnitMove, side: Side) -> Mapping[str, Any]:
    return one.old if side == "old" else one.new


def _swaps(units: Sequence[UnitMove]) -> Iterator[Swap]:
    ranked = [unit for unit in units if unit.old_rank is not None and unit.new_rank is not None]
    for one, two in combinations(ranked, 2):
        if one.type != two.type:
            continue
        was, now = _order(one, two, "old"), _order(one, two, "new")
        if was * now < 0:
            first, second = (one, two) if now > 0 else (two, one)
            yield Swap(first.code, second.code, one.type)


def _order(one: UnitMove, two: UnitMove, side: Side) -> int:
    a, b = _score(one, side)["value"], _score(two, side)["value"]
    return int(a > b) - int(a < b)


def _findings(one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[FindingMove]:
    before = {finding["id"]: finding for finding in one["findings"]}
    after = {finding["id"]: finding for finding in two["findings"]}
    for id in [*after, *(id for id in before if id not in after)]:
        was, now = before.get(id), after.get(id)
        told = now or was or {}
        kind: Kind = "changes" if was and now else "appears" if now else "vanishes"
        if kind != "changes" or _differs(was or {}, now or {}):
            yield FindingMove(one["code"], told["rule"], told["subject"], kind, was, now)


def _differs(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return any(was[key] != now[key] for key in ("outcome", "points", "confirmed", "severity"))


def _ungathered(findings: Sequence[FindingMove]) -> dict[str, int]:
    blank = [one.rule for one in findings if one.new is not None and one.new.get("reason") == _UNSEEN]
    return {rule: blank.count(rule) for rule in dict.fromkeys(blank)}
