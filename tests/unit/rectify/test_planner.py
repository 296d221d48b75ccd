"""The planner foretells what the score says after a repair."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, permutations
from pathlib import Path

import pytest

from inspector.model.finding import Finding
from inspector.model.words import Words
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.rectify.planner import EXACT, plan
from inspector.ruleset import Ruleset
from inspector.ruleset.profile import Bonus
from inspector.score import score

RULES = Path(__file__).parents[3] / "rules"
WRONG = Words("错", "wrong")


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    """The rules the project ships."""
    return read_ruleset(RULES, "beijing-district")


def _faults(ruleset: Ruleset, count: int) -> tuple[Finding, ...]:
    packs = ruleset.profile.sheet("department").packs
    cards = [rule.card for rule in ruleset.rules if rule.card.pack in packs and rule.card.points > 0]
    cards = cards[:: max(1, len(cards) // count)][:count]
    return tuple(
        Finding(f"F-{n}", "QH102", c.id, c.pack, "x", "fail", c.severity, -c.points, n % 3 != 2, WRONG, "unit")
        for n, c in enumerate(cards)
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 4, 5])
def test_no_order_gains_more(ruleset: Ruleset, count: int) -> None:
    """Brute force over all orders agrees on the sum of the values after each step."""
    faults = _faults(ruleset, count)

    def value(done: tuple[Finding, ...]) -> Decimal:
        mended = [replace(f, outcome="pass", points=Decimal(0)) if f in done else f for f in faults]
        return score(mended, "department", ruleset).value

    best = max(sum(value(order[:n]) for n in range(1, count + 1)) for order in permutations(faults))

    assert sum(step.value for step in plan(faults, "department", ruleset).steps) == best


def test_foretold_is_what_comes(ruleset: Ruleset) -> None:
    """The value after the last step is the score of the unit with every fault repaired; gains add up to it."""
    faults = _faults(ruleset, 6)
    found = plan(faults, "department", ruleset)
    clean = score([replace(f, outcome="pass", points=Decimal(0)) for f in faults], "department", ruleset)

    assert found.steps[-1].value == clean.value
    assert found.before.value + sum(step.gain for step in found.steps) == clean.value


def test_beyond_the_limit_the_order_is_greedy_and_says_so(ruleset: Ruleset) -> None:
    """Thirteen faults are planned too, none left out."""
    found = plan(_faults(ruleset, EXACT + 1), "department", ruleset)

    assert (found.exact, len({step.finding.id for step in found.steps})) == (False, EXACT + 1)


@pytest.mark.parametrize("count", [7, EXACT])
def test_no_other_choice_of_repairs_gains_more(ruleset: Ruleset, count: int) -> None:
    """Where there is room for four, every four of up to twelve faults are tried by themselves: none comes to a higher value."""
    faults = _faults(ruleset, count)

    def value(chosen: tuple[Finding, ...]) -> Decimal:
        mended = [replace(f, outcome="pass", points=Decimal(0)) if f in chosen else f for f in faults]
        return score(mended, "department", ruleset).value

    found = plan(faults, "department", ruleset, room=4)

    assert found.exact
    assert found.steps[-1].value == max(value(chosen) for chosen in combinations(faults, 4))
    assert len(found.left) == count - 4
    assert {f.id for f in found.left} | {step.finding.id for step in found.steps} == {f.id for f in faults}


def test_without_room_nothing_is_planned_and_nothing_is_lost(ruleset: Ruleset) -> None:
    """No working day left: all faults are named as left."""
    found = plan(_faults(ruleset, 3), "department", ruleset, room=0)

    assert (found.steps, len(found.left), found.json()["after"]) == ((), 3, float(found.before.value))


def test_a_repair_that_clears_a_veto_or_unlocks_a_bonus_says_so(ruleset: Ruleset) -> None:
    """The possible veto holds the grade until its fault is put right; a bonus counts once the value exceeds its gate."""
    veto = Finding(
        "F-v", "QH102", "PV-01", "PV", "x", "fail", "veto?", Decimal(-10), True, WRONG, "unit", ruling="confirmed"
    )
    earned = Finding("F-b", "QH102", "AR-04", "AR", "x", "pass", "S1", Decimal(0), True, WRONG, "unit")
    minor = Finding("F-m", "QH102", "GD-05", "GD", "x", "fail", "S2", Decimal(-2), True, WRONG, "unit")
    generous = replace(ruleset, profile=replace(ruleset.profile, bonus=(Bonus("AR", Decimal(3), Decimal(90)),)))

    steps = {step.finding.id: step for step in plan([veto, earned, minor], "department", generous).steps}

    assert (steps["F-v"].clears_veto, steps["F-v"].unlocks_bonus) == (True, True)
    assert (steps["F-m"].clears_veto, steps["F-m"].unlocks_bonus) == (False, False)
