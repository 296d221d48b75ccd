"""A unit's year from its quarters, orders and outside assessments: a ledger that adds up. All in Decimal.

How it is counted is told in docs/how-to/year-end.md, from which the tests recount it with code of their own. Every step is
rounded half up to 0.01 before the next begins, so that a person with paper gets the same digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from inspector.appraise import wording as said
from inspector.appraise.cycles import Round
from inspector.appraise.formula import Each, Formula, Memory
from inspector.appraise.record import Kind, QuarterScore, Record, UnitYear, YearLine
from inspector.model.words import Words

CENT = Decimal("0.01")
WHOLE = Decimal(100)
_ZERO = Decimal(0)


def appraise(record: Record, year: int, formula: Formula, at: date) -> UnitYear:
    """The year of one unit as of day `at`. 0 and the lines sum to `value` exactly."""
    weights = formula.weights(year)
    excused = {gap.quarter for gap in record.gaps if gap.excused}
    counted = [one for one in record.quarters if one.quarter in weights and one.quarter not in excused]
    wanted = {quarter: weight for quarter, weight in weights.items() if quarter not in excused}
    unassessed = tuple(
        quarter
        for quarter in formula.assessed(year)
        if quarter not in excused and quarter not in {one.quarter for one in record.assessed}
    )
    waiting = any(one.state == "filed" for one in record.objections)
    held = waiting or any(one.veto == "proposed" for one in counted)
    lines: tuple[YearLine, ...] = ()
    value = floor = None
    if counted and len(counted) == len(wanted) and not unassessed:
        lines = tuple(_lines(counted, wanted, record, formula, at, worst=False))
        value = _sum(lines)
        floor = min(value, _sum(_lines(counted, wanted, record, formula, at, worst=True)))
    spent = [Decimal((one.ended - one.began).days) for one in record.rounds if one.ended and one.end == "closed"]
    return UnitYear(
        unit=record.unit,
        name=record.name,
        type=record.type,
        tags=record.tags,
        quarters=record.quarters,
        gaps=record.gaps,
        assessed=record.assessed,
        unassessed=unassessed,
        lines=lines,
        rounds=record.rounds,
        objections=record.objections,
        value=value,
        floor=floor,
        points=cents(value * formula.points / WHOLE) if value is not None else None,
        held=held,
        issues=len(_issues(record.quarters)),
        recurrences=len(record.recurrences),
        late=sum(_counts(one) and one.late(at) for one in record.rounds),
        fixed=sum(_fixed(one, at) for one in record.rounds),
        open=sum(one.ended is None for one in record.rounds),
        days=median(spent),
    )


def cents(value: Decimal) -> Decimal:
    """Rounded half up to 0.01."""
    return value.quantize(CENT, ROUND_HALF_UP)


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, of an even number the mean of the two in the middle; None of nothing."""
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _lines(
    counted: Sequence[QuarterScore],
    weights: Mapping[str, Decimal],
    record: Record,
    formula: Formula,
    at: date,
    *,
    worst: bool,
) -> list[YearLine]:
    """The ledger; with `worst` everything undetermined or unconfirmed goes against the unit."""
    scores = {one.quarter: one.floor if worst else one.value for one in counted}
    lines = _start(scores, weights, formula)
    lines += _outside(lines, record, formula)
    lines += _each("recurrence", formula.recurrence, -1, [said.recurrence(one) for one in record.recurrences])
    late = [one for one in record.rounds if _counts(one) and one.late(at)]
    lines += _each("late", formula.late, -1, [said.late(one) for one in late])
    fixed = [one for one in record.rounds if _fixed(one, at)]
    lines += _each("verified_fix", formula.verified_fix, 1, [said.fixed(one) for one in fixed])
    lines += _limit(_sum(lines))
    return lines + _remembered(_sum(lines), counted, formula.memory, worst=worst)


def _start(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal], formula: Formula) -> list[YearLine]:
    """The weighted mean, and what the lowest quarter's share makes of it."""
    total = sum(weights.values(), _ZERO)
    mean = cents(sum((scores[quarter] * weight for quarter, weight in weights.items()), _ZERO) / total)
    lines = [YearLine("mean", mean, said.mean(scores, weights))]
    share, low = formula.lowest.share, min(scores.values())
    base = cents((1 - share) * mean + share * low)
    if share:
        quarter = next(quarter for quarter in scores if scores[quarter] == low)
        lines.append(YearLine("lowest", base - mean, said.lowest(mean, low, share), quarter, quarter))
    return lines


def _outside(lines: Sequence[YearLine], record: Record, formula: Formula) -> list[YearLine]:
    """What the outside assessor's share makes of it: the plain mean of all assessments of the expected quarters."""
    share = formula.third_party.share
    values = [one.value for one in record.assessed if one.quarter[4:] in formula.third_party.quarters]
    if not share or not values:
        return []
    mean, base = cents(sum(values, _ZERO) / len(values)), _sum(lines)
    return [YearLine("third_party", cents((1 - share) * base + share * mean) - base, said.outside(base, mean, share))]


def _each(kind: Kind, rate: Each, sign: int, items: Iterable[tuple[Words, str, str]]) -> list[YearLine]:
    """A line for each item, and one that gives back what exceeds the most."""
    if not rate.each:
        return []
    lines = [YearLine(kind, sign * rate.each, reason, ref, quarter) for reason, ref, quarter in items]
    excess = rate.each * len(lines) - rate.most
    return [*lines, YearLine("bound", -sign * excess, said.bound(kind, rate.most))] if excess > 0 else lines


def _limit(value: Decimal) -> list[YearLine]:
    """A year is worth 0 to 100."""
    bounded = min(max(value, _ZERO), WHOLE)
    return [YearLine("limit", bounded - value, said.limit())] if bounded != value else []


def _remembered(
    value: Decimal, counted: Sequence[QuarterScore], memory: Sequence[Memory], *, worst: bool
) -> list[YearLine]:
    """The strictest line of the memory that applies."""
    hits = [
        (line.most, quarters) for line in memory if len(quarters := _matching(line, counted, worst)) >= line.quarters
    ]
    if not hits:
        return []
    most, quarters = min(hits)
    return (
        [YearLine("memory", most - value, said.memory(most, quarters), quarters[0], quarters[0])]
        if value > most
        else []
    )


def _matching(line: Memory, counted: Sequence[QuarterScore], worst: bool) -> tuple[str, ...]:
    vetoes = ("confirmed", "proposed") if worst else ("confirmed",)
    if line.veto:
        return tuple(one.quarter for one in counted if one.veto in vetoes)
    alike = [tuple(one.quarter for one in counted if rule in one.failed) for rule in line.rules]
    return max(alike, key=len)


def _counts(one: Round) -> bool:
    """Advice has no points and no deadline that could cost any."""
    return one.severity != "advice"


def _fixed(one: Round, at: date) -> bool:
    """Put right in time and closed by a passing look."""
    return _counts(one) and one.end == "closed" and one.verified and one.due is not None and not one.late(at)


def _issues(quarters: Iterable[QuarterScore]) -> set[str]:
    return {
        finding["id"]
        for one in quarters
        for finding in one.result.get("findings", ())
        if finding["outcome"] == "fail" and finding["confirmed"]
    }


def _sum(lines: Iterable[YearLine]) -> Decimal:
    return sum((line.points for line in lines), _ZERO)
