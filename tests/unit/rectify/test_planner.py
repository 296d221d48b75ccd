"""The planner foretells what the score says after a repair."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from inspector.model.finding import Finding
from inspector.model.words import Words
from inspector.pipeline.rulebook import read_ruleset
from inspector.rectify.planner import EXACT, plan
from inspector.ruleset import Ruleset
from inspector.score import score

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    """The rules the project ships."""
    return read_ruleset(RULES, "beijing-district")


def _faults(ruleset: Ruleset, count: int) -> tuple[Finding, ...]:
    packs = ruleset.profile.sheet("department").packs
    cards = [rule.card for rule in ruleset.rules if rule.card.pack in packs and rule.card.points > 0]
    cards = cards[:: max(1, len(cards) // count)][:count]
    return tuple(
        Finding(f"F-{n}", "QH102", c.id, c.pack, "x", "fail", c.severity, -c.points, n % 3 != 2, Words("错", "wrong"), "unit")
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
