"""The rule workbench for those who own the rules: lint, test, coverage, explain, schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from command_line import Command
from defusedxml.ElementTree import fromstring
from small_rules import HEAD, PROFILE, rule

from inspector.pipeline.ruleset.rulebook import all_checks, bundled_rules
from inspector.ruleset.schema import file_schema, rules_schema
from inspector.ruleset.yaml_text import YamlText, parse

HOURS = "{fact: {name: office_hours, label_zh: 办公时间, label_en: office hours}}"
GOOD = "<h1>清河区民政局政府信息公开指南</h1><p>受理机构：清河区民政局办公室</p><p>办公时间：周一至周五 9:00-17:00</p><p>依法公开。</p>"
POOR = GOOD.replace("<p>办公时间：周一至周五 9:00-17:00</p>", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rules folder of one rule with its five pages."""
    made = tmp_path / "own"
    (made / "profiles").mkdir(parents=True)
    (made / "x.yaml").write_text(HEAD + rule(HOURS), encoding="utf-8")
    (made / "profiles/beijing-district.yaml").write_text(
        PROFILE.replace("id: small", "id: beijing-district"), encoding="utf-8"
    )
    shutil.copytree(bundled_rules() / "calendar", made / "calendar")
    pages = made / "tests/XX-01"
    pages.mkdir(parents=True)
    for name, text in [
        ("pass-a", GOOD), ("pass-b", GOOD), ("fail-a", POOR), ("fail-b", POOR), ("tricky-a", "<!-- fixture\nexpect: fail\n-->\n" + POOR),
    ]:  # fmt: skip
        (pages / f"{name}.html").write_text(text, encoding="utf-8")
    return made


def test_a_proven_rule_passes_and_its_report_is_junit(folder: Path, inspector: Command, tmp_path: Path) -> None:
    """Five pages as expected; the report counts them."""
    done = inspector("rules", "test", "--rules", folder, "--junit", tmp_path / "junit.xml")

    assert done.returncode == 0, done.stderr
    assert "5 of 5 fixtures as expected, 1 rules" in done.stdout
    suite = fromstring((tmp_path / "junit.xml").read_text(encoding="utf-8"))
    assert (suite.get("tests"), suite.get("failures")) == ("5", "0")


def test_a_wrong_page_is_shown_with_the_line_it_was_judged_on(folder: Path, inspector: Command, tmp_path: Path) -> None:
    """What was expected, what came out, and the fixture's own lines around the quote."""
    (folder / "tests/XX-01/fail-b.html").write_text("<p>甲</p>\n" + GOOD + "\n<p>\x01</p>", encoding="utf-8")

    done = inspector("rules", "test", "--rules", folder, "--junit", tmp_path / "junit.xml")

    assert done.returncode == 2
    assert "own/tests/XX-01/fail-b.html: expected fail, got pass" in done.stderr
    assert "▶    2 │" in done.stderr
    assert "└ pass: 办公时间：周一至周五 9:00-17:00" in done.stderr
    suite = fromstring((tmp_path / "junit.xml").read_text(encoding="utf-8"))
    assert suite.get("failures") == "1"


def test_a_rule_without_enough_pages_is_not_proven(folder: Path, inspector: Command) -> None:
    """Two that pass, two that fail, one tricky: what is missing is counted, and lint only advises."""
    (folder / "tests/XX-01/tricky-a.html").unlink()
    (folder / "tests/XX-01/fail-b.html").unlink()

    done = inspector("rules", "test", "--rules", folder)
    looked = inspector("rules", "lint", "--rules", folder)

    assert done.returncode == 2
    assert "own/tests/XX-01: pages are missing: 1 × fail-*, 1 × tricky-*" in done.stderr
    assert looked.returncode == 0
    assert "advice: own/tests: pages are missing: XX-01 (1 × fail-*, 1 × tricky-*)" in looked.stdout


def test_lint_tells_everything_at_once(folder: Path, inspector: Command) -> None:
    """Two packs, two profiles, a law and a stray folder: each problem once, with line and column."""
    (folder / "x.yaml").write_text(
        HEAD + rule(HOURS.replace("office_hours", "ofice_hours"), severty="S2"), encoding="utf-8"
    )
    (folder / "y.yaml").write_text("pack: YY\n\ttitle: x\n", encoding="utf-8")
    (folder / "profiles/other.yaml").write_text(PROFILE.replace("id: small", "id: others"), encoding="utf-8")

    done = inspector("rules", "lint", "--rules", folder)

    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert any(
        line.startswith("own/x.yaml:16:5: unknown key 'severty' (did you mean 'severity'?)") for line in lines
    ), lines
    assert any(line.startswith("own/y.yaml:2:1: this is not YAML") for line in lines), lines
    assert any(line.startswith("own/profiles/other.yaml:1:1: this profile calls itself") for line in lines), lines
    assert len(lines) == len(set(lines))


def test_law_and_stray_pages_are_linted_too(folder: Path, inspector: Command) -> None:
    """A clause that names a rule that is not there, and pages of a rule that is not there, are problems."""
    (folder / "law").mkdir()
    law = "id: l\ntitle: {zh: 法, en: law}\nsource: s\narticles: [1, 2]\nclauses:\n"
    clause = "  - article: 1\n    at: 第一条\n    text: {zh: 文, en: text}\n    rules: [XX-02]\n"
    (folder / "law/l.yaml").write_text(law + clause, encoding="utf-8")
    (folder / "tests/XX-09").mkdir()

    done = inspector("rules", "lint", "--rules", folder)

    assert (
        "own/law/l.yaml:9:13: 第一条 is said to be judged by XX-02, which is not there (did you mean 'XX-01'?)"
        in done.stderr
    )
    assert "own/law/l.yaml:4:15: article 2 has no clause here" in done.stderr
    assert "own/tests/XX-09: these pages are for a rule that is not there" in done.stderr


def test_every_clause_is_answered_or_its_gap_is_said(inspector: Command) -> None:
    """Arts. 12, 20, 21, 29, 49 and 50 of the Regulations: each clause has rules with pages, or says who does not judge it
    and what a person has to look at.
    """
    covered = json.loads(inspector("rules", "coverage", "--json", "-").stdout)[0]

    assert {12, 20, 21, 29, 49, 50} <= {clause["article"] for clause in covered["clauses"]}
    assert len([clause for clause in covered["clauses"] if clause["article"] == 20]) == 15
    for clause in covered["clauses"]:
        assert clause["rules"] or clause["gap"], clause["at"]
        assert (clause["gap"] is None) == (clause["look"] is None), clause["at"]
        for one in clause["rules"]:
            assert one["fixtures"]["pass"] >= 2, one
            assert one["fixtures"]["fail"] >= 1, one
    counts = covered["counts"]
    assert sum(counts.values()) == len(covered["clauses"])
    shown = inspector("rules", "coverage", "--gaps").stdout
    assert "空白 gap" in shown
    assert "人工 to look at" in shown
    assert f"无规则 not judged {counts['none']}" in shown


def test_explain_has_law_method_points_examples_and_remedy_in_both_languages(inspector: Command) -> None:
    """What an official reads before using a rule, and what a unit reads when it objects."""
    said = inspector("rules", "explain", "gd-05").stdout

    for words in (
        "依据 basis",
        "方法 method",
        "整改 remedy",
        "示例 example",
        "office hours",
        "办公时间",
        "扣分 points: 2",
        "GD-06",
    ):
        assert words in said
    assert "第十二条第二款（办公时间）" in said
    assert "rules/tests/GD-05/pass-" in said


def _yaml(path: Path) -> object:
    read = parse(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(read, YamlText)
    return json.loads(json.dumps(read.data, default=str))


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [("pack", "*.yaml"), ("profile", "profiles/*.yaml"), ("calendar", "calendar/*.yaml"), ("law", "law/*.yaml")],
)
def test_an_editor_accepts_every_shipped_file(kind: str, pattern: str) -> None:
    """The schema an editor checks with is made from what the program checks with."""
    schema = json.loads(json.dumps(rules_schema(all_checks()) if kind == "pack" else file_schema(kind)))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    files = sorted(bundled_rules().glob(pattern))
    assert files
    for path in files:
        assert [error.message for error in validator.iter_errors(_yaml(path))] == [], path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: S2", "severty: S2"),
        ("fact: {", "facts: {"),
        ("name: office_hours", "nam: office_hours"),
        ("severity: S2", "severity: S9"),
        ("page: guide", "page: gide"),
        ("points: 2", "points: two"),
    ],
)
def test_an_editor_refuses_what_the_program_refuses(old: str, new: str, tmp_path: Path) -> None:
    """A misspelt key, check, parameter, page, severity or number is red before the file is saved."""
    path = tmp_path / "x.yaml"
    path.write_text((HEAD + rule(HOURS)).replace(old, new), encoding="utf-8")
    validator = jsonschema.Draft202012Validator(rules_schema(all_checks()))

    assert list(validator.iter_errors(_yaml(path)))


def test_the_schemas_are_printed(inspector: Command) -> None:
    """What an editor is given is what the program has."""
    assert json.loads(inspector("rules", "schema", "--of", "profile").stdout) == file_schema("profile")


def test_every_rule_at_a_glance(inspector: Command) -> None:
    """`rules list --json`: who decides, points and the pages that prove it; the sums are those of the rules."""
    done = inspector("rules", "list", "--rules", bundled_rules(), "--json", "-")

    told = json.loads(done.stdout)
    rules = {one["id"]: one for one in told["rules"]}
    counts = told["totals"]
    assert counts["rules"] == len(rules) == counts["decided"] + counts["proposed"] + counts["manual"]
    assert counts["fixtures"] == sum(sum(one["fixtures"].values()) for one in rules.values())
    assert [rules[id]["decides"] for id in ("GD-05", "GD-02", "CH-05", "NM-02")] == [
        "decided",
        "proposed",
        "manual",
        "proposed",
    ]
    assert (rules["FD-02"]["points"], rules["FD-02"]["each"]) == ("4", "1")
    assert all(one["fixtures"]["pass"] >= 2 and one["fixtures"]["fail"] >= 2 for one in rules.values())
