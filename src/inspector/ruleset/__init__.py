"""Rule files to a validated ruleset: packs, profile and calendars, all problems told at once with file, line and column."""

from inspector.ruleset.difference import changed_rules
from inspector.ruleset.load import load, rules_digest
from inspector.ruleset.profile import Profile, TypeSheet
from inspector.ruleset.rules import All, Any, Ask, Not, Pack, Rule, Ruleset, Test

__all__ = [
    "All",
    "Any",
    "Ask",
    "Not",
    "Pack",
    "Profile",
    "Rule",
    "Ruleset",
    "Test",
    "TypeSheet",
    "changed_rules",
    "load",
    "rules_digest",
]
