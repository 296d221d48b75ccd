"""Rule files are read whole or refused with every problem, each with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.checks import checks
from inspector.errors import RulesError
from inspector.pipeline.ruleset.rulebook import read_texts
from inspector.ruleset import All, Ask, load
from inspector.ruleset.schema import rules_schema

RULES = Path(__file__).parents[3] / "rules"

PROFILE = """\
id: small
title: {zh: 小, en: small}
sheets:
  department: {packs: {XX: 10}}
grades: [{least: 0, zh: 无, en: none}]
"""
PACK = """\
pack: XX
title: {zh: 甲, en: a}
about: {zh: 甲, en: a}
max: 10
rules:
  - id: XX-01
    title: {zh: 电话, en: phone}
    page: guide
    check:
      fact: {name: phone, label_zh: 电话, label_en: phone}
    points: 2
    severity: S2
    auto: A
    basis: [{zh: 条例, en: law}]
    method: {zh: 看, en: look}
    remedy: {zh: 补, en: add}
"""


def problems(pack: str, **more: str) -> list[str]:
    """What is wrong with a small rules folder."""
    texts = {"x.yaml": pack, "profiles/small.yaml": PROFILE, **more}
    with pytest.raises(RulesError) as refused:
        load(texts, "small", checks())
    return [str(problem) for problem in refused.value.problems]


def test_a_small_folder_loads() -> None:
    """One pack, one rule, one profile."""
    ruleset = load({"x.yaml": PACK, "profiles/small.yaml": PROFILE}, "small", checks())

    assert [rule.id for rule in ruleset.rules] == ["XX-01"]
    assert ruleset.needs("department", date(2026, 1, 1)) == {"guide"}


def test_an_unknown_key_is_told_with_place_and_suggestion() -> None:
    """A mistyped key never does nothing silently."""
    found = problems(PACK.replace("severity: S2", "severty: S2"))

    assert any(one.startswith("x.yaml:12:5: unknown key 'severty'") and "'severity'" in one for one in found)
    assert any("'severity' is missing" in one for one in found)


def test_an_unknown_check_is_told_with_a_suggestion() -> None:
    """So are mistyped checks and parameters."""
    assert "did you mean 'fact'" in problems(PACK.replace("fact: {name", "facts: {name"))[0]
    assert "x.yaml:10:14: unknown key 'nam'" in problems(PACK.replace("{name: phone", "{nam: phone, name: phone"))[0]


def test_broken_yaml_names_line_and_column() -> None:
    """A file that is no YAML is told by its place; duplicate keys are refused."""
    assert problems(PACK.replace("title: {zh: 甲", "title: {zh: 甲}, {"))[0].startswith("x.yaml:2:")
    assert any("duplicate" in one or "not YAML" in one for one in problems(PACK + "max: 11\n"))


def test_all_files_are_told_at_once() -> None:
    """Two faults in two files are two problems."""
    found = problems(PACK.replace("auto: A", "auto: Z"), **{"y.yaml": "pack: YY\n"})

    assert any(one.startswith("x.yaml") for one in found)
    assert any(one.startswith("y.yaml") for one in found)


def test_a_profile_that_names_a_missing_pack_is_refused() -> None:
    """A suite that would lose a pack does not load."""
    found = problems(PACK.replace("pack: XX", "pack: ZZ").replace("XX-01", "ZZ-01"))

    assert any("names pack XX, which is not there" in one for one in found)


def test_a_calendar_under_another_year_or_without_days_off_is_refused() -> None:
    """An empty table is no table."""
    calendar = "year: 2027\nsource: s\noff: []\n"

    found = problems(PACK, **{"calendar/2026.yaml": calendar})

    assert any("about 2027" in one for one in found)
    assert any("without a day off" in one for one in found)


def test_the_shipped_rules_are_the_catalogue() -> None:
    """Every shipped profile loads over the shipped packs, and no rule is without law, method and remedy."""
    texts = read_texts(RULES)
    for name in (path.stem for path in (RULES / "profiles").glob("*.yaml")):
        ruleset = load(texts, name, checks())

        for rule in ruleset.rules:
            assert rule.card.basis, rule.id
            assert rule.card.method.zh, rule.id
            assert rule.card.remedy.en, rule.id


def test_combinations_are_built_from_their_parts() -> None:
    """`all` of two checks binds both."""
    combined = PACK.replace(
        "      fact: {name: phone, label_zh: 电话, label_en: phone}", "      all: [text_page: {}, links_open: {}]"
    )

    rule = load({"x.yaml": combined, "profiles/small.yaml": PROFILE}, "small", checks()).rules[0]

    assert isinstance(rule.test, All)
    assert [part.check.name for part in rule.test.parts if isinstance(part, Ask)] == ["text_page", "links_open"]


def test_the_schema_names_every_check() -> None:
    """The editor's schema is generated from what validates."""
    schema = rules_schema(checks())

    assert {f"check_{name}" for name in checks()} <= schema["$defs"].keys()
    assert schema["$defs"]["Rule"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "    severity: S2",
            "    severity：S2",
            "x.yaml:12:13: a wide colon stands after 'severity' (write a plain one",
        ),
        ("    points: 2", "\tpoints: 2", "indent by spaces, not by tabs"),
        (
            "page: guide",
            "page: guides",
            "x.yaml:8:5: page: 'guides' is none of those that may stand here (did you mean 'guide'?)",
        ),
    ],
)
def test_slips_of_the_keyboard_are_told_as_what_they_are(old: str, new: str, said: str) -> None:
    """Input methods make wide colons, editors make tabs; one sentence each."""
    found = problems(PACK.replace(old, new))

    assert [said in one for one in found] == [True], found


def test_a_rule_with_a_fault_has_its_check_looked_at_too() -> None:
    """A wrong severity and a wrong parameter of the check are told together."""
    found = problems(PACK.replace("severity: S2", "severity: S9").replace("{name: phone", "{nam: phone, name: phone"))

    assert any("severity: 'S9' is none of those that may stand here" in one for one in found)
    assert any("unknown key 'nam' (did you mean 'name'?)" in one for one in found)
