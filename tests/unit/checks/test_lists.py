"""Full lists: deadlines with and without a basis, samples, dates of files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.checks.list_found import _sample
from inspector.facts.list_columns import says_of_all
from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]


def _list(deadline: str, basis: str) -> str:
    head = "<tr><th>序号</th><th>公开事项</th><th>内容标准</th><th>公开时限</th><th>公开方式</th><th>责任科室</th><th>公开依据</th></tr>"
    rows = f"<tr><td>1</td><td>统计数据</td><td>年度数据</td><td>{deadline}</td><td>网站</td><td>规划科</td><td>{basis}</td></tr>"
    rows += "<tr><td>2</td><td>部门预算</td><td>收支总表</td><td>20个工作日内</td><td>网站</td><td>财务科</td><td></td></tr>"
    text = "<p>更新日期：2026-04-20</p><p>清河区民政局依法主动公开下列政府信息，接受社会监督。</p>"
    return f"<html><head><title>主动公开全清单</title></head><body><h1>主动公开全清单</h1>{text}<table>{head}{rows}</table></body></html>"


@pytest.mark.parametrize(
    ("deadline", "basis", "expected"),
    [
        ("40个工作日内", "《统计法》第二十六条", "pass"),
        ("40个工作日内", "《中华人民共和国政府信息公开条例》（国务院令第711号）", "fail"),
        ("40个工作日内", "", "fail"),
        ("按《统计法》规定于40个工作日内", "", "pass"),
        ("30日内", "", "pass"),
        ("三五天", "", "pass"),
        ("两三个工作日", "", "pass"),
        ("90日内", "", "fail"),
    ],
)
def test_a_longer_deadline_needs_a_law_of_its_own(judge: Judge, deadline: str, basis: str, expected: str) -> None:
    """The regulation that sets the 20 days is no basis for more; another law is."""
    assert judge("LS-06", _list(deadline, basis)).got == expected


@pytest.mark.parametrize(
    ("header", "expected"), [("公开内容类别", "pass"), ("公开内容事项", "pass"), ("公开内容", "fail")]
)
def test_what_is_disclosed_is_named_by_its_category_or_its_matter(judge: Judge, header: str, expected: str) -> None:
    """Beside the content itself stands what it is the content of, whatever words lead the header."""
    assert judge("LS-03", _list("20个工作日内", "").replace("公开事项", header)).got == expected


@pytest.mark.parametrize("header", ["具体要求", "公开要求", "时效要求"])
def test_what_more_is_asked_may_be_blank(judge: Judge, header: str) -> None:
    """A column of demands stands for contents or time limit only where the list has no such column."""
    said = _list("20个工作日内", "《统计法》第二十六条").replace("公开依据", header).replace("《统计法》第二十六条", "")

    assert judge("LS-05", said).got == "pass"


def test_wording_that_cannot_be_read_is_proposed_only(judge: Judge) -> None:
    """A person confirms that a deadline means nothing."""
    result = judge("LS-06", _list("看情况", ""))

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", False)]


def test_the_sample_is_spread_over_the_whole_list() -> None:
    """Ten of thirty rows: every third, the same in every run."""
    names = [f"事项{n}" for n in range(30)]

    assert _sample(names, 10) == names[::3]


def test_a_list_that_is_gone_costs_once(judge: Judge) -> None:
    """LS-01 fails; what could be said of the table is not applicable."""
    result = judge("LS-03", "", "status: 404")

    assert [(one.outcome, one.reason) for one in result.findings] == [("not_applicable", "superseded:LS-01")]


def test_features_of_the_type_count_where_the_registry_names_none(judge: Judge) -> None:
    """A department without features is held to those its type has in the profile."""
    result = judge("LS-07", _list("20个工作日内", ""))

    assert result.got == "fail"
    assert "第二十条第（6）项" in result.findings[0].message.zh


def _whole(heads: str, *rows: str) -> str:
    lines = "".join("<tr><td>" + row.replace("|", "</td><td>") + "</td></tr>" for row in (heads, *rows))
    return f"<html><head><title>主动公开全清单</title></head><body><h1>主动公开全清单</h1><table>{lines}</table></body></html>"


ROWS = ("1|机构职能|职责、地址|20个工作日内|办公室", "2|部门预算|收支总表|批复后20日内|财务科")


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("主动公开|依申请公开", ("√|", "|√"), ("pass", "pass")),
        ("主动公开|依申请公开", ("√|", "√|"), ("pass", "pass")),
        ("是否主动公开", ("是", "是"), ("pass", "pass")),
        ("性质", ("主动公开", "依申请公开"), ("pass", "pass")),
        ("区政府网站|政务新媒体|公示栏|政府公报|广播电视|纸质媒体", ("√||√|||", "√|||||"), ("pass", "pass")),
        ("主动公开|依申请公开", ("|", "|"), ("pass", "fail")),
        ("主动公开|公开渠道", ("√|", "√|"), ("pass", "fail")),
        ("主动公开|依申请公开", ("√|", "|"), ("pass", "fail")),
        ("备注", ("", ""), ("fail", "pass")),
    ],
)
def test_how_a_matter_is_disclosed_may_be_ticked(
    judge: Judge, heads: str, cells: tuple[str, str], expected: tuple[str, str]
) -> None:
    """A column for each way is the column of ways; the ways not taken are blank without a fault, all of them are none."""
    rows = [f"{row}|{ticks}" for row, ticks in zip(ROWS, cells, strict=True)]
    page = _whole(f"序号|公开事项|公开内容|公开时限|责任科室|{heads}", *rows)

    assert (judge("LS-03", page).got, judge("LS-05", page).got) == expected


@pytest.mark.parametrize(
    "card",
    [
        "公开事项|{}</td></tr><tr><td>公开内容|职责</td></tr><tr><td>公开时限|20个工作日内</td></tr><tr><td>公开渠道|网站</td></tr><tr><td>责任科室|办公室",
        "公开事项|{}|公开内容|职责</td></tr><tr><td>发布周期|20个工作日内|公开渠道|网站</td></tr><tr><td>责任科室|办公室|序号|{}",
    ],
)
def test_a_card_for_each_matter_is_a_row(judge: Judge, card: str) -> None:
    """Tables of one matter each, labels beside values, are one list."""
    cards = "".join(
        f"<table><tr><td>{card.format(name, name).replace('|', '</td><td>')}</td></tr></table>" for name in "甲乙丙"
    )
    page = f"<html><head><title>主动公开全清单</title></head><body><h1>主动公开全清单</h1>{cards}</body></html>"

    assert (judge("LS-03", page).got, judge("LS-05", page).got) == ("pass", "pass")


@pytest.mark.parametrize(
    ("note", "sure"),
    [
        ("注：公开时限均为信息形成或者变更之日起20个工作日内。", False),
        ("公开时限统一为20个工作日，法律另有规定的从其规定。", False),
        ("公开方式：区政府网站。", True),
        ("本清单按规定期限修订。", True),
    ],
)
def test_what_is_said_of_all_rows_beside_the_table_needs_no_column(judge: Judge, note: str, sure: bool) -> None:
    """Whether the line says it of all rows, a person sees."""
    page = _list("", "").replace("公开时限", "备注").replace("</table>", f"</table><p>{note}</p>")

    found = judge("LS-03", page).findings

    assert [(one.outcome, one.confirmed) for one in found] == [("fail", sure)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("责任主体均为本局办公室。", True),
        ("公开主体:清河区统计局", True),
        ("发布机构:清河区统计局", False),
        ("责任编辑:王五", False),
        ("联系单位:清河区统计局", False),
        ("制作单位为清河区统计局", False),
    ],
)
def test_what_every_page_says_of_itself_is_said_of_no_row(text: str, wanted: bool) -> None:
    """Who published, edited or made the page answers for no row of its list."""
    assert says_of_all(text, ["responsible"]) == wanted
