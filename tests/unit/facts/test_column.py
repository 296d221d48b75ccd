"""Columns: entries with dates however they are marked up, and nothing that is no entry."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.facts.column import read
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts

URL = "https://www.qinghe.gov.cn/zwgk/tzgg/index.html"
TITLES = [
    "关于清河两岸步道封闭施工的通告",
    "清河区公共体育场开放时间调整公告",
    "关于征集老旧小区改造意见的通知",
    "清河区粮食收购站点名单",
]
DATES = ["2026-10-30", "2026-10-12", "2026-09-03", "2025-12-31"]
FRAME = (
    "<div class='header'><a href='/'>首页</a> <a href='/zwgk/'>政务公开</a> 2026-11-01</div><div class='p"
    "osition'>当前位置："
    "<a href='/'>首页</a> > <a href='/zwgk/'>政务公开</a> > 通知公告</div>{list}<div class='footer'>主办"
    "单位：清河区人民政府办公室 "
    "更新日期：2026-11-01 网站标识码：5301990001</div>"
)


def facts(listing: str, framed: bool = True) -> Facts:
    """What the column reader finds in a list inside a portal's frame."""
    html = FRAME.format(list=listing) if framed else listing
    return read(parse(f"<html><head><title>通知公告</title></head><body>{html}</body></html>".encode(), URL))


def pairs(found: Facts) -> list[tuple[str, str | None]]:
    """Titles and dates of the items."""
    return [(item["title"], item["date"]) for item in found["items"]]  # type: ignore[index,union-attr,call-overload]


def rows(pattern: str, wrap: str = "<ul>{}</ul>") -> str:
    """One list with `pattern` filled for each entry."""
    parts = [
        pattern.format(t=t, d=d, n=n, y=d[:4], m=d[5:7], dd=d[8:], slash=d.replace("-", "/"), dots=d.replace("-", "."))
        for n, (t, d) in enumerate(zip(TITLES, DATES, strict=True))
    ]
    return wrap.format("".join(parts))


TABLE = "<table><tr><th>序号</th><th>标题</th><th>日期</th></tr>{}</table>"
YEARS = "".join(
    f"<h3>{d[:4]}年</h3><ul><li><a href='{n}.html'>{t}</a><span>[{d[5:]}]</span></li></ul>"
    for n, (t, d) in enumerate(zip(TITLES, DATES, strict=True))
)
DESIGNS = {
    "span after": rows("<li><a href='{n}.html'>{t}</a><span>{d}</span></li>"),
    "span before": rows("<li><span>[{d}]</span><a href='{n}.html'>{t}</a></li>"),
    "date in the link": rows("<li><a href='{n}.html'>{t} <i>{d}</i></a></li>"),
    "date leads the link": rows("<li><a href='{n}.html'><i>{d}</i> {t}</a></li>"),
    "blocks": rows(
        "<li><h4><a href='{n}.html'>{t}</a></h4><p>为方便市民，现将有关事项通告如下。</p><div>{d}</div></li>"
    ),
    "date box": rows("<li><div class=d><b>{dd}</b><span>{y}-{m}</span></div><a href='{n}.html'>{t}</a></li>"),
    "date box in blocks": rows("<li><div><p>{dd}</p><p>{y}-{m}</p></div><div><a href='{n}.html'>{t}</a></div></li>"),
    "table": rows("<tr><td>{n}</td><td><a href='{n}.html'>{t}</a></td><td>{slash}</td></tr>", TABLE),
    "dl": rows("<dt><a href='{n}.html'>{t}</a></dt><dd>{dots}</dd>", "<dl>{}</dl>"),
    "flat, date after": rows("<p><a href='{n}.html'>{t}</a></p><p>{d}</p>", "<div><div>{}</div></div>"),
    "flat, date before": rows("<p>{d}</p><p><a href='{n}.html'>{t}</a></p>", "<div><div>{}</div></div>"),
    "flat in the body": rows("<p><a href='{n}.html'>{t}</a></p><p>{d}</p>", "{}"),
    "breaks": rows("· <a href='{n}.html'>{t}</a> ({d})<br>", "<div>{}</div>"),
    "category": rows("<li>[<a href='/zwgk/'>通知</a>]<a href='{n}.html'>{t}</a> <em>{y}年{m}月{dd}日</em></li>"),
    "details": rows(
        "<li><a href='{n}.html'>{t}</a><span>发布日期：{d} 阅读：12</span><a href='{n}.html'>[详细]</a></li>"
    ),
    "two dates": rows("<li><a href='{n}.html'>{t}</a><span>成文日期：2020-01-01</span><span>发布日期：{d}</span></li>"),
    "cut titles": rows("<li><a href='{n}.html' title='{t}'>关于…</a><span>{d}</span></li>"),
    "year headings": YEARS,
    "date glued into the link": rows("<li><a href='{n}.html'>{t}<i>{d}</i></a></li>"),
    "a data island": rows(
        "<record><![CDATA[<li><a href='{n}.html'>{t}</a><span>{d}</span></li>]]></record>",
        "<div><script type='text/xml'><datastore><recordset>{}</recordset></datastore></script></div>",
    ),
    "links by script": rows(
        "<li><a href='javascript:void(0)' onclick=\"window.open('{n}.html')\">{t}</a><span>{d}</span></li>"
    ),
}


@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_entries_of_every_design(design: str, framed: bool) -> None:
    """Each entry has its whole title and its own date; header, breadcrumb and footer have none."""
    found = facts(DESIGNS[design], framed)

    assert pairs(found) == list(zip(TITLES, DATES, strict=True))
    assert isinstance(found["item_count"], Fact)
    assert found["item_count"].value == 4
    assert isinstance(found["newest"], Fact)
    assert found["newest"].value == "2026-10-30"
    assert found["placeholder"] is None


def test_a_date_without_its_year_is_no_date() -> None:
    """Nothing but the page itself may say which year `[10-30]` means."""
    found = facts(rows("<li><a href='/2026/1030/{n}.html'>{t}</a><span>[{m}-{dd}]</span></li>"))

    assert pairs(found) == [(title, None) for title in TITLES]
    assert found["newest"] is None


def test_a_date_inside_a_title_is_not_the_entrys_date() -> None:
    """`停电公告2026年2月01日` is a title; only what stands apart dates it."""
    found = facts(
        "<ul><li><a href='1.html'>清河区2026年2月1日停水公告及安排</a></li><li><a href='2.html'>停水安排</a> "
        "2026-01-20</li></ul>"
    )

    assert ("清河区2026年2月1日停水公告及安排", None) in pairs(found)
    assert ("停水安排", "2026-01-20") in pairs(found)


def test_related_links_belong_to_their_entry() -> None:
    """A list entry with interpretations under it is one dated entry."""
    found = facts(
        rows(
            "<li><a href='{n}.html'>{t}</a><span>{d}</span><div><h5>相关解读</h5><ul><li><a href='a{n}.html'>一图"
            "读懂：{t}</a></li>"
            "<li><a href='b{n}.html'>答记者问：{t}</a></li><li><a href='c{n}.html'>专家解读文章：{t}</a></li></ul"
            "></div></li>"
        )
    )

    assert [pair for pair in pairs(found) if pair[1]] == list(zip(TITLES, DATES, strict=True))


def test_hot_lists_and_neighbours_are_no_entries() -> None:
    """`热门文章` and `上一篇` are not part of the column."""
    extra = (
        "<div><p>热门文章</p><ul><li><a href='h.html'>清河区最受欢迎的十个公园名单</a><span>2026-11-02</span>"
        "</li></ul></div>"
    )
    found = facts(
        DESIGNS["span after"] + "<p>上一篇：<a href='p.html'>关于公布清河区便民服务点的通知</a> 2026-10-01</p>" + extra
    )

    assert pairs(found) == list(zip(TITLES, DATES, strict=True))


@pytest.mark.parametrize(
    "words",
    ["栏目建设中，敬请期待！", "暂无数据", "暂无相关信息", "内容正在更新中…", "没有找到相关数据", "本栏目正在建设中"],
)
def test_declared_placeholders(words: str) -> None:
    """A column that says that it is blank is quoted."""
    found = facts(f"<h2>通知公告</h2><div><p>{words}</p></div>")["placeholder"]

    assert isinstance(found, Fact)
    assert (found.quote, found.notes["how"]) == (words, "declared")


def test_blank_without_a_word() -> None:
    """Nothing but frame and heading is blank too."""
    found = facts("<h2>通知公告</h2><ul></ul>")["placeholder"]

    assert isinstance(found, Fact)
    assert found.notes["how"] == "blank"


@pytest.mark.parametrize(
    "content",
    [
        "<p>本单位无行政事业性收费项目。</p>",
        "<ul><li><a href='1.html'>关于建设中医院新院区的通知</a></li></ul>",
        "<p>清河区档案馆负责全区档案的接收、整理、保管和利用工作，下设三个科室。</p>",
        "<table><tr><td>项目</td><td>标准</td></tr><tr><td>复印</td><td>不收费</td></tr></table>",
        "<form>关键词 <input name=q></form>",
    ],
)
def test_content_is_no_placeholder(content: str) -> None:
    """Statements, single articles, tables and forms are content."""
    assert facts(f"<h2>收费目录</h2>{content}")["placeholder"] is None


def test_a_statement_of_none() -> None:
    """`本单位无...` is an answer."""
    found = facts("<h2>收费目录</h2><p>本单位无行政事业性收费项目。</p>")["none_held"]

    assert isinstance(found, Fact)
    assert "无行政事业性收费项目" in str(found.value)


def test_sub_columns_and_paging() -> None:
    """Short undated links lead to sub-columns; the next page comes first."""
    menu = "<div class='leftnav'><a href='/zwgk/zn/'>政府信息公开指南</a><a href='/zwgk/zd/'>政府信息公开制度</a></div>"
    pager = (
        "<div class='page'><a href='index.html'>1</a><a href='index_2.html'>2</a><a href='index_3.html'>3</a>"
        "<a href='index_2.html'>下一页</a></div>"
    )
    found = facts(
        f"{menu}<ul><li><a href='/zwgk/gh/'>规划计划</a></li><li><a href='/zwgk/tj/'>统计数据</a></li></ul>"
        f"{DESIGNS['dl']}{pager}"
    )

    assert [column["title"] for column in found["columns"]] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "规划计划",
        "统计数据",
    ]  # type: ignore[index,union-attr,call-overload]
    assert found["paging"] == [f"https://www.qinghe.gov.cn/zwgk/tzgg/index_{n}.html" for n in (2, 3)]


def test_paging_by_script() -> None:
    """The usual paging script's numbers give the further pages."""
    found = facts(DESIGNS["dl"] + "<script>createPageHTML(3, 0, 'index', 'shtml');</script>")

    assert found["paging"] == [f"https://www.qinghe.gov.cn/zwgk/tzgg/index_{n}.shtml" for n in (1, 2)]


def test_the_date_under_the_pages_title_is_no_entrys() -> None:
    """A directory of one column with the page's own date above it has no dated entry, and one sub-column."""
    found = facts(
        "<h1>法定主动公开内容</h1><p>发布时间：2026-11-01</p><ul><li><a href='/zwgk/gs/'>公示信息</a></li></ul>"
    )

    assert pairs(found) == []
    assert [column["title"] for column in found["columns"]] == ["公示信息"]  # type: ignore[index,union-attr,call-overload]


def test_related_pages_are_no_sub_columns() -> None:
    """A directory of columns has only those, not what the site recommends below."""
    below = "".join(
        f"<li><a href='/zwgk/c{n}/'>{name}</a></li>" for n, name in enumerate(("机构职能", "财政预算", "应急管理"))
    )
    found = facts(
        f"<h1>法定主动公开内容</h1><ul>{below}</ul><h4>相关信息</h4><p><a href='9.html'>全区召开安全生产会议</a></p>"
    )

    assert [column["title"] for column in found["columns"]] == ["机构职能", "财政预算", "应急管理"]  # type: ignore[index,union-attr,call-overload]


def test_a_blank_column_is_blank_in_spite_of_what_the_site_recommends() -> None:
    """`栏目建设中` above a list of popular pages: nothing of that is the column's."""
    found = facts(
        "<h1>财政决算</h1><p>栏目建设中</p><div>分享到： 微信 微博</div><div><b>热门推荐</b>"
        "<p><a href='9.html'>全区召开冬春安全生产工作会议暨动员部署大会</a></p><p>发布时间：2026-11-23</p></div>"
    )

    assert isinstance(found["placeholder"], Fact)
    assert found["placeholder"].notes["how"] == "declared"


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("清河区民政局不涉及行政事业性收费。", False),
        ("青云街道办事处目前无行政处罚事项", False),
        ("2026年，清河区民政局未作出行政处罚、行政强制决定。", False),
        ("截至2026年10月，清河区民政局未实施行政强制", False),
        ("2026年清河区民政局未办理延期的事项清单公示", True),
        ("清河区人民政府无偿献血信息", True),
        ("清河区民政局没有收到意见，公示如下", True),
    ],
)
def test_a_unit_says_under_its_name_that_it_has_none(line: str, held: bool) -> None:
    """`民政局不涉及收费` is the statement of none; words that only begin like it are not."""
    assert (facts(f"<p>{line}</p>")["none_held"] is None) == held


def test_entries_that_a_click_opens() -> None:
    """An entry without an anchor of its own, or whose anchor hands its address to a function, is an entry."""
    page = """<html><head><title>通知公告</title></head><body><ul>
    <li onclick="window.open('/a/1.html')"><span>关于开展社会组织年检的通知</span><span>2026-11-19</span></li>
    <li onclick="toDetail('/a/2.html', 2)"><p>关于发放高龄津贴的公告</p><p>2026-11-18</p></li>
    <li><a href="javascript:openurl('/a/3.html')">关于冬季救助工作的通知</a><i>2026-11-12</i></li>
    <li><a href="#" onclick="go('4.html');return false;">关于地名命名方案的公示</a><i>2026-11-01</i></li>
    <li><a href="javascript:;" data-url="/a/5.html">关于撤销登记决定的公告</a><i>2026-10-20</i></li>
    <li onclick="setTab('one',1,3)"><span>本周热点新闻标签</span><span>2026-10-02</span></li>
    <li onclick="window.open('/a/x.html')"><a href="/a/6.html">关于注销社会团体的公告</a><i>2026-10-01</i></li>
    </ul></body></html>"""

    found: Any = read(parse(page.encode(), "https://www.qinghe.gov.cn/a/"))["items"]

    assert [(one["url"].rpartition("/")[2], one["date"]) for one in found] == [
        ("1.html", "2026-11-19"),
        ("2.html", "2026-11-18"),
        ("3.html", "2026-11-12"),
        ("4.html", "2026-11-01"),
        ("5.html", "2026-10-20"),
        ("6.html", "2026-10-01"),
    ]
    assert found[0]["title"] == "关于开展社会组织年检的通知"


_CARDS = {
    "a card that is one link": '<a href="{u}"><p>{t}</p><p>各单位：现将通知印发给你们</p><p>{d}</p></a>',
    "a heading, a summary with dates, a date beside the button": (
        '<div><h3><a href="{u}">{t}</a></h3><p>根据2026年3月1日印发的《办法》，自2027年1月1日起施行。</p>'
        '<div><span>{d}</span><a href="{u}">详细&gt;&gt;</a></div></div>'
    ),
    "month and day above the year": '<li><div><span>{m}-{n}</span><em>{y}</em></div><h4><a href="{u}">{t}</a></h4></li>',
    "the year above month and day": '<li><div><p>{y}</p><p>{m}.{n}</p></div><h4><a href="{u}">{t}</a></h4></li>',
    "from one day to another": '<li><a href="{u}">{t}</a><span>{d} 至 2026-12-31</span></li>',
    "a deadline behind the date": '<li><a href="{u}">{t}</a><span>{d}</span><span>截止日期：2026-12-31</span></li>',
}


@pytest.mark.parametrize("card", _CARDS.values(), ids=list(_CARDS))
def test_cards_and_date_boxes(card: str) -> None:
    """The title is the title's, not the summary's; the day is the one it came out on, not one it speaks of or ends on."""
    entries = (
        card.format(t=title, d=day, y=day[:4], m=day[5:7], n=day[8:], u=f"./{n}.html")
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    )

    found: Any = read(parse(FRAME.format(list=f"<ul>{''.join(entries)}</ul>").encode(), URL))["items"]

    assert [(one["title"], one["date"]) for one in found] == list(zip(TITLES, DATES, strict=True))


def test_the_column_of_starts_counts_not_that_of_ends() -> None:
    """In a table with two dates the one headed as an end is not the entry's."""
    rows = "".join(
        f'<tr><td><a href="/{n}.html">{title}</a></td><td>{day}</td><td>2026-12-31</td></tr>'
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    )
    table = f"<table><tr><th>标题</th><th>征集开始</th><th>征集结束</th></tr>{rows}</table>"

    found: Any = read(parse(FRAME.format(list=table).encode(), URL))["items"]

    assert [one["date"] for one in found] == DATES


def test_the_pages_own_date_is_no_entrys() -> None:
    """A table with index number and date above a few links dates the page, not the first of its columns."""
    table = "<table><tr><td>索引号：</td><td>QH-2026-1</td></tr><tr><td>生成日期：</td><td>2026-11-01</td></tr></table>"
    links = "".join(
        f"<li><a href='/a/{n}/'>{name}</a></li>" for n, name in enumerate(("政策文件", "政策解读", "意见征集"))
    )

    found: Any = read(parse(FRAME.format(list=f"{table}<ul>{links}</ul>").encode(), URL))

    assert [one["title"] for one in found["columns"]] == ["政策文件", "政策解读", "意见征集"]
    assert found["item_count"].value == 0


def test_the_only_entrys_own_date_is_its() -> None:
    """A labelled date in the block of the page's only entry dates that entry, whatever menus stand above."""
    menu = "".join(f"<div><a href='/m/{n}/'>公开专栏第{n}页</a></div>" for n in range(4))
    entry = f"<div><p><a href='/a/1.html'>{TITLES[0]}</a></p><p>摘要</p><p>发布时间：2026-10-21</p></div>"

    found: Any = read(parse(FRAME.format(list=f"<div>{menu}</div><div>{entry}</div>").encode(), URL))["items"]

    assert [(one["title"], one["date"]) for one in found] == [(TITLES[0], "2026-10-21")]


def test_the_sites_search_is_no_column() -> None:
    """Beside sub-columns stands the entry to the site's search: it is the portal's, whether it opens or not."""
    names = ("政策文件", "政策解读", "站内搜索", "搜索", "信息检索")
    links = "".join(f"<li><a href='/a/{n}/'>{name}</a></li>" for n, name in enumerate(names))

    found: Any = read(parse(FRAME.format(list=f"<ul>{links}</ul>").encode(), URL))["columns"]

    assert [one["title"] for one in found] == ["政策文件", "政策解读"]
