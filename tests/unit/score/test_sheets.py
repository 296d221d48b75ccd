"""Three scoring sheets of other places, invented and typed as an office types them: they lint, load, score, and add up by hand.

Each is one file beside the shipped rules; no rule is touched. What single rules count is said in the sheet itself.
"""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import RulesError
from inspector.model.finding import Finding, Score
from inspector.model.words import Words
from inspector.pipeline.ruleset.linting import look_over
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset
from inspector.ruleset import Ruleset
from inspector.score import score

SAID = Words("说明", "said")
COUNTY = """\
# 云溪县政务公开季度评分表（虚构）：政策解读不适用的，分值并入法定公开和时效；指南缺失的，得分不超过79分；泄露身份证号的，直接不合格。
id: county
title: {zh: 云溪县政务公开季度评分表, en: Sheet of an invented county}
sheets:
  department: {packs: {GD: 15, CH: 20, LS: 10, FD: 25, FR: 15, PI: 10, AR: 5}, outside: {PV: 20}}
grades:
  - {least: 90, zh: 好, en: good}
  - {least: 60, zh: 合格, en: qualified}
  - {least: 0, zh: 不合格, en: unqualified}
heirs: {PI: [FD, FR]}
veto:
  effect: fail
  rules:
    GD-01: {effect: cap, cap: 79}
rules:
  GD-05: {points: 3}
  GD-07: {points: 3, severity: S1}
  FR-04: {points: 2, cap: 5}
recurrence: [1, 2]
"""
CITY = """\
# 某市检查表（虚构）：没有服务事项的部门按75分折算为百分制；基础分超过80分的计入加分，最多10分。
id: city
title: {zh: 临江市部门检查表, en: Sheet of an invented city}
sheets:
  department: {packs: {GD: 75, FD: 25}}
grades: [{least: 60, zh: 合格, en: qualified}, {least: 0, zh: 不合格, en: unqualified}]
not_applicable: rescale
bonus:
  - {pack: PI, max: 10, gate: 80}
"""
STREETS = """\
# 街道考核表（虚构）：满分120分，不适用的视同得分；旧法表述试行一个季度不计分；免费邮箱不检查；指南更新日期一项只到年中。
id: streets
title: {zh: 街道政务公开考核表, en: Sheet for subdistricts}
max: 120
sheets:
  subdistrict: {packs: {GD: 50, CH: 60, OL: 10}, apart: {NM: 50}}
grades: [{least: 108, zh: 优秀, en: excellent}, {least: 72, zh: 合格, en: qualified}, {least: 0, zh: 不合格, en: unqualified}]
not_applicable: full
rules:
  OL-01: {trial: true}
  CH-04: {leave_out: true}
  GD-13: {until: 2026-06-30}
  GD-06: {points: 4, severity: S1}
  NM-02: {points: 25, cap: 25}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with the three sheets beside the shipped profiles."""
    made = tmp_path_factory.mktemp("sheets") / "rules"
    shutil.copytree(bundled_rules(), made, ignore=shutil.ignore_patterns("tests"))
    for name, text in (("county", COUNTY), ("city", CITY), ("streets", STREETS)):
        (made / f"profiles/{name}.yaml").write_text(text, encoding="utf-8")
    return made


def _score(ruleset: Ruleset, unit_type: str, changed: dict[str, tuple[str, str]]) -> Score:
    """All rules of the type's sheet passed but those in `changed`: rule or pack -> (outcome, ruling)."""
    found = []
    for rule in (one for one in ruleset.rules if one.pack in ruleset.profile.judged(unit_type)):
        outcome, ruling = changed.get(rule.id) or changed.get(rule.pack) or ("pass", "")
        points = -rule.card.points if outcome == "fail" and not rule.trial else Decimal(0)
        args = (f"F-{rule.id}", "u", rule.id, rule.pack, "s", outcome, rule.card.severity, points, True, SAID, "unit")
        found.append(Finding(*args, ruling=ruling))  # type: ignore[arg-type]  # outcomes are typed words here
    told = score(found, unit_type, ruleset)
    assert ruleset.profile.max + sum((entry.points for entry in told.ledger), Decimal(0)) == told.value
    return told


def test_they_lint(folder: Path) -> None:
    """No problem in any of them; what a sheet leaves out is no problem of the others."""
    assert {one.profile.id for one in look_over(folder, "county").rulesets} >= {"county", "city", "streets"}


def test_points_go_to_heirs(folder: Path) -> None:
    """PI (10) does not apply: FD gets 10x25/40 = 6.25 and counts 31.25, FR 3.75. GD-05 and GD-07 take 3 each by this sheet.

    FD-01 takes 3 of 25, and so 3x6.25/25 = 0.75 of what FD inherited: 100 - 6 - 3 - 0.75 = 90.25.
    """
    ruleset = read_ruleset(folder, "county")

    told = _score(
        ruleset,
        "department",
        {"PI": ("not_applicable", ""), **dict.fromkeys(["GD-05", "GD-07", "FD-01"], ("fail", ""))},
    )

    assert told.value == Decimal("90.25")
    packs = {pack.id: (pack.max, pack.points) for pack in told.packs}
    assert packs["FD"] == (Decimal("31.25"), Decimal("27.50"))
    assert packs["FR"] == (Decimal("18.75"), Decimal("18.75"))
    assert packs["GD"] == (15, 9)
    assert ruleset.rule("GD-07").card.severity == "S1"  # type: ignore[union-attr]  # it is there


def test_vetoes_do_not_all_do_the_same(folder: Path) -> None:
    """The guide's takes 15 (20, capped) and would leave 85: at most 79. The leak's takes 10 outside and gives the lowest grade at 90."""
    ruleset = read_ruleset(folder, "county")

    guide = _score(ruleset, "department", {"GD-01": ("fail", "confirmed")})
    leak = _score(ruleset, "department", {"PV-01": ("fail", "confirmed")})
    both = _score(ruleset, "department", {"GD-01": ("fail", "confirmed"), "PV-01": ("fail", "confirmed")})

    assert (guide.value, guide.grade.zh, guide.veto) == (79, "合格", "confirmed")
    assert (leak.value, leak.grade.zh) == (90, "不合格")
    assert (both.value, both.grade.zh) == (75, "不合格")
    assert _score(ruleset, "department", {"GD-01": ("fail", "")}).value == 85


def test_75_of_100_times_four_thirds_and_a_bonus_behind_its_gate(folder: Path) -> None:
    """FD does not apply: GD-05 and GD-09 take 2 and 1 of 75: 72x100/75 = 96, over 80: the bonus of 13 counts 10: 106.

    With the heaviest guide rules failed (GD-01 is 20, GD-02 is 5) 50x100/75 = 66.67, not over 80: nothing is added.
    """
    ruleset = read_ruleset(folder, "city")
    none_held = {"FD": ("not_applicable", "")}

    good = _score(ruleset, "department", {**none_held, "GD-05": ("fail", ""), "GD-09": ("fail", "")})
    poor = _score(ruleset, "department", {**none_held, "GD-01": ("fail", ""), "GD-02": ("fail", "")})

    assert good.value == 106
    assert [entry.points for entry in good.ledger][-1] == 10
    assert poor.value == Decimal("66.67")
    assert not any(entry.pack == "PI" for entry in poor.ledger)


def test_a_sheet_of_120_with_rules_of_its_own(folder: Path) -> None:
    """OL does not apply and counts as earned; GD-06 takes 4: 116. A rule on trial takes nothing, one left out is not there.

    New media is a score of its own: 50 - 25 = 25; the unit's value knows nothing of it.
    """
    ruleset = read_ruleset(folder, "streets")

    told = _score(ruleset, "subdistrict", {"OL": ("not_applicable", ""), "GD-06": ("fail", ""), "NM-02": ("fail", "")})

    assert (told.value, told.grade.zh) == (116, "优秀")
    assert next(pack for pack in told.packs if pack.id == "NM").points == 25
    assert ruleset.rule("CH-04") is None
    assert _score(ruleset, "subdistrict", {"OL-01": ("fail", "")}).value == 120
    ended = ruleset.rule("GD-13")
    assert ended is not None
    assert (ended.in_force(date(2026, 6, 30)), ended.in_force(date(2026, 7, 1))) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "GD-05: {points: 3}",
            "GD-5: {points: 3}",
            "this profile speaks of GD-5, which is not there (did you mean 'GD-05'?)",
        ),
        ("GD-05: {points: 3}", "GD-05: {point: 3}", "unknown key 'point' (did you mean 'points'?)"),
        ("FR-04: {points: 2, cap: 5}", "FR-04: {points: 9, cap: 5}", "a cap of 5 is less than the 9 points"),
        ("heirs: {PI: [FD, FR]}", "heirs: {PI: [FD, XX]}", "pack XX, which is not there"),
        ("heirs: {PI: [FD, FR]}", "heirs: {PI: [PI]}", "pack PI is its own heir"),
        ("GD-01: {effect: cap, cap: 79}", "GD-04: {effect: cap, cap: 79}", "GD-04 is no veto"),
        ("effect: cap, cap: 79", "effect: cpa, cap: 79", "did you mean 'cap'?"),
    ],
)
def test_what_a_sheet_says_wrongly_is_told(folder: Path, old: str, new: str, said: str) -> None:
    """With file, line and column, and what was probably meant."""
    assert old in COUNTY
    (folder / "profiles/wrong.yaml").write_text(
        COUNTY.replace("id: county", "id: wrong").replace(old, new), encoding="utf-8"
    )

    with pytest.raises(RulesError) as refused:
        read_ruleset(folder, "wrong")

    (folder / "profiles/wrong.yaml").unlink()
    assert any(said in str(one) and "profiles/wrong.yaml:" in one.place for one in refused.value.problems), (
        refused.value.problems
    )
