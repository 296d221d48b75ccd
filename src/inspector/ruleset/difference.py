"""Which rules judge differently in two rulesets; other wording, weights and points are no difference of judgement."""

from __future__ import annotations

from inspector.ruleset.rules import Rule, Ruleset


def changed_rules(old: Ruleset, new: Ruleset) -> frozenset[str]:
    """Ids of rules that are in one ruleset only, or ask something else, or of somebody else, than they did."""
    before, after = ({rule.id: rule for rule in ruleset.rules} for ruleset in (old, new))
    return frozenset(
        id for id in before.keys() | after.keys() if _asked(before.get(id), old) != _asked(after.get(id), new)
    )


def _asked(rule: Rule | None, ruleset: Ruleset) -> object:
    """What a verdict of the rule depends on besides the pages, to be compared with another."""
    if rule is None:
        return None
    profile = ruleset.profile
    columns = profile.columns if any("columns" in need or "items" in need for need in rule.needs()) else ()
    features = tuple(sorted((kind, tuple(done)) for kind, done in profile.features.items())) if rule.features else ()
    due = tuple(sorted((profile.report_due or {}).items())) if "annual_report" in rule.needs() else ()
    own = (rule.test, rule.page, rule.also, rule.missing, rule.types, rule.features, rule.since, rule.until)
    return own, rule.card.auto, columns, features, due
