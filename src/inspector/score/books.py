"""Bookkeeping of points: deductions, what caps give back, what does not apply. All in Decimal, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.model.finding import Entry
from inspector.model.words import Words
from inspector.ruleset import Ruleset

CENT = Decimal("0.01")
_ZERO = Decimal(0)
_RULE_CAP = Words(
    "{rule}扣分以{cap}分为限，超出部分退回",
    "{rule} takes at most {cap} {cap|point|points}; what exceeds it is given back",
)
_PACK_CAP = Words(
    "{pack}部分扣分以{cap}分为限，超出部分退回",
    "pack {pack} takes at most {cap} {cap|point|points}; what exceeds it is given back",
)
_HEIR = Words(
    "{pack}部分承接不适用部分的分值，由{cap}分增至{grown}分，扣分同比例增加：{taken}×({grown}−{cap})÷{cap}",
    "pack {pack} takes over points of parts that do not apply and counts {grown} instead of {cap}: {taken}×({grown}−{cap})÷{cap} more",
)
_SCALE = Words(
    "不适用部分的分值按比例分摊：({base}−{taken})×{max}÷{base}",
    "points of parts that do not apply are spread: ({base}−{taken})×{max}÷{base}",
)


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points (positive) one finding takes."""

    pack: str
    rule: str
    finding: str
    points: Decimal
    reason: Words


def book(deductions: Iterable[Deduction], caps: Mapping[str, Decimal], ruleset: Ruleset) -> list[Entry]:
    """Entries for the deductions of the packs in `caps`, then what rule and pack caps give back, pack by pack."""
    deductions = list(deductions)
    entries: list[Entry] = []
    for pack, cap in caps.items():
        mine = [d for d in deductions if d.pack == pack]
        entries += [Entry(d.pack, d.rule, d.finding, -d.points, d.reason) for d in mine if d.points]
        entries += _rule_caps(mine, pack, ruleset)
        excess = -_sum(entries, pack) - cap
        if excess > 0:
            entries.append(Entry(pack, "", "", excess, _PACK_CAP.fill(pack=pack, cap=cap)))
    return entries


def _rule_caps(mine: list[Deduction], pack: str, ruleset: Ruleset) -> list[Entry]:
    entries = []
    for id in dict.fromkeys(d.rule for d in mine):
        rule = ruleset.rule(id)
        excess = sum((d.points for d in mine if d.rule == id), _ZERO) - (rule.card.cap if rule else _ZERO)
        if rule is not None and excess > 0:
            entries.append(Entry(pack, id, "", excess, _RULE_CAP.fill(rule=id, cap=rule.card.cap)))
    return entries


def _sum(entries: Iterable[Entry], pack: str) -> Decimal:
    return sum((entry.points for entry in entries if entry.pack == pack), _ZERO)


def left(entries: Iterable[Entry], pack: str, cap: Decimal) -> Decimal:
    """Points left of a pack after its entries."""
    return cap + _sum(entries, pack)


def with_heirs(
    inside: Mapping[str, Decimal], gone: Mapping[str, Decimal], heirs: Mapping[str, Sequence[str]]
) -> dict[str, Decimal]:
    """The packs that apply, with the points of those that do not added to their heirs, in proportion to the heirs' own."""
    grown = dict(inside)
    for pack, points in gone.items():
        mine = [heir for heir in heirs.get(pack, ()) if inside.get(heir)]
        all_ = sum((inside[heir] for heir in mine), _ZERO)
        for heir in mine:
            grown[heir] += points * inside[heir] / all_
    return grown


def inherited(
    entries: Iterable[Entry],
    inside: Mapping[str, Decimal],
    gone: Mapping[str, Decimal],
    heirs: Mapping[str, Sequence[str]],
) -> list[Entry]:
    """An entry for each heir that lost points of its own: it loses of what it inherited in the same proportion."""
    grown = with_heirs(inside, gone, heirs)
    more = []
    for pack, cap in inside.items():
        taken = -_sum(entries, pack)
        points = (taken * (grown[pack] - cap) / cap).quantize(CENT, ROUND_HALF_UP) if grown[pack] != cap else _ZERO
        if points:
            said = _HEIR.fill(pack=pack, cap=cap, grown=grown[pack].quantize(CENT), taken=taken)
            more.append(Entry(pack, "", "", -points, said))
    return more


def spread(entries: list[Entry], base: Decimal, whole: Decimal) -> list[Entry]:
    """The one entry that turns `base` points into a sheet of `whole`; none where all packs apply."""
    if base in (whole, _ZERO):
        return []
    taken = -sum((entry.points for entry in entries), _ZERO)
    scaled = ((base - taken) * whole / base).quantize(CENT, ROUND_HALF_UP)
    difference = scaled - (whole - taken)
    return [Entry("", "", "", difference, _SCALE.fill(base=base, taken=taken, max=whole))] if difference else []
