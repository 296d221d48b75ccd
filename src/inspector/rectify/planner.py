"""What each repair gains, and in which order repairs gain most: the score itself, asked what would be if."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from inspector.model.finding import Finding, Score
from inspector.ruleset import Ruleset
from inspector.score import score

EXACT = 12
"""Up to so many faults every set of repairs is weighed; beyond, the next best repair is taken each time."""

Worth = tuple[Decimal, int, Decimal]
"""Of a set of repairs: the value; where equal, a veto less; then the floor."""


@dataclass(frozen=True, slots=True)
class Step:
    """One repair in its place: the value after it, what it added, and what came free with it.

    `hidden` counts rules that could not be judged because of this fault: what they will find is not foretold.
    """

    finding: Finding
    value: Decimal
    gain: Decimal
    alone: Decimal
    clears_veto: bool
    unlocks_bonus: bool
    hidden: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Repairs in the order in which the value, summed over all steps, is greatest; `exact` unless there were too many."""

    before: Score
    steps: tuple[Step, ...]
    exact: bool


def plan(findings: Iterable[Finding], unit_type: str, ruleset: Ruleset, only: Sequence[str] | None = None) -> Plan:
    """The plan for all fails of a unit, or for those whose ids are in `only`."""
    findings = tuple(findings)
    faults = [f for f in findings if f.outcome == "fail" and (only is None or f.id in only)]
    known: dict[int, Score] = {}

    def after(repaired: int) -> Score:
        if repaired not in known:
            done = {fault.id for place, fault in enumerate(faults) if repaired >> place & 1}
            known[repaired] = score((_repaired(f) if f.id in done else f for f in findings), unit_type, ruleset)
        return known[repaired]

    exact = len(faults) <= EXACT

    def values(repaired: int) -> Worth:
        found = after(repaired)
        return found.value, -(found.veto is not None), found.floor

    order = _best(len(faults), values) if exact else _greedy(len(faults), values)
    steps, done = [], 0
    for place in order:
        old, new = after(done), after(done | 1 << place)
        steps.append(_step(faults[place], old, new, after(1 << place).value - after(0).value, findings))
        done |= 1 << place
    return Plan(after(0), tuple(steps), exact)


def _best(count: int, worth: Callable[[int], Worth]) -> list[int]:
    """The order with the greatest sum over all steps, by sets; of equals the one that takes earlier faults first."""
    best: dict[int, tuple[Worth, int]] = {(1 << count) - 1: ((Decimal(0), 0, Decimal(0)), -1)}
    for done in reversed(range((1 << count) - 1)):
        left = [place for place in range(count) if not done >> place & 1]
        options = [(_plus(worth(done | 1 << place), best[done | 1 << place][0]), -place) for place in left]
        total, place = max(options)
        best[done] = (total, -place)
    order, done = [], 0
    while (place := best[done][1]) >= 0:
        order.append(place)
        done |= 1 << place
    return order


def _greedy(count: int, worth: Callable[[int], Worth]) -> list[int]:
    order: list[int] = []
    done = 0
    while len(order) < count:
        place = max((p for p in range(count) if not done >> p & 1), key=lambda p: (worth(done | 1 << p), -p))
        order.append(place)
        done |= 1 << place
    return order


def _plus(one: Worth, other: Worth) -> Worth:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _repaired(finding: Finding) -> Finding:
    return replace(finding, outcome="pass", points=Decimal(0), confirmed=True)


def _step(fault: Finding, old: Score, new: Score, alone: Decimal, findings: tuple[Finding, ...]) -> Step:
    return Step(
        finding=fault,
        value=new.value,
        gain=new.value - old.value,
        alone=alone,
        clears_veto=old.veto is not None and new.veto is None,
        unlocks_bonus=_bonus(new) > _bonus(old),
        hidden=sum(finding.reason == f"superseded:{fault.rule}" for finding in findings),
    )


def _bonus(one: Score) -> int:
    return sum(entry.points > 0 and bool(entry.pack) and not entry.rule for entry in one.ledger)
