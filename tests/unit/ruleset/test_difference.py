"""Which rules judge differently: what they ask counts, not how it is worded or what it costs."""

from __future__ import annotations

from inspector.pipeline.ruleset.rulebook import all_checks, bundled_rules, read_texts
from inspector.ruleset import changed_rules, load

TEXTS = read_texts(bundled_rules())


def _changed(file: str, old: str, new: str) -> frozenset[str]:
    assert old in TEXTS[file]
    checks = all_checks()
    before = load(TEXTS, "beijing-district", checks)
    after = load({**TEXTS, file: TEXTS[file].replace(old, new, 1)}, "beijing-district", checks)
    return changed_rules(before, after)


def test_wording_and_weights_change_no_judgement() -> None:
    """A better sentence or other points leave every issue comparable."""
    assert _changed("guide.yaml", "points: 2", "points: 3") == frozenset()
    assert _changed("profiles/beijing-district.yaml", "least: 90", "least: 95") == frozenset()


def test_another_question_changes_its_rule_alone() -> None:
    """Here: a rule that is about another page."""
    assert _changed("guide.yaml", "name: phone, label_zh", "name: fax, label_zh") == {"GD-07"}


def test_other_limits_of_columns_change_the_rules_that_read_columns() -> None:
    """A guide's telephone number has nothing to do with them."""
    changed = _changed("profiles/beijing-district.yaml", "days: 14", "days: 30")

    assert any(rule.startswith("FR-") for rule in changed)
    assert "GD-07" not in changed
