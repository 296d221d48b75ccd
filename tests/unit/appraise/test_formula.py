"""A formula that a person wrote: faults with their place, keys of config.toml that win, digests."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from invented_year import workspace

from inspector.appraise import read_formula
from inspector.errors import RulesError
from inspector.pipeline.appraise.formula import chosen_formula
from inspector.pipeline.ruleset.rulebook import bundled_rules

OWN = (bundled_rules() / "appraisal/district-year.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lowest:", "lowes:", "own.yaml:11:1: unknown key 'lowes'"),
        ("{Q1: 1, Q2: 1, Q3: 1, Q4: 1}", "{Q1: 0, Q2: 0}", "every quarter has the weight 0"),
        ("share: 0, quarters", "share: 1.5, quarters", "own.yaml:14:15: share"),
        ("- {veto: true, quarters: 1, most: 79}", "- {quarters: 1, most: 79}", "remembers either"),
        ("points: 4", "points: four", "points"),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, said: str) -> None:
    """Nothing mistyped is ignored."""
    assert old in OWN

    with pytest.raises(RulesError) as caught:
        read_formula(OWN.replace(old, new, 1), "own.yaml")

    problem = caught.value.problems[0]
    assert said in str(problem)
    assert problem.place.startswith("own.yaml:")


def test_keys_of_the_settings_win_and_are_told(tmp_path: Path) -> None:
    """The keys of earlier versions keep working."""
    place = workspace(
        tmp_path / "w", config="\n[appraisal]\nlate = 0.75\nscale = 6.0\nweights = { Q1 = 0.5, Q4 = 0.5 }\n"
    )

    chosen = chosen_formula(place)

    assert chosen.formula.late.each == Decimal("0.75")
    assert chosen.formula.points == 6
    assert chosen.formula.weights(2026) == {"2026Q1": Decimal("0.5"), "2026Q4": Decimal("0.5")}
    assert set(chosen.overrides) == {"weights", "late", "scale"}


def test_a_formula_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    """A mistyped name."""
    place = workspace(tmp_path / "w", config='\n[appraisal]\nformula = "distrct-year"\n')

    with pytest.raises(RulesError, match="not there") as caught:
        chosen_formula(place)

    assert "district-year" in str(caught.value)


def test_a_formula_is_no_part_of_the_rules(tmp_path: Path) -> None:
    """Changing it leaves the digest of the rules, and so every comparison, as it was."""
    place = workspace(tmp_path / "w")
    before = place.ruleset().digest

    (tmp_path / "w/rules/appraisal/district-year.yaml").write_text(
        OWN.replace("points: 4", "points: 5"), encoding="utf-8"
    )

    assert place.ruleset().digest == before
    assert chosen_formula(place).formula.points == 5
