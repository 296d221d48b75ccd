"""The shipped rules are those of the catalogue: all 99, each decided, proposed or asked as the catalogue says, each with its proof."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

from inspector.pipeline.ruleset.fixtures import proofs
from inspector.pipeline.ruleset.overview import overview
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset

RULESET = read_ruleset(bundled_rules(), "beijing-district")
CATALOGUE = Path(__file__).with_name("catalogue.csv")


def _rows() -> list[dict[str, str]]:
    lines = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_every_rule_of_the_catalogue_is_there_and_no_other() -> None:
    """99 rules, in the order of the catalogue pack by pack."""
    assert sorted(row["id"] for row in _rows()) == sorted(rule.id for rule in RULESET.rules)
    assert len(RULESET.rules) == 99


def test_each_rule_is_decided_by_whom_the_catalogue_says() -> None:
    """74 by the machine, 21 proposed, 4 by a person or an authorised probe; points and severity are the catalogue's too."""
    wrong = []
    for row in _rows():
        rule = RULESET.rule(row["id"])
        assert rule is not None
        points = Decimal(row["points"] if row["points"] != "-" else 0)
        told = (rule.card.auto, max(rule.card.points, rule.card.per_finding), rule.card.severity)
        if told != (row["auto"], points, row["severity"]):
            wrong.append((row, told))

    assert wrong == []
    assert Counter(row["auto"] for row in _rows()) == {"A": 74, "B": 21, "C": 4}


def test_what_is_listed_says_the_same() -> None:
    """`rules list --json` counts them as decided, proposed and manual."""
    told = overview(bundled_rules(), RULESET)

    assert Counter(row.decides for row in told) == {"decided": 74, "proposed": 21, "manual": 4}


def test_every_rule_has_two_of_each_and_a_tricky_one() -> None:
    """The least proof of every one of the 99, counted as `rules list` counts it."""
    shown = proofs(bundled_rules())

    short = {
        rule.id: shown.get(rule.id)
        for rule in RULESET.rules
        if (one := shown.get(rule.id)) is None or one.passing < 2 or one.failing < 2 or one.tricky < 1
    }
    assert short == {}
