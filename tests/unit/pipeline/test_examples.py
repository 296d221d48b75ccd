"""The handbook's examples: what the fixtures really say, judged again only where something changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inspector.pipeline.ruleset.examples import SHIPPED, examples
from inspector.pipeline.ruleset.rulebook import all_checks, bundled_rules, read_texts
from inspector.report.inspection import Example
from inspector.ruleset import Ruleset, load

RULES = bundled_rules()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The bundled rules' texts."""
    return read_texts(RULES)


@pytest.fixture(scope="module")
def ruleset(texts: dict[str, str]) -> Ruleset:
    """The bundled rules."""
    return load(texts, "beijing-district", all_checks())


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rules folder with the fixtures of two rules and nothing remembered."""
    for rule in ("GD-05", "CH-03"):
        shutil.copytree(RULES / "tests" / rule, tmp_path / "rules" / "tests" / rule)
    return tmp_path / "rules"


def test_an_example_is_what_the_rule_says_of_the_fixture(
    rules: Path, texts: dict[str, str], ruleset: Ruleset, tmp_path: Path
) -> None:
    """One page that would pass and one that would fail, with the rule's own sentence; rules without fixtures have none."""
    found = examples(rules, texts, ruleset, tmp_path / "memo.json")

    assert [one.outcome for one in found["CH-03"]] == ["pass", "fail"]
    assert all(one.message.zh and one.message.en for one in found["CH-03"])
    assert (
        found["GD-05"][1].message.zh
        == "页面上没有办公时间；页面正文之外的文字（点击后出现的、输入框中的）中有，由人工确认"
    )
    assert found["AR-01"] == ()


def test_what_did_not_change_is_not_judged_again(
    rules: Path, texts: dict[str, str], ruleset: Ruleset, tmp_path: Path
) -> None:
    """What is remembered is used; a fixture that was changed is judged anew."""
    memo = tmp_path / "memo.json"
    examples(rules, texts, ruleset, memo)
    kept = json.loads(memo.read_text(encoding="utf-8"))
    kept["GD-05"]["examples"][0]["zh"] = kept["CH-03"]["examples"][0]["zh"] = "remembered"
    memo.write_text(json.dumps(kept), encoding="utf-8")
    next((rules / "tests/CH-03").glob("pass-*")).write_bytes(b"<!-- fixture -->broken")

    found = examples(rules, texts, ruleset, memo)

    assert found["GD-05"][0].message.zh == "remembered"
    assert "remembered" not in {one.message.zh for one in found["CH-03"]}


def test_a_broken_memo_is_no_memo(rules: Path, texts: dict[str, str], ruleset: Ruleset, tmp_path: Path) -> None:
    """Whatever is in the file, the examples are found."""
    memo = tmp_path / "memo.json"
    memo.write_text('{"GD-05": [], "CH-03": {"examples": 1}}', encoding="utf-8")

    assert examples(rules, texts, ruleset, memo)["GD-05"]


def test_what_is_shipped_is_what_judging_gives(texts: dict[str, str], ruleset: Ruleset, tmp_path: Path) -> None:
    """For every tenth rule: the examples that come with the program are those its fixtures give today (`make examples`)."""
    some = sorted(path.name for path in (RULES / "tests").iterdir() if path.is_dir())[::10]
    for rule in some:
        shutil.copytree(RULES / "tests" / rule, tmp_path / "rules" / "tests" / rule)

    fresh = examples(tmp_path / "rules", texts, ruleset, tmp_path / "memo.json")
    shipped = json.loads((RULES / SHIPPED).read_text(encoding="utf-8"))

    assert {rule: [_plain(one) for one in fresh[rule]] for rule in some} == {
        rule: shipped[rule]["examples"] for rule in some
    }


def _plain(one: Example) -> dict[str, str]:
    return {"outcome": one.outcome, "name": one.name, "zh": one.message.zh, "en": one.message.en, "quote": one.quote}
