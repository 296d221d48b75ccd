"""The sentences of the year's ledger, with the arithmetic written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from inspector.model.words import Words

if TYPE_CHECKING:
    from inspector.appraise.cycles import Round
    from inspector.appraise.record import Recurrence

Item = tuple[Words, str, str]
"""The sentence, what it rests on, and its quarter."""
_WHAT = {
    "recurrence": Words("复发扣分", "recurrences take"),
    "late": Words("逾期扣分", "missed deadlines take"),
    "verified_fix": Words("按期整改加分", "verified repairs give"),
}


def mean(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Words:
    """`(1×83.5 + 1×90) ÷ 2`."""
    sums = " + ".join(f"{plain(weight)}×{plain(scores[quarter])}" for quarter, weight in weights.items())
    arithmetic = f"({sums}) ÷ {plain(sum(weights.values(), Decimal(0)))}"
    return Words("各季度加权平均：{a}", "weighted mean of the quarters: {a}").fill(a=arithmetic)


def lowest(mean: Decimal, low: Decimal, share: Decimal) -> Words:
    """How the lowest quarter counts."""
    arithmetic = f"{plain(1 - share)}×{plain(mean)} + {plain(share)}×{plain(low)}"
    return Words("计入最低季度：{a}", "the lowest quarter counted: {a}").fill(a=arithmetic)


def outside(base: Decimal, mean: Decimal, share: Decimal) -> Words:
    """How the outside assessment counts."""
    arithmetic = f"{plain(1 - share)}×{plain(base)} + {plain(share)}×{plain(mean)}"
    return Words("计入第三方评估：{a}", "the outside assessment counted: {a}").fill(a=arithmetic)


def recurrence(one: Recurrence) -> Item:
    """An issue that came back."""
    words = Words("{q}问题复发：{r}", "an issue came back in {q}: {r}").fill(q=one.quarter, r=one.rule)
    return words, one.order or one.finding, one.quarter


def late(one: Round) -> Item:
    """An order that missed its deadline."""
    words = Words("整改逾期：{n}（{r}，期限{d}）", "missed its deadline: {n} ({r}, due {d})")
    return words.fill(n=one.order, r=one.rule, d=one.due), one.order, one.quarter


def fixed(one: Round) -> Item:
    """An order put right in time."""
    words = Words("按期整改并复查合格：{n}（{r}，{d}销号）", "put right in time and checked: {n} ({r}, closed {d})")
    return words.fill(n=one.order, r=one.rule, d=one.ended), one.order, one.quarter


def bound(kind: str, most: Decimal) -> Words:
    """What exceeds the most."""
    what = _WHAT[kind]
    return Words(f"{what.zh}以{plain(most)}分为限", f"{what.en} at most {plain(most)} points")


def limit() -> Words:
    """A year is worth 0 to 100."""
    return Words("年度得分不低于0分、不高于100分", "a year is worth neither less than 0 nor more than 100")


def memory(most: Decimal, quarters: Sequence[str]) -> Words:
    """A bad quarter is remembered."""
    words = Words("{q}存在否决情形，年度得分以{m}分为限", "because of {q} the year is worth at most {m}")
    return words.fill(q="、".join(quarters), m=plain(most))


def plain(value: Decimal) -> str:
    """Digits without superfluous zeros: `83.5`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
