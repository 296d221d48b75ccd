"""Everything a scoring sheet may ask for, as data alone: two quarters of a small district, the points worked out here by hand.

Vetoes that fail or cap, deductions per hit with caps, a gated bonus, points that do not apply spread or counted as earned, rules that
supersede, recurrence, a series of visits, a rule on trial, rules not yet or no longer in force. Nothing is computed by the program twice:
the sums in the docstrings are the test.
"""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from small_district import Served, small_district, workspace_for
from typer.testing import CliRunner

from inspector.cli import whole_app
from inspector.model.finding import Ruling
from inspector.model.series import Visit
from inspector.pipeline.ruleset.rulebook import bundled_rules
from inspector.pipeline.workspace import Workspace

AA = """\
pack: AA
title: {zh: 甲, en: a}
about: {zh: 甲, en: a}
max: 60
rules:
  - {id: AA-01, title: {zh: 死链, en: dead links}, page: guide, points: 2, cap: 6, severity: S2, auto: A,
     check: {links_open: {per: link}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-02, title: {zh: 传真, en: fax}, page: guide, points: 3, severity: S3, auto: A,
     check: {fact: {name: fax, label_zh: 传真, label_en: fax}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-03, title: {zh: 电话, en: phone}, page: guide, points: 4, severity: S2, auto: A, supersedes: [AA-04],
     check: {fact: {name: phone, label_zh: 电话, label_en: phone}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-04, title: {zh: 电话真实, en: real phone}, page: guide, points: 4, severity: S2, auto: A,
     check: {real_contact: {names: [phone]}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-05, title: {zh: 试行, en: on trial}, page: guide, points: 9, severity: "veto?", auto: A, trial: true,
     check: {wording: {any_of: [不存在的词], label_zh: 词, label_en: word}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-06, title: {zh: 已废止, en: ended}, page: guide, points: 9, severity: S2, auto: A, until: 2026-06-30,
     check: {wording: {any_of: [不存在的词], label_zh: 词, label_en: word}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-07, title: {zh: 未施行, en: not yet}, page: guide, points: 9, severity: S2, auto: A, since: 2027-01-01,
     check: {wording: {any_of: [不存在的词], label_zh: 词, label_en: word}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-08, title: {zh: 可用性, en: reachable}, page: home, points: 5, severity: S1, auto: A,
     check: {available: {days: 7, a_day: 20, least: 140, share: 0.05}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
  - {id: AA-09, title: {zh: 否决项, en: a veto}, page: guide, points: 0, severity: "veto?", auto: B,
     check: {no_wording: {patterns: [绝密文件], label_zh: 涉密, label_en: secret}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
"""
BB = """\
pack: BB
title: {zh: 乙, en: b}
about: {zh: 乙, en: b}
max: 40
rules:
  - {id: BB-01, title: {zh: 许可, en: licences}, page: guide, points: 7, severity: S2, auto: A, features: [licensing],
     check: {fact: {name: email, label_zh: 邮箱, label_en: mailbox}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
"""
VV = """\
pack: VV
title: {zh: 内容安全, en: safety}
about: {zh: 内容安全, en: safety}
max: 10
rules:
  - {id: VV-01, title: {zh: 内部资料, en: internal}, page: guide, points: 5, severity: S1, auto: A,
     check: {no_wording: {patterns: [内部资料], label_zh: 内部标记, label_en: internal mark}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
"""
ZZ = """\
pack: ZZ
title: {zh: 加分, en: bonus}
about: {zh: 加分, en: bonus}
max: 2
rules:
  - {id: ZZ-01, title: {zh: 邮箱受理, en: mailbox}, page: guide, points: 3, severity: advice, auto: A,
     check: {fact: {name: email, label_zh: 邮箱, label_en: mailbox}},
     basis: [{zh: 条例, en: law}], method: {zh: 看, en: look}, remedy: {zh: 补, en: add}}
"""
FAILS = """\
id: regime
title: {zh: 否决即不合格, en: a veto fails}
sheets:
  department: {packs: {AA: 60, BB: 40}, outside: {VV: 10}}
grades: [{least: 60, zh: 合格, en: qualified}, {least: 0, zh: 不合格, en: unqualified}]
veto: {effect: fail}
not_applicable: rescale
recurrence: [1, 1.5, 2]
bonus: [{pack: ZZ, max: 2, gate: 80}]
features: {department: [licensing]}
"""
CAPS = (
    FAILS.replace("effect: fail", "effect: cap, cap: 59")
    .replace("not_applicable: rescale", "not_applicable: full")
    .replace("[1, 1.5, 2]", "[1, 2]")
)
FAULTY = (
    "<p>联系电话：010-63825601</p>",
    "<p>传真号码：010-63825611</p>",
)


def _rules(folder: Path, profile: str) -> Path:
    (folder / "profiles").mkdir(parents=True)
    for name, text in {"aa": AA, "bb": BB, "vv": VV, "zz": ZZ, "profiles/regime": profile}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(bundled_rules() / "calendar", folder / "calendar")
    return folder


def _spoil(site: Served) -> None:
    """The first unit loses telephone and fax, gets four dead links and words that must not be there; the second one dead link."""
    guide = site.pages["/MZJ/guide.html"]
    for words in FAULTY:
        assert words in guide
        guide = guide.replace(words, "")
    links = "".join(f'<p>附件{n}：<a href="none{n}.html">申请须知之{n}</a></p>' for n in range(1, 5))
    site.pages["/MZJ/guide.html"] = guide.replace("</body>", f"{links}<p>本页为内部资料，含绝密文件。</p></body>")
    other = site.pages["/CJJ/guide.html"]
    site.pages["/CJJ/guide.html"] = other.replace("</body>", '<p>附件：<a href="none.html">申请须知</a></p></body>')
    for code in ("MZJ", "CJJ"):
        site.pages[f"/{code}/home.html"] = (
            f"<html><title>{code}</title><body><p>{'首页的文字。' * 60}</p></body></html>"
        )


def _visits(site: Served, code: str, failed: int) -> list[Visit]:
    """20 visits a day for a week, of which some failed: one a day, the others on the last day."""
    days = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
    made = []
    for day in days:
        bad = failed // 7 + (failed % 7 if day == days[-1] else 0)
        made += [
            Visit(
                f"{site.url}/{code}/home.html",
                f"{day}T{8 + n // 2:02}:{n % 2 * 30:02}:00+08:00",
                "failed" if n < bad else "good",
            )
            for n in range(20)
        ]
    return made


def _cli(*arguments: object) -> None:
    done = CliRunner().invoke(whole_app(), [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, (done.output, done.exception)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Results by name: both quarters, the second one replayed under the same sheet, under another and under the shipped second one."""
    folder = tmp_path_factory.mktemp("regime")
    with small_district() as site:
        place = workspace_for(site, folder / "w", '[rules]\nprofile = "regime"\n')
        shutil.rmtree(place / "rules")
        _rules(place / "rules", FAILS)
        _spoil(site)
        rows = ["code,name,type,features,home,disclosure,guide"]
        for code, name, does in (("MZJ", "清河区民政局", "policy"), ("CJJ", "清河区城建局", "licensing")):
            base = f"{site.url}/{code}"
            rows.append(f"{code},{name},department,{does},{base}/home.html,{base}/,{base}/guide.html")
        (place / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        _cli("run", "--quarter", "2026Q3", "--as-of", "2026-09-20", "--json", folder / "q3.json", "--workspace", place)
        veto = Ruling(
            "MZJ", "AA-09", "", "confirmed", "主任办公会", "核实", "王五", "2026-10-08T09:00:00+08:00", "2026-10-01"
        )
        with Workspace.at(place).store() as store:
            store.add_visits([*_visits(site, "MZJ", 7), *_visits(site, "CJJ", 6)])
            store.add_events([], [veto])
        _cli("run", "--quarter", "2026Q4", "--as-of", "2026-11-24", "--json", folder / "q4.json", "--workspace", place)
    second = shutil.copytree(bundled_rules(), folder / "second", ignore=shutil.ignore_patterns("tests"))
    plain = (second / "profiles/plain-hundred.yaml").read_text(encoding="utf-8")
    (second / "profiles/regime.yaml").write_text(plain.replace("id: plain-hundred", "id: regime"), encoding="utf-8")
    _cli("replay", "2026Q4", "--json", folder / "again.json", "--workspace", place)
    for name, rules in (("caps", _rules(folder / "caps", CAPS)), ("plain", second)):
        _cli("replay", "2026Q4", "--rules", rules, "--json", folder / f"{name}.json", "--workspace", place)
    assert (folder / "again.json").read_bytes() == (folder / "q4.json").read_bytes()
    return {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("q3", "q4", "caps", "plain")
    }


def _unit(result: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in result["units"] if one["code"] == code)
    whole = Decimal(100) + sum((Decimal(str(line["points"])) for line in found["ledger"]), Decimal(0))
    assert whole == Decimal(str(found["score"]["value"]))
    return found


def _lines(unit: dict[str, Any]) -> list[tuple[str, float]]:
    return [(line["rule"] or line["pack"], line["points"]) for line in unit["ledger"]]


def _outcomes(unit: dict[str, Any]) -> dict[str, str]:
    return {one["rule"]: one["outcome"] for one in unit["findings"]}


def test_the_first_quarter(told: dict[str, Any]) -> None:
    """4 dead links x 2 = 8, capped at 6; fax 3; telephone 4: 13 of 60. (60-13)x100/60 = 78.33; less 5 outside = 73.33.

    There is no series of visits yet, so nothing is said of it; the veto is proposed and holds the grade.
    """
    unit = _unit(told["q3"], "MZJ")

    assert unit["score"]["value"] == 73.33
    assert unit["score"]["veto"] == "proposed"
    assert _outcomes(unit)["AA-08"] == "undetermined"
    assert sorted(_lines(unit)) == sorted(
        [("AA-01", -2)] * 4 + [("AA-01", 2), ("AA-02", -3), ("AA-03", -4), ("", -8.67), ("VV-01", -5)]
    )


def test_the_second_quarter(told: dict[str, Any]) -> None:
    """What fails again costs half as much more: links 4x3 = 12, capped at 6; fax 4.5; telephone 6; visits 5: 21.5 of 60.

    (60-21.5)x100/60 = 64.17; outside 5x1.5 = 7.5: 56.67. The confirmed veto gives the lowest grade, whatever the value.
    """
    unit = _unit(told["q4"], "MZJ")

    assert unit["score"]["value"] == 56.67
    assert (unit["score"]["veto"], unit["score"]["grade"]) == ("confirmed", told["q4"]["units"][0]["score"]["grade"])
    assert sorted(_lines(unit)) == sorted(
        [("AA-01", -3)] * 4
        + [("AA-01", 6), ("AA-02", -4.5), ("AA-03", -6), ("AA-08", -5), ("", -14.33), ("VV-01", -7.5)]
    )
    assert "不合格" in str(unit["score"]["grade"])


def test_what_costs_nothing(told: dict[str, Any]) -> None:
    """A rule on trial fails and takes nothing, one superseded does not apply, ended and future rules say nothing, BB does not apply."""
    unit = _unit(told["q4"], "MZJ")
    found = _outcomes(unit)

    assert found["AA-05"] == "fail"
    assert found["AA-04"] == found["BB-01"] == "not_applicable"
    assert not {"AA-06", "AA-07"} & found.keys()
    assert not {"AA-04", "AA-05", "BB-01"} & {line["rule"] for line in unit["ledger"]}


def test_a_week_of_visits_decides(told: dict[str, Any]) -> None:
    """7 of 140 are 5 % and fail, 6 of 140 pass."""
    assert _outcomes(_unit(told["q4"], "MZJ"))["AA-08"] == "fail"
    assert _outcomes(_unit(told["q4"], "CJJ"))["AA-08"] == "pass"


def test_a_bonus_behind_its_gate(told: dict[str, Any]) -> None:
    """The other unit: one dead link in both quarters, 2x1.5 = 3: 97, more than 80, so the bonus of 3 counts up to its 2: 99."""
    unit = _unit(told["q4"], "CJJ")

    assert unit["score"]["value"] == 99
    assert _lines(unit) == [("AA-01", -3), ("ZZ", 2)]
    assert "ZZ" not in {line["pack"] for line in _unit(told["q4"], "MZJ")["ledger"]}


def test_another_sheet_on_the_same_evidence(told: dict[str, Any]) -> None:
    """Points that do not apply count as earned, again costs double, a veto caps at 59.

    Links 4x4, capped at 6; fax 6; telephone 8; visits 5: 25, so 75; outside 5x2 = 10: 65; the veto takes 6: 59.
    """
    unit = _unit(told["caps"], "MZJ")

    assert unit["score"]["value"] == 59
    assert unit["score"]["grade"] != _unit(told["q4"], "CJJ")["score"]["grade"]
    assert ("", -6) in _lines(unit)


def test_the_shipped_second_sheet_on_the_same_evidence(told: dict[str, Any]) -> None:
    """`plain-hundred`: what its three packs and PV take, each at most its weight, leaves the value; nothing is spread."""
    for code in ("MZJ", "CJJ"):
        unit = _unit(told["plain"], code)
        taken = {"GD": Decimal(0), "CH": Decimal(0), "AR": Decimal(0), "PV": Decimal(0)}
        for one in unit["findings"]:
            if one["outcome"] == "fail" and one["confirmed"]:
                pack = one["rule"][:2]
                taken[pack] = taken.get(pack, Decimal(0)) - Decimal(str(one["points"]))
        caps = {"GD": 35, "CH": 40, "AR": 25, "PV": 30}

        value = 100 - sum(min(taken[pack], Decimal(cap)) for pack, cap in caps.items())
        assert Decimal(str(unit["score"]["value"])) == value
        assert {one["id"] for one in unit["packs"]} == set(caps)
    assert _unit(told["plain"], "MZJ")["score"]["value"] < _unit(told["plain"], "CJJ")["score"]["value"]
