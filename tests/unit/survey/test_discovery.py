"""Which link leads to a role: right on portals of many designs, silent rather than wrong."""

from __future__ import annotations

import pytest

from inspector.facts.document import Document
from inspector.facts.html.parse import parse
from inspector.survey.discovery import Choice, candidates, choose

HOST = "https://www.qinghe.gov.cn"
COLUMN = f"{HOST}/bm/dag/xxgk/index.html"


def page(body: str, url: str = COLUMN, title: str = "清河区档案馆-政府信息公开") -> Document:
    """A page of the portal."""
    return parse(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), url)


def allowed(url: str) -> bool:
    """Only the portal's own hosts may be visited."""
    return "qinghe.gov.cn" in url


def chosen(role: str, *documents: Document) -> Choice:
    """What is chosen for a role."""
    return choose(role, [(document, "registered") for document in documents], allowed)


PORTAL = (
    "<div class='header'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/zwfw/'>政务服务</a><a"
    " href='/hdjl/'>互动交流</a></div>"
    "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; <a href"
    "='/bm/'>部门</a> &gt; 档案馆</div>"
)
FOOT = (
    "<div class='footer'><a href='/map.html'>网站地图</a><p>主办单位：清河区人民政府办公室 滇ICP备20260001号</p></div>"
)

LEFT_MENU = (
    f"{PORTAL}<div class='leftnav'><ul><li><a href='zn/'>政府信息公开指南</a></li><li><a href='zd/'>政府信"
    f"息公开制度</a></li>"
    "<li><a href='fd/'>法定主动公开内容</a></li><li><a href='nb/'>政府信息公开年报</a></li><li><a href='y"
    "sq/'>依申请公开</a></li>"
    "<li><a href='qd/'>主动公开全清单</a></li><li><a href='jg/'>机构职能</a></li></ul></div>"
    "<ul><li><a href='a1.html'>清河区档案馆关于更新政府信息公开指南的通知</a> 2026-03-01</li>"
    "<li><a href='a2.html'>档案馆召开政府信息公开制度培训会议</a> 2026-02-11</li></ul>" + FOOT
)
OPAQUE = (
    f"{PORTAL}<div class='tab'><a href='/bm/dag/c10/c101/'>公开指南</a> | <a href='/bm/dag/c10/c102/'>公开制度</a> | "
    "<a href='/bm/dag/c10/c103/'>法定主动公开</a> | <a href='/bm/dag/c10/c104/'>公开年报</a> |"
    " <a href='/bm/dag/c10/c105/'>依申请公开</a> | "
    "<a href='/bm/dag/c10/c106/'>主动公开基本目录</a> | <a href='/bm/dag/c10/c107/'>机构概况</a></div>" + FOOT
)
WITH_NAME = (
    f"{PORTAL}<table><tr><td><a href='/x/1.html'>清河区档案馆政府信息公开指南（2026年版）</a></td></tr>"
    "<tr><td><a href='/x/2.html'>清河区档案馆政府信息公开工作制度</a></td></tr><tr><td><a href='/x/3.html"
    "'>清河区档案馆法定主动公开内容</a></td></tr>"
    "<tr><td><a href='/x/4.html'>清河区档案馆政府信息公开年度报告</a></td></tr><tr><td><a href='/x/5.html"
    "'>清河区档案馆依申请公开</a></td></tr>"
    "<tr><td><a href='/x/6.html'>清河区档案馆主动公开全清单</a></td></tr><tr><td><a href='/x/7.html'>清河"
    "区档案馆机构职责</a></td></tr></table>" + FOOT
)
PICTURES = (
    f"{PORTAL}<div><a href='zn.html' title='政府信息公开指南'><img src='b1.png'></a><a href='zd.html'><img"
    f" src='b2.png' alt='政府信息公开制度'></a>"
    "<a href='fd.html'><img src='b3.png' alt='法定主动公开内容'></a><a href='nb.html'><img src='b4.png' a"
    "lt='政府信息公开年报'></a>"
    "<a href='ysq.html'><img src='b5.png' alt='依申请公开'></a><a href='qqd.html'><img src='b6.png' alt='"
    "政府信息公开全清单'></a>"
    "<a href='jg.html'><img src='b7.png' alt='机构设置'></a></div>" + FOOT
)
ROLES = ("guide", "rules_column", "statutory", "annual_report", "application", "list", "institution")
DESIGNS = {
    "left menu": (LEFT_MENU, [f"{HOST}/bm/dag/xxgk/{name}/" for name in ("zn", "zd", "fd", "nb", "ysq", "qd", "jg")]),
    "opaque columns": (OPAQUE, [f"{HOST}/bm/dag/c10/c10{n}/" for n in range(1, 8)]),
    "with the unit's name": (WITH_NAME, [f"{HOST}/x/{n}.html" for n in range(1, 8)]),
    "pictures": (
        PICTURES,
        [f"{HOST}/bm/dag/xxgk/{name}.html" for name in ("zn", "zd", "fd", "nb", "ysq", "qqd", "jg")],
    ),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("design", DESIGNS)
def test_roles_of_a_disclosure_column(design: str, role: str) -> None:
    """Each role's page is found by its name, with reasons in both languages."""
    body, urls = DESIGNS[design]

    choice = chosen(role, page(body))

    assert choice.url == urls[ROLES.index(role)]
    assert all(reason.zh and reason.en for reason in choice.reasons)


@pytest.mark.parametrize("role", ROLES)
def test_a_column_without_the_role_has_no_candidate(role: str) -> None:
    """A page whose links are about something else leads nowhere: neither a choice nor an abstention."""
    body = (
        f"{PORTAL}<ul><li><a href='1.html'>办事指南</a></li><li><a href='2.html'>权责清单</a></li><li><a href="
        f"'3.html'>网站工作年度报表</a></li>"
        "<li><a href='4.html'>法治政府建设年度报告</a></li><li><a href='5.html'>关于召开公开工作会议的通知</a></li>"
        "<li><a href='6.html'>中介机构名录</a></li><li><a href='7.html'>申请材料下载</a></li></ul>" + FOOT
    )

    choice = chosen(role, page(body))

    assert (choice.url, choice.reasons) == ("", ())


def test_the_units_own_menu_beats_the_portals() -> None:
    """The district's guide in the portal's frame is not the unit's guide."""
    frame = "<div class='header'><a href='/zwgk/zn/'>政府信息公开指南</a></div>"

    assert chosen("guide", page(frame + LEFT_MENU)).url == f"{HOST}/bm/dag/xxgk/zn/"


def test_another_bodys_guide_is_not_taken() -> None:
    """A guide that bears another body's name is at most a weak candidate."""
    choice = chosen("guide", page(f"{PORTAL}<p><a href='/x.html'>清河区水务局政府信息公开指南</a></p>"))
    both = page(
        f"{PORTAL}<p><a href='/x.html'>清河区水务局政府信息公开指南</a></p><p><a href='/y.html'>清河区档案馆政"
        f"府信息公开指南</a></p>"
    )

    assert chosen("guide", both).url == f"{HOST}/y.html"
    assert choice.score < 0.9


def test_two_alike_are_too_close() -> None:
    """A directory of bodies with one guide each gives no answer, and says which two."""
    body = "".join(f"<p>{n}<a href='/bm/{n}/zn.html'>政府信息公开指南</a></p>" for n in range(1, 5))

    choice = chosen("guide", page(body, f"{HOST}/zwgk/", "政务公开"))

    assert choice.url == ""
    assert "/bm/1/zn.html" in choice.reasons[0].en


def test_the_same_page_twice_is_one_candidate() -> None:
    """Spellings of one address do not compete with each other."""
    body = (
        "<p><a href='/zn/'>政府信息公开指南</a></p><p><a href='http://www.qinghe.gov.cn/zn/index.html'>政府信"
        "息公开指南</a></p>"
    )

    assert len(candidates("guide", [(page(body), "")], allowed)) == 1


def test_weak_links_are_an_abstention_with_reasons() -> None:
    """A link without words is heard by its address, and not taken."""
    choice = chosen("guide", page(f"{PORTAL}<a href='/xxgkzn/'><img src='1.png'></a>"))

    assert choice.url == ""
    assert choice.reasons


def test_foreign_hosts_breadcrumbs_and_the_page_itself_are_no_candidates() -> None:
    """Nothing leads to a host outside, back to an ancestor, or to the page in hand."""
    body = (
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zn/'>公开指南</a> &gt; 正文</div>"
        f"<p><a href='https://mirror.example.com/zn.html'>政府信息公开指南</a></p><p><a href='{COLUMN}'>政府信"
        f"息公开指南</a></p>"
    )

    assert chosen("guide", page(body)).url == ""


def test_disclosure_from_a_home_page() -> None:
    """The disclosure column of a unit's own site is found from its home page."""
    body = (
        "<div class='nav'><a href='/'>首页</a><a href='/xw/'>新闻动态</a><a href='/xxgk/'>信息公开</a><a href"
        "='/fw/'>办事服务</a></div>"
        "<ul><li><a href='/xw/1.html'>我局召开政府信息公开工作推进会</a> 2026-03-02</li></ul>"
    )

    assert chosen("disclosure", page(body, f"{HOST}/dag/", "清河区档案馆")).url == f"{HOST}/xxgk/"


def test_a_column_beats_one_report() -> None:
    """The column of reports is chosen over the report of one year beside it."""
    body = (
        "<a href='nb/'>政府信息公开年报</a><ul><li><a href='nb/1.html'>清河区档案馆2025年政府信息公开工作年度"
        "报告</a> 2026-01-20</li></ul>"
    )

    assert chosen("annual_report", page(body)).url == f"{HOST}/bm/dag/xxgk/nb/"


def test_the_nearer_page_counts_more() -> None:
    """The disclosure column is asked before the home page."""
    home = page("<p><a href='/zwgk/zn/'>政府信息公开指南</a></p>", f"{HOST}/", "清河区人民政府")

    assert chosen("guide", page(LEFT_MENU), home).url == f"{HOST}/bm/dag/xxgk/zn/"


def test_of_several_reports_the_newest_is_taken() -> None:
    """A page that lists reports of some years leads to the newest of them."""
    body = "".join(
        f"<li><a href='nb/{y}.html'>清河区档案馆{y}年政府信息公开工作年度报告</a></li>" for y in (2023, 2025, 2024)
    )

    assert chosen("annual_report", page(f"<ul>{body}</ul>")).url == f"{HOST}/bm/dag/xxgk/nb/2025.html"


def test_the_units_own_words_beat_the_portals_full_name() -> None:
    """`本单位指南` in the unit's folder is taken, not the portal's `政府信息公开指南` in the menu."""
    found = chosen(
        "guide",
        page('<div><a href="/zwgk/zn.html">政府信息公开指南</a></div><div><a href="zn.html">本单位指南</a></div>'),
    )

    assert found.url == f"{HOST}/bm/dag/xxgk/zn.html"


@pytest.mark.parametrize("news", ["我局召开政府信息公开指南修订工作会议", "关于更新政府信息公开指南的通知"])
def test_news_about_a_guide_is_no_guide(news: str) -> None:
    """Whatever else speaks for the link."""
    assert chosen("guide", page(f'<ul><li><a href="n1.html">{news}</a></li></ul>')).url == ""


def test_of_two_editions_the_newer() -> None:
    """An older edition does not compete with the newer one."""
    links = "".join(f'<li><a href="zn{year}.html">政府信息公开指南（{year}年版）</a></li>' for year in (2024, 2026))

    assert chosen("guide", page(f"<ul>{links}</ul>")).url == f"{HOST}/bm/dag/xxgk/zn2026.html"
