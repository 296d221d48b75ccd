"""What a finding takes is what the rule's method says: a rule about many things costs by the thing, not as a whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.pipeline.ruleset.fixtures import run_fixtures
from inspector.pipeline.ruleset.rulebook import read_ruleset

RULES = Path(__file__).parents[2] / "rules"
RULESET = read_ruleset(RULES, "beijing-district")


@pytest.mark.parametrize(("rule", "each"), [("ST-05", "1"), ("FD-02", "1")])
def test_one_of_many_costs_what_the_method_says(rule: str, each: str) -> None:
    """A dead link of the home page, or a blank column, takes one point; one on an inner page a tenth."""
    fails = [
        finding
        for one in run_fixtures(RULES, RULESET, [rule])
        for finding in one.findings
        if finding.outcome == "fail" and finding.subject not in ("statutory", "home")
    ]

    assert fails
    assert {-finding.points for finding in fails} <= {Decimal(each), Decimal(each) / 10}
