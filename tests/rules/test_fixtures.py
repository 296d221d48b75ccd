"""Every rule is judged on its own pages as they say: pages that must pass, must fail, or are tricky."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.pipeline.ruleset.fixtures import run_fixtures
from inspector.pipeline.ruleset.rulebook import read_ruleset

RULES = Path(__file__).parents[2] / "rules"
RULESET = read_ruleset(RULES, "beijing-district")
FOLDERS = sorted(path.name for path in (RULES / "tests").glob("*") if path.is_dir())
_QUOTED = re.compile(r"“[^“”]*”")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@cache
def results(rule: str) -> list[FixtureResult]:
    """The pages of a rule, tried once."""
    return list(run_fixtures(RULES, RULESET, [rule]))


def unquoted(text: str) -> str:
    """A sentence without what it quotes, quotations within quotations included."""
    while (outer := _QUOTED.sub("", text)) != text:
        text = outer
    return text


@pytest.mark.parametrize("rule", FOLDERS)
def test_english_messages_are_english(rule: str) -> None:
    """Whoever reads no Chinese can read each sentence: what is Chinese in it is in quotation marks, as a page or a rule says it."""
    said = {finding.message.en for one in results(rule) for finding in one.findings}

    assert [text for text in said if _CHINESE.search(unquoted(text))] == []


@pytest.mark.parametrize("rule", FOLDERS)
def test_fixtures_are_judged_as_they_say(rule: str) -> None:
    """No pass page fails, no fail page passes."""
    wrong = [one for one in results(rule) if not one.ok]

    assert [(one.name, one.expected, one.got, one.why) for one in wrong] == []


def test_every_fixture_folder_is_a_rule() -> None:
    """A page for a rule that is not there would never be tried."""
    assert [name for name in FOLDERS if RULESET.rule(name) is None] == []


def test_a_fixture_can_fail() -> None:
    """A page that does not say what its name promises is told, with the reason."""
    folder = RULES / "tests" / "GD-05"
    page = next(path for path in sorted(folder.iterdir()) if path.name.startswith("pass-")).read_bytes()

    result: FixtureResult = run_fixture("GD-05", "fail-not-at-all.html", {"fail-not-at-all.html": page}, RULESET)

    assert not result.ok
    assert result.why


@pytest.mark.parametrize("rule", [rule.id for rule in RULESET.rules])
def test_every_rule_has_its_proof_beside_it(rule: str) -> None:
    """At least two pages that pass, two that fail, and one that only looks like the other."""
    names = [path.name.partition("-")[0] for path in (RULES / "tests" / rule).glob("*") if path.suffix != ".yaml"]

    counts = {kind: names.count(kind) for kind in ("pass", "fail", "tricky")}

    assert all(counts[kind] >= least for kind, least in (("pass", 2), ("fail", 2), ("tricky", 1))), counts
