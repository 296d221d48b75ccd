"""One run judged by two sets of rules: who gains, who loses, which places change, which findings appear or vanish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """What `new` says otherwise than `old`: two results of the same run, units in the same order."""
    pairs = list(zip(old["units"], new["units"], strict=True))
    before, after = _ranks(old["units"]), _ranks(new["units"])
    units = tuple(_move(one, two, before, after) for one, two in pairs)
    findings = tuple(move for one, two in pairs for move in _findings(one, two))
    return Difference(new["run"]["id"], units, tuple(_swaps(units)), findings, _ungathered(findings))


def _move(one: Mapping[str, Any], two: Mapping[str, Any], before: _Ranks, after: _Ranks) -> UnitMove:
    code = one["code"]
    return UnitMove(code, one["name"], one["type"], one["score"], two["score"], before.get(code), after.get(code))


_Ranks = Mapping[str, int]


def _ranks(units: Sequence[Mapping[str, Any]]) -> _Ranks:
    seen = [unit for unit in units if unit["score"]["coverage"] > 0]
    return {unit["code"]: 1 + sum(_ahead(other, unit) for other in seen) for unit in seen}


def _ahead(other: Mapping[str, Any], unit: Mapping[str, Any]) -> bool:
    return bool(other["type"] == unit["type"] and other["score"]["value"] > unit["score"]["value"])


def _swaps(units: Sequence[UnitMove]) -> Iterator[Swap]:
    ranked = [unit for unit in units if unit.old_rank is not None and unit.new_rank is not None]
    for one, two in combinations(ranked, 2):
        if one.type != two.type:
            continue
        was, now = _order(one, two, "old"), _order(one, two, "new")
        if was * now < 0:
            first, second = (one, two) if now > 0 else (two, one)
            yield Swap(first.code, second.code, one.type)


def _order(one: UnitMove, two: UnitMove, side: Literal["old", "new"]) -> int:
    a, b = (one.old, two.old) if side == "old" else (one.new, two.new)
    return int(a["value"] > b["value"]) - int(a["value"] < b["value"])


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
