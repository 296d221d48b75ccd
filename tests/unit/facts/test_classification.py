"""How a guide says what is disclosed, in outlines, tables and lines."""

from __future__ import annotations

import pytest

from inspector.facts.guide import READER
from inspector.facts.html.parse import parse

HEAD = "<title>清河区民政局政府信息公开指南</title><h1>清河区民政局政府信息公开指南</h1>"


def classified(text: str) -> bool:
    """Whether a guide with this text describes the classification of its information."""
    page = parse(f"{HEAD}{text}".encode(), "https://www.qinghe.gov.cn/mzj/zn.html", "text/html; charset=utf-8")
    return READER.read(page)["classification"] is not None


@pytest.mark.parametrize(
    "text",
    [
        "<p>一、公开范围 （一）机构职能；（二）政策法规；（三）规划计划。</p>",
        "<p>一、公开范围</p><p>（一）机构职能</p><p>（二）政策法规</p>",
        "<p>1、公开内容</p><p>（一）机构职能</p><p>（二）政策法规</p>",
        "<h3>公开内容</h3><p>机构职能</p><p>政策法规</p>",
        "<table><tr><td>公开类别</td><td>机构职能、政策法规、规划计划</td></tr></table>",
        "<p>公开事项：机构概况、法规文件、行政许可、财政信息。</p>",
        "<p>信息种类：机构概况、法规文件。</p>",
    ],
)
def test_what_is_disclosed_is_said(text: str) -> None:
    """In short lines below a heading, beside a label, or in the heading's own line."""
    assert classified(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>一、公开范围</p><p>二、公开方式</p><p>三、公开时限</p>",
        "<h3>公开范围</h3><h3>公开方式</h3><h3>公开时限</h3>",
        "<p>申请公开的内容 （一）名称、文号；（二）其他特征。</p>",
        "<p>公开范围</p>",
    ],
)
def test_a_heading_alone_says_nothing(text: str) -> None:
    """Headings of the same rank below it are no text; what an applicant is to describe is no classification."""
    assert not classified(text)


@pytest.mark.parametrize("way", ["“清河发布”公众号", "政务微博", "政府信息公开平台"])
def test_an_account_or_platform_is_a_way_over_the_net(way: str) -> None:
    """As a site is."""
    text = f"<p>公众可通过{way}、公告栏查阅主动公开的信息。</p>"
    page = parse(f"{HEAD}{text}".encode(), "https://www.qinghe.gov.cn/mzj/zn.html", "text/html; charset=utf-8")
    ways = READER.read(page)["access_methods"]

    assert isinstance(ways, dict)
    assert [isinstance(one, dict) and one["value"] for one in (ways["site"], ways["place"])] == [True, True]
