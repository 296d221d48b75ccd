"""What no machine decides: asked of a person, entered, taken into the evidence, scored and judged again to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_district import small_district, workspace_for
from typer.testing import CliRunner

from inspector.cli import whole_app

LOCAL = """\
pack: LC
title: {zh: 本区要求, en: local}
about: {zh: 本区要求, en: local}
max: 3
rules:
  - {id: LC-01, title: {zh: 查阅点, en: reading room}, page: guide, points: 2, severity: S2, auto: C,
     question: {zh: 查阅点是否按公布的时间开放？, en: "Is the reading room open in the printed hours?"},
     basis: [{zh: 条例, en: law}], method: {zh: 去看, en: go and look}, remedy: {zh: 开放, en: open it}}
"""
pytestmark = pytest.mark.slow
NOTE = "周三上午去看，门锁着，联系13812345678"


def _cli(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(whole_app(), [str(one) for one in arguments], catch_exceptions=True)
    said = str(done.exception) if done.exception is not None and done.exit_code == 1 else ""
    return done.exit_code, done.output + said


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The results before and after people answered, what `record` lists, and what it refuses."""
    folder = tmp_path_factory.mktemp("entered")
    with small_district() as site:
        place = workspace_for(site, folder / "w")
        (place / "rules/local.yaml").write_text(LOCAL, encoding="utf-8")
        sheet = place / "rules/profiles/beijing-district.yaml"
        text = sheet.read_text(encoding="utf-8").replace("PI: 7, AR: 5}", "PI: 5, AR: 5, LC: 2}")
        sheet.write_text(text, encoding="utf-8")
        rows = ["code,name,type,disclosure,guide,accounts"]
        for code, name, accounts in (
            ("MZJ", "清河区民政局", "微信公众号：清河民政|微博:清河民政"),
            ("CJJ", "清河区城建局", ""),
        ):
            rows.append(f"{code},{name},department,{site.url}/{code}/,{site.url}/{code}/guide.html,{accounts}")
        (place / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        more = ("--quarter", "2026Q4", "--workspace", place)
        assert _cli("run", "--as-of", "2026-11-24", "--json", folder / "before.json", *more)[0] == 0
        listed = _cli("record", *more)[1]
        refused = [
            _cli("record", "MZJ", "NM-01", "--newest", "2026-13-01", "--by", "王某", *more),
            _cli("record", "MZJ", "NM-01", "--outcome", "good", "--by", "王某", *more),
            _cli("record", "MZJ", "NM-01", "--newest", "2026-11-20", *more),
            _cli("record", "MZJ", "NM-1", "--newest", "2026-11-20", "--by", "王某", *more),
            _cli("record", "MZJ", "NM-01", "--subject", "抖音:清河", "--newest", "2026-11-20", "--by", "王某", *more),
            _cli("record", "NONE", "NM-01", "--newest", "2026-11-20", "--by", "王某", *more),
            _cli("record", "MZJ", "CH-16", "--outcome", "pass", "--note", "有人接", "--by", "王某", *more),
        ]
        wechat, weibo = ("--subject", "微信公众号:清河民政"), ("--subject", "微博:清河民政")
        for answer in (
            ("MZJ", "NM-01", *wechat, "--newest", "2026-11-01"),
            ("MZJ", "NM-01", *wechat, "--newest", "2026-11-20"),
            ("MZJ", "NM-01", *weibo, "--newest", "2026-10-01"),
            ("MZJ", "nm-02", "--outcome", "fail", "--note", "互动入口打不开"),
            ("MZJ", "LC-01", "--outcome", "fail", "--note", NOTE),
            ("CJJ", "LC-01", "--outcome", "pass", "--note", "开放"),
        ):
            code, said = _cli("record", *answer, "--by", "王某", *more)
            assert code == 0, said
        assert _cli("run", "--resume", "--json", folder / "after.json", "--workspace", place)[0] == 0
        asked = list(site.asked)
        assert _cli("replay", "2026Q4", "--json", folder / "again.json", "--workspace", place)[0] == 0
        assert _cli("verify", "2026Q4", "--workspace", place)[0] == 0
        assert site.asked == asked
    assert (folder / "again.json").read_bytes() == (folder / "after.json").read_bytes()
    results = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("before", "after")}
    return {**results, "listed": listed, "refused": refused, "folder": place}


def _found(result: dict[str, Any], code: str, *rules: str) -> dict[tuple[str, str], dict[str, Any]]:
    unit = next(one for one in result["units"] if one["code"] == code)
    return {(one["rule"], one["subject"]): one for one in unit["findings"] if one["rule"] in rules}


def _score(result: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in result["units"] if one["code"] == code)
    return found


def test_until_somebody_looked_it_is_manual_with_the_question(told: dict[str, Any]) -> None:
    """One question an account, one for the list, one for the office's own rule; a unit without accounts is not asked for any."""
    found = _found(told["before"], "MZJ", "NM-01", "NM-02", "LC-01")

    assert {key: one["outcome"] for key, one in found.items()} == {
        ("NM-01", "微信公众号:清河民政"): "manual",
        ("NM-01", "微博:清河民政"): "manual",
        ("NM-02", "accounts"): "manual",
        ("LC-01", "guide"): "manual",
    }
    assert "最后一条的日期是哪天" in found["NM-01", "微博:清河民政"]["message"]["zh"]
    assert {one["outcome"] for one in _found(told["before"], "CJJ", "NM-01", "NM-02").values()} == {"not_applicable"}
    for words in ("MZJ　NM-01　微博:清河民政", "查阅点是否按公布的时间开放", "待人工 waiting for a person 11"):
        assert words in told["listed"]


def test_answers_decide(told: dict[str, Any]) -> None:
    """The latest day counts and the program counts the days; what a person found is certain and cites the entry."""
    found = _found(told["after"], "MZJ", "NM-01", "NM-02", "LC-01")

    assert found["NM-01", "微信公众号:清河民政"]["outcome"] == "pass"
    stale = found["NM-01", "微博:清河民政"]
    assert (stale["outcome"], stale["confirmed"], "54天" in stale["message"]["zh"]) == ("fail", True, True)
    listed = found["NM-02", "accounts"]
    assert (listed["outcome"], listed["confirmed"], listed["points"]) == ("fail", True, -20)
    assert listed["evidence"][0]["url"].startswith("probe:answer/")
    assert {one["outcome"] for one in _found(told["after"], "CJJ", "LC-01").values()} == {"pass"}


def test_accounts_have_a_score_of_their_own(told: dict[str, Any]) -> None:
    """20 of 100 are taken from NM; the unit's value loses only the 2 points of the office's rule; a possible veto holds no grade."""
    before, after = _score(told["before"], "MZJ"), _score(told["after"], "MZJ")

    nm = next(pack for pack in after["packs"] if pack["id"] == "NM")
    assert nm == {"id": "NM", "max": 100, "points": 80, "applies": True, "apart": True, "veto": "proposed"}
    assert not any(line["pack"] == "NM" for line in after["ledger"])
    assert ("LC-01", -2) in [(line["rule"], line["points"]) for line in after["ledger"]]
    assert before["score"]["veto"] == after["score"]["veto"]
    assert not any(pack["id"] == "NM" for pack in _score(told["after"], "CJJ")["packs"])


def test_what_a_person_typed_is_masked(told: dict[str, Any]) -> None:
    """A mobile number in a note is nowhere: not in the result, not in the database."""
    assert "13812345678" not in json.dumps(told["after"], ensure_ascii=False)
    kept = b"".join(path.read_bytes() for path in Path(told["folder"], "data").rglob("*") if path.is_file())
    assert "门锁着".encode() in kept
    assert b"13812345678" not in kept


def test_what_is_no_answer_is_refused(told: dict[str, Any]) -> None:
    """No such day, no such word, nobody's, no such rule, account or unit, a channel that has a way of its own: one sentence each."""
    said = (
        "is no day",
        "is no answer",
        "who enters it",
        "Did you mean",
        "is not about",
        "no unit has the code",
        "channels record",
    )

    assert all(code != 0 for code, _ in told["refused"])
    assert [words for words, (_, text) in zip(said, told["refused"], strict=True) if words not in text] == []
