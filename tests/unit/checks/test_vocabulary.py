"""The plain questions a district asks in YAML alone: is it said, is it linked, is there enough of it, was it reachable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_rules import rule, texts

from inspector.checks import checks
from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.ruleset import load

PAGE = (
    "<html><body><h1>清河区民政局政府信息公开指南</h1><h2>四、监督和救济</h2><p>可以向 12345 热线反映。</p><p>微信公众号：清河民政</p>"
    '<ul><li><a href="https://www.beijing.gov.cn/">首都之窗</a></li></ul>'
    '<p>申请人可以下载 <a href="/map/">申请 表样</a> 填写后提交本机关。</p>'
    + "<p>本机关依法公开政府信息，公民、法人和其他组织可以查阅。</p>" * 15
    + "<p>受理机构：清河区民政局办公室</p><p>联系电话：010-63290000</p><p>传真号码：010-63290001</p></body></html>"
)


def _asked(check: str, front: str = "", page: str = PAGE, role: str = "guide") -> FixtureResult:
    body = f"<!-- fixture\nexpect: pass\n{front}\n-->\n{page}".encode()
    ruleset = load(texts(rule(check, page=role)), "small", checks())
    return run_fixture("XX-01", "tricky-a.html", {"tricky-a.html": body}, ruleset)


@pytest.mark.parametrize(
    ("check", "got"),
    [
        ("{wording: {any_of: [公众 号], label_zh: 号, label_en: a}}", "pass"),
        ("{wording: {any_of: [抖音号, 微信公众号], label_zh: 号, label_en: a}}", "pass"),
        ("{wording: {any_of: [抖音号], label_zh: 号, label_en: a}}", "fail"),
        ("{wording: {like: '12345.{0,2}热线', label_zh: 号, label_en: a}}", "pass"),
        ("{wording: {any_of: [热线], like: '^9', label_zh: 号, label_en: a}}", "fail"),
        ("{wording: {any_of: [监督], headings: true, label_zh: 号, label_en: a}}", "pass"),
        ("{wording: {any_of: [热线], headings: true, label_zh: 号, label_en: a}}", "fail"),
        ("{wording: {any_of: [依法公开], least: 15, label_zh: 号, label_en: a}}", "pass"),
        ("{wording: {any_of: [依法公开], least: 16, label_zh: 号, label_en: a}}", "fail"),
        ("{linked: {any_of: [申请表样], label_zh: 图, label_en: a}}", "pass"),
        ("{linked: {any_of: [无障碍], label_zh: 图, label_en: a}}", "fail"),
        ("{linked: {any_of: [首都之窗], to: beijing.gov.cn, label_zh: 图, label_en: a}}", "pass"),
        ("{linked: {any_of: [首都之窗], to: tianjin.gov.cn, label_zh: 图, label_en: a}}", "fail"),
        ("{linked: {any_of: [申请表样], opens: true, label_zh: 图, label_en: a}}", "fail"),
        ("{at_least: {name: subjects, count: 1, label_zh: 电话, label_en: a}}", "pass"),
        ("{at_least: {name: phone, count: 1, label_zh: 电话, label_en: a}}", "fail"),
        ("{not: {wording: {any_of: [抖音号], label_zh: 号, label_en: a}}}", "pass"),
    ],
)
def test_a_plain_question(check: str, got: str) -> None:
    """White space, width and case do not matter; a fail says what is missing, a pass quotes what it rests on."""
    result = _asked(check)

    assert result.got == got, result.findings
    if got == "pass" and "not:" not in check:
        assert result.findings[0].evidence[0].quote


def test_a_link_that_opens_is_quoted_and_one_not_followed_says_nothing() -> None:
    """Dead is only what was proven dead."""
    more = PAGE + "\n<!-- page: - url=https://www.qinghe.gov.cn/map/ -->\n" + PAGE

    good = _asked("{linked: {any_of: [申请表样], opens: true, label_zh: 图, label_en: a}}", page=more)
    far = _asked("{linked: {any_of: [首都之窗], opens: true, label_zh: 图, label_en: a}}", "unit: {own_hosts: []}")

    assert good.got == "pass"
    assert far.got in ("undetermined", "fail")


def test_pictures_may_hold_what_the_text_does_not() -> None:
    """A page of pictures with hardly any text is left to a person."""
    thin = '<html><body><h1>指南</h1><img src="/1.png" width="600" height="800"><p>清河区民政局</p></body></html>'

    found = _asked("{wording: {any_of: [微信], label_zh: 号, label_en: a}}", page=thin).findings[0]

    assert found.outcome in ("fail", "undetermined")
    assert not found.confirmed or found.outcome == "undetermined"


HOME = "page: home\nurl: https://www.qinghe.gov.cn/\n"
WEEK = {f"2026-11-{day}": "[20, 0]" for day in range(17, 24)}


def _series(**days: str) -> str:
    told = {**WEEK, **{day.replace("_", "-").removeprefix("d"): count for day, count in days.items()}}
    inner = ", ".join(f"{day}: {count}" for day, count in told.items())
    return f"{HOME}series: {{https://www.qinghe.gov.cn/: {{{inner}}}}}"


@pytest.mark.parametrize(
    ("front", "got"),
    [
        (_series(), "pass"),
        (_series(d2026_11_20="[14, 6]"), "pass"),
        (_series(d2026_11_20="[13, 7]"), "fail"),
        (_series(d2026_11_20="[12, 0]"), "undetermined"),
        (_series(d2026_11_20="[12, 0]", d2026_11_16="[20, 0]"), "pass"),
        (_series(d2026_11_20="[12, 0]", d2026_11_01="[20, 0]"), "undetermined"),
        (f"{HOME}series: {{https://www.qinghe.gov.cn/: {{2026-11-23: [140, 0]}}}}", "undetermined"),
        (_series(d2026_12_01="[0, 20]"), "pass"),
        (HOME, "undetermined"),
    ],
)
def test_twenty_visits_a_day_for_a_week_and_five_per_cent(front: str, got: str) -> None:
    """7 of 140 is 5 % and fails, 6 does not; a day with too few visits, or one day with all of them, is no series."""
    assert _asked("{available: {}}", front, "<p>首页</p>", role="home").got == got


def test_no_check_hands_what_a_rule_says_to_a_backtracking_engine() -> None:
    """A pattern in a rule is searched by `facts.pattern`, whatever file the check is in."""
    folder = Path(__file__).parents[3] / "src/inspector/checks"
    sinners = [
        path.name for path in folder.glob("*.py") if re.search(r"\bre\.\w+\([^)]*\bparams\.", path.read_text("utf-8"))
    ]

    assert sinners == []
