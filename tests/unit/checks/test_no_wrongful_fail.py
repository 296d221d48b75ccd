"""Findings that an office would have to take back: what is there in other words, and one dead page charged twice."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from inspector.checks.case import Case, On
from inspector.checks.missing import judged_as
from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
HEAD = '<html><head><meta charset="utf-8"><title>{0}</title></head><body><div class="main"><h1>{0}</h1>'
GUIDE = (
    HEAD.format("清河区民政局政府信息公开指南")
    + """<p>根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本指南。</p>
<p>受理机构：清河区民政局办公室</p><p>办公地址：清河区文昌路18号305室</p><p>联系电话：010-55551208</p>
<p>传真：010-55551209</p>{}</div></body></html>"""
)
STATUTORY = HEAD.format("法定主动公开内容") + '<ul><li><a href="/fd/x/">{}</a></li></ul></div></body></html>\n'
COLUMN = "<!-- page: - url=https://www.qinghe.gov.cn/fd/x/ -->\n" + HEAD + "{1}</div></body></html>\n"
FRONT = "url: https://www.qinghe.gov.cn/fd/\nat: 2026-11-24\nunit: {name: 清河区民政局, type: department, features: [budget, charges]}"


def outcomes(result: FixtureResult) -> list[tuple[str, bool]]:
    """Outcome and certainty of each finding."""
    return [(one.outcome, one.confirmed) for one in result.findings]


def column(name: str, body: str) -> str:
    """A unit's statutory content with one column."""
    return STATUTORY.format(name) + COLUMN.format(name, body)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("申请人可在区政府网站依申请公开栏目（在线）提交申请。", [("fail", False)]),
        ("申请人可以通过微信小程序“清河政务”或政务服务网提交申请。", [("fail", False)]),
        ("网上申请：<a href='https://www.qinghe.gov.cn/ysqgk/'>点击进入</a>", [("pass", True)]),
        ("网址　　https://www.qinghe.gov.cn/ysqgk/", [("pass", True)]),
        ("本机关暂不接收互联网方式提交的申请。", [("fail", True)]),
        ("申请人可在区政府网站下载申请表，填写后邮寄提交。", [("fail", True)]),
    ],
)
def test_a_way_over_the_internet_in_words(judge: Judge, sentence: str, wanted: list[tuple[str, bool]]) -> None:
    """A way described without an address is for a person; a link or address passes; none, or a refusal, fails."""
    assert outcomes(judge("GD-10", GUIDE.format(f"<p>{sentence}</p>"))) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "申请人可在区政府网站依申请公开栏目（在线）提交申请。",
        "申请人可以通过微信小程序“清河政务”或政务服务网提交申请。",
    ],
)
def test_a_channel_in_words_is_a_channel(judge: Judge, sentence: str) -> None:
    """An online place that is named declares an electronic channel."""
    assert judge("CH-01", GUIDE.format(f"<p>{sentence}</p>")).got == "pass"


@pytest.mark.parametrize(
    ("newest", "wanted"),
    [
        ("3天前", ("pass", True)),
        ("昨天 09:20", ("pass", True)),
        ("20天前", ("fail", True)),
        ("1周前", ("fail", False)),
        ("11/12/2026", ("fail", False)),
        ("23/11/2026", ("pass", True)),
        ("11月12日 2026", ("pass", True)),
        ("", ("fail", True)),
    ],
)
def test_an_entry_of_days_ago_counts_from_the_fetch(judge: Judge, newest: str, wanted: tuple[str, bool]) -> None:
    """`3天前` is a day, counted back from when the page was fetched; a vaguer word proves nothing for certain."""
    body = f"""<ul><li><a href="/a/1.html">区民政局开展养老机构安全检查工作</a><span>{newest}</span></li>
    <li><a href="/a/2.html">区民政局召开作风建设会议</a><span>2026-01-10</span></li></ul>"""

    assert outcomes(judge("FR-01", column("工作动态", body), FRONT)) == [wanted]


def test_entries_of_days_ago_only_are_not_judged(judge: Judge) -> None:
    """A column whose entries all say how long ago they were is neither undated nor stale."""
    body = '<ul><li><a href="/a/1.html">区民政局开展养老机构安全检查工作</a><span>2周前</span></li></ul>'

    assert judge("FR-01", column("工作动态", body), FRONT).got == "undetermined"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<ul><li onclick=\"location.href='/a/1.html'\">清河区民政局2026年部门预算</li></ul>", ("pass", True)),
        ('<ul><li onclick="show(12)">清河区民政局2026年部门预算</li></ul>', ("fail", False)),
        ('<ul><li><a href="/a/1.html">清河区民政局2025年部门预算</a><span>2025-02-10</span></li></ul>', ("fail", True)),
    ],
)
def test_entries_that_are_scripts_hide_no_budget(judge: Judge, body: str, wanted: tuple[str, bool]) -> None:
    """A list without links may hold the budget; one that can be read and has only last year's does not."""
    assert outcomes(judge("FD-05", column("部门预算", body), FRONT)) == [wanted]


@pytest.mark.parametrize("how", ["status=404", "status=412"])
def test_a_dead_page_costs_once(judge: Judge, how: str) -> None:
    """The list among the columns is judged as the list, whether proven dead or only blocked; another dead column costs."""
    world = STATUTORY.format("主动公开全清单") + f"<!-- page: list url=https://www.qinghe.gov.cn/fd/x/ {how} -->\n"

    assert not any(one.outcome == "fail" for one in judge("FD-02", world, FRONT).findings)
    other = world.replace("page: list", "page: -").replace("主动公开全清单", "通知公告")
    assert (judge("FD-02", other, FRONT).got == "fail") == (how == "status=404")


@pytest.mark.parametrize(
    ("rule", "name", "entry"),
    [
        ("FD-05", "财政信息", "清河区民政局2026年部门预算公开说明"),
        ("FD-06", "财政信息", "清河区民政局2025年度单位决算"),
        ("FD-09", "采购信息", "养老服务政府采购中标公告"),
    ],
)
def test_columns_by_other_names(judge: Judge, rule: str, name: str, entry: str) -> None:
    """Budget, accounts and procurement under the names that columns really bear."""
    body = f'<ul><li><a href="/a/1.html">{entry}</a><span>2026-09-10</span></li></ul>'

    assert "pass" in [outcome for outcome, _ in outcomes(judge(rule, column(name, body), FRONT))]


@pytest.mark.parametrize(
    ("state", "at", "twin"),
    [("failed", "https://a.cn/x", "list"), ("unseen", "https://a.cn/x", None), ("failed", "https://a.cn/y", None)],
)
def test_one_address_for_two_roles(state: str, at: str, twin: str | None) -> None:
    """Only a page that is proven dead, at the very address, is judged already by the rule about the list."""
    page = SimpleNamespace(url=at, sight=SimpleNamespace(state=state))
    sheets = {"list": SimpleNamespace(page=page)}
    dossier = SimpleNamespace(sheet=lambda role: sheets.get(role, SimpleNamespace(page=None)))

    assert judged_as(On(cast("Case", SimpleNamespace(dossier=dossier)), "statutory"), "https://a.cn/x") == twin
    assert judged_as(On(cast("Case", SimpleNamespace(dossier=dossier)), "list"), "https://a.cn/x") is None


def test_attachments_are_dated_by_their_text(judge: Judge) -> None:
    """A column that is one text with files is as fresh as that text."""
    body = (
        "<p>发布时间：2026-11-20 09:00　来源：区民政局</p><p>清河区民政局工作动态汇编。</p>"
        '<p><a href="/f/1.pdf">2026年11月工作动态汇编.pdf</a></p>'
    )

    assert judge("FR-01", column("工作动态", body), FRONT).got != "fail"


def test_a_column_of_another_site_is_not_monitored(judge: Judge) -> None:
    """Where a column only links to another site, when that was updated is not the column's to show."""
    body = '<p><a href="https://www.ccgp.example.cn/list/">请登录政府采购网查询本单位采购公告</a></p>'

    assert judge("FR-01", column("工作动态", body), FRONT).got != "fail"


def test_a_home_page_without_years_is_not_stale(judge: Judge) -> None:
    """Portals print day and month alone; whether 11-23 is this year's, nobody can say from that."""
    entry = '<li><a href="/1.html">区长调研重点工作推进情况</a><span>11-23</span></li>'
    home = f"<html><title>清河区人民政府</title><body><ul>{entry}</ul></body></html>"

    assert judge("ST-02", home).got == "undetermined"


def test_a_footer_in_a_frame_is_not_missing(judge: Judge) -> None:
    """What a framed page may show is not said to be missing."""
    body = f"<p>{'要闻动态内容' * 80}</p><iframe src='/foot.html'></iframe>"
    home = f"<html><title>清河区人民政府</title><body>{body}</body></html>"

    assert judge("ST-06", home).got == "undetermined"
