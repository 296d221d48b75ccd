"""What each repair gains, and in which order repairs gain most: the score itself, asked what would be if."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from inspector.model.finding import Finding, Score
from inspector.ruleset import Ruleset
from inspector.score import is_bonus, score

EXACT = 12
"""Up to so many faults every set of repairs is weighed; beyond, the next best repair is taken each time."""

Worth = tuple[Decimal, int, Decimal]
"""Of a set of repairs: the value; where equal, a veto less; then the floor."""
Worths = Callable[[int], Worth]
"""The worth of a set of repairs, each a bit."""


@dataclass(frozen=True, slots=True)
class Step:
    """One repair in its place: the value after it, what it added, and what came free with it.

    `alone` is what it would add were it the only one. `hidden` counts rules that could not be judged because of this fault:
    what they will find is not foretold.
    """

    finding: Finding
    value: Decimal
    gain: Decimal
    alone: Decimal
    clears_veto: bool
    unlocks_bonus: bool
    hidden: int

    def json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "finding": self.finding.id,
            "rule": self.finding.rule,
            "subject": self.finding.subject,
            "message": self.finding.message.json(),
            "confirmed": self.finding.confirmed,
            "gain": float(self.gain),
            "alone": float(self.alone),
            "value": float(self.value),
            "clears_veto": self.clears_veto,
            "unlocks_bonus": self.unlocks_bonus,
            "hidden": self.hidden,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Repairs in the order in which the value, summed over all steps, is greatest; `exact` unless there were too many.

    `left` are the faults for which there was no room.
    """

    before: Score
    steps: tuple[Step, ...]
    exact: bool
    left: tuple[Finding, ...] = ()

    def json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "before": float(self.before.value),
            "after": float(self.steps[-1].value if self.steps else self.before.value),
            "exact": self.exact,
            "steps": [step.json() for step in self.steps],
            "left": [finding.id for finding in self.left],
        }


def foretold(findings: Iterable[Finding], unit_type: str, ruleset: Ruleset, repaired: Collection[str]) -> Score:
    """The score as it would be were the findings whose ids are in `repaired` put right, all else unchanged."""
    return score((_repaired(f) if f.id in repaired else f for f in findings), unit_type, ruleset)


def plan(
    findings: Iterable[Finding],
    unit_type: str,
    ruleset: Ruleset,
    only: Sequence[str] | None = None,
    room: int | None = None,
) -> Plan:
    """The plan for all fails of a unit, or for those whose ids are in `only`; at most `room` of them, the best."""
    findings = tuple(findings)
    faults = [f for f in findings if f.outcome == "fail" and (only is None or f.id in only)]
    known: dict[int, Score] = {}

    def after(done: int) -> Score:
        if done not in known:
            ids = {fault.id for place, fault in enumerate(faults) if done >> place & 1}
            known[done] = foretold(findings, unit_type, ruleset, ids)
        return known[done]

    def worth(done: int) -> Worth:
        found = after(done)
        return found.value, -(found.veto is not None), found.floor

    exact = len(faults) <= EXACT
    order = _exact(len(faults), room, worth) if exact else _greedy(len(faults), room, worth)
    steps, done = [], 0
    for place in order:
        old, new = after(done), after(done | 1 << place)
        alone = after(1 << place).value - after(0).value
        bonus = _bonus(new, ruleset) > _bonus(old, ruleset)
        steps.append(_step(faults[place], old, new, alone, bonus, findings))
        done |= 1 << place
    left = tuple(fault for place, fault in enumerate(faults) if place not in order)
    return Plan(after(0), tuple(steps), exact, left)


def _exact(count: int, room: int | None, worth: Worths) -> list[int]:
    """The best set for which there is room, in its best order; of equals the one that takes earlier faults."""
    places = tuple(range(count))
    if room is not None and room < count:
        places = max(
            combinations(places, max(0, room)), key=lambda chosen: (worth(_bits(chosen)), [-p for p in chosen])
        )
    return _best(places, worth)


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _best(places: tuple[int, ...], worth: Worths) -> list[int]:
    """The order with the greatest sum over all steps, by sets; of equals the one that takes earlier faults first."""
    whole = _bits(places)
    sets = sorted((_bits(part) for size in range(len(places)) for part in combinations(places, size)), reverse=True)
    best: dict[int, tuple[Worth, int]] = {whole: ((Decimal(0), 0, Decimal(0)), -1)}
    for done in sets:
        left = [place for place in places if not done >> place & 1]
        options = [(_plus(worth(done | 1 << place), best[done | 1 << place][0]), -place) for place in left]
        total, place = max(options)
        best[done] = (total, -place)
    order, done = [], 0
    while (place := best[done][1]) >= 0:
        order.append(place)
        done |= 1 << place
    return order


def _greedy(count: int, room: int | None, worth: Worths) -> list[int]:
    order: list[int] = []
    done = 0
    while len(order) < (count if room is None else min(count, room)):
        place = max((p for p in range(count) if not done >> p & 1), key=lambda p: (worth(done | 1 << p), -p))
        order.append(place)
        done |= 1 << place
    return order


def _plus(one: Worth, other: Worth) -> Worth:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _repaired(finding: Finding) -> Finding:
    return replace(finding, outcome="pass", points=Decimal(0), confirmed=True)


def _step(fault: Finding, old: Score, new: Score, alone: Decimal, bonus: bool, findings: tuple[Finding, ...]) -> Step:
    return Step(
        finding=fault,
        value=new.value,
        gain=new.value - old.value,
        alone=alone,
        clears_veto=old.veto is not None and new.veto is None,
        unlocks_bonus=bonus,
        hidden=sum(finding.reason == f"superseded:{fault.rule}" for finding in findings),
    )


def _bonus(one: Score, ruleset: Ruleset) -> Decimal:
    return sum((entry.points for entry in one.ledger if is_bonus(entry, ruleset)), Decimal(0))
