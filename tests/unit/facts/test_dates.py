"""Dates: parsed where whole, published only where the page says so."""

from __future__ import annotations

import pytest

from inspector.facts.dates import find_dates, parse_date
from inspector.facts.document import PICTURE, Document, Line, Region
from inspector.facts.html.parse import parse
from inspector.facts.page_dates import pictured, published, signed, updated


def page(*texts: str, title: str = "", meta: dict[str, str] | None = None, region: Region = "main") -> Document:
    """A page of plain lines."""
    lines = tuple(Line(text, locator=f"line[{n}]", region=region) for n, text in enumerate(texts))
    return Document(url="https://qinghe.gov.cn/a/202601/t20260108_1.html", title=title, meta=meta or {}, lines=lines)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-03-08 09:30", "2021-03-08"),
        ("2022-01-5", "2022-01-05"),
        ("2025年01月10日", "2025-01-10"),
        ("2019-8-7 8:56:14", "2019-08-07"),
        ("2018.02.23", "2018-02-23"),
        ("2020/12/31 14:29:32", "2020-12-31"),
        ("二〇二一年三月八日", "2021-03-08"),
        ("二○二一年十二月二十三日", "2021-12-23"),
        ("二О二四年十月三十一日", "2024-10-31"),
        ("二零一九年元月十日", "2019-01-10"),
        ("２０２１年３月８日", "2021-03-08"),
        ("2021 年 3 月 8 日", "2021-03-08"),
        ("2021－03－08", "2021-03-08"),
        ("20210308", "2021-03-08"),
        ("2021-06-30T08:00:00", "2021-06-30"),
        ("(2023-11-02)", "2023-11-02"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026 09:30", "2026-03-25"),
        ("02.02.2026", "2026-02-02"),
        ("Mar 2, 2026", "2026-03-02"),
        ("Sept. 2nd 2026", "2026-09-02"),
        ("2 March 2026", "2026-03-02"),
        ("Mon, 02 Mar 2026 09:30:00 GMT", "2026-03-02"),
        ("Mon Mar 02 09:30:00 CST 2026", "2026-03-02"),
    ],
)
def test_reads_every_way_of_writing_a_day(text: str, day: str) -> None:
    """Hyphens, dots, slashes, full-width and Chinese digits all give the ISO day."""
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "[07-28]",
        "01-08",
        "2021年3月",
        "2021-02-30",
        "2021-13-01",
        "03/02/2026",
        "02.03.2026",
        "31/02/2026",
        "Mar 2026",
        "March 32, 2026",
        "二〇二一年十三月八日",
        "https://qinghe.gov.cn/art/2021/12/9/a.html",
        "/202601/t20260108_201108.shtml",
        "010-55551234",
        "11441700007280420Y/2021-00050",
        "2021",
        "",
    ],
)
def test_half_a_date_is_no_date(text: str) -> None:
    """Without year or day, invalid, or part of an address: nothing is guessed."""
    assert parse_date(text) is None


def test_finds_all_dates_of_a_sentence_in_order() -> None:
    """Several dates come in the order of the text."""
    assert find_dates("自2020年1月1日起，至二〇二一年三月八日止") == ("2020-01-01", "2021-03-08")


def test_meta_wins_over_everything_printed() -> None:
    """The page's own PubDate is what counts, whatever its case."""
    document = page("发布时间：2021-03-09", meta={"PubDate": "2021-03-08 09:30:00"})
    fact = published(document)
    assert fact is not None
    assert (fact.value, fact.notes["source"]) == ("2021-03-08", "meta")


@pytest.mark.parametrize(
    "lines",
    [
        ("发布时间：2021-03-08 09:30",),
        ("来源：区政府办  发布日期：2021年3月8日  浏览次数：12",),
        ("发布日期", "2021-03-08"),
        ("[发布日期] 2021-03-08",),
        ("时间：2021-03-08 来源：本站",),
        ("成文日期：2020-12-31 发布日期：2021-03-08",),
        ("发布于 2021-03-08 字体：大 中 小",),
        ("公开日期：２０２１－０３－０８",),
    ],
)
def test_a_labelled_date_is_the_publication_date(lines: tuple[str, ...]) -> None:
    """Label and date on one line, or in neighbouring cells or lines."""
    fact = published(page("云岭市清河区民政局政府信息公开指南", *lines, "正文第一段。"))
    assert fact is not None
    assert fact.value == "2021-03-08"


def test_dates_of_the_text_are_not_publication_dates() -> None:
    """In force from, adopted on, signed: none of them says when the page was published."""
    document = page(
        "清河区政府信息公开指南",
        "（2019年4月3日国务院令第711号修订）",
        "本指南自2019年5月15日起施行，发布时间自2019年5月15日起算。",
        "二〇二一年三月八日",
        title="清河区政府信息公开指南",
    )
    assert published(document) is None


def test_the_date_beside_the_title_counts_when_it_is_an_info_bar() -> None:
    """An unlabelled date-time among 来源 and 浏览 words right after the title."""
    title = "清河区民政局关于开展检查的通知"
    document = page(title, "2021-03-08 09:30 来源：区民政局 浏览：5", "正文。", title=title)
    fact = published(document)
    assert fact is not None
    assert (fact.value, fact.notes["source"]) == ("2021-03-08", "bar")


def test_a_list_of_labelled_dates_is_no_publication_date() -> None:
    """A column prints one date an item; the column itself is undated."""
    assert published(page(*(f"通知{n} 发布时间：2021-03-0{n}" for n in range(1, 8)))) is None


def test_the_address_never_dates_a_page() -> None:
    """202601 in the address says nothing."""
    assert published(page("清河区民政局政府信息公开指南")) is None


def test_update_is_told_apart_from_publication() -> None:
    """更新时间 is the update; published keeps its own label."""
    document = page("发布时间：2021-03-08 更新时间：2024-05-06")
    first, second = published(document), updated(document)
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == ("2021-03-08", "2024-05-06")


def test_an_update_stated_in_the_guide() -> None:
    """本指南于…修订 is an update date."""
    fact = updated(page("本指南于2024年5月6日修订。"))
    assert fact is not None
    assert fact.value == "2024-05-06"


def test_the_signature_is_its_own_date() -> None:
    """A date alone at the end is when the text was signed."""
    fact = signed(page("清河区民政局", "正文。", "2024年5月6日"))
    assert fact is not None
    assert fact.value == "2024-05-06"


def test_a_picture_before_the_date_does_not_hide_it() -> None:
    """A calendar's sign between label and date says nothing; a picture in the date's place says that there is one."""
    shown = page("街道办事处公开指南", f"发布日期：{PICTURE}2026-03-12")
    drawn = page("街道办事处公开指南", f"发布日期：{PICTURE}")

    assert (published(shown).value, pictured(drawn) is not None) == ("2026-03-12", True)  # type: ignore[union-attr]
    assert published(drawn) is None
    assert pictured(page("街道办事处公开指南", f"当前时间：{PICTURE}", f"办公时间：{PICTURE}")) is None


def test_a_footer_dates_nothing() -> None:
    """What the site's footer prints is not the page's date."""
    assert published(page("发布时间：2021-03-08", region="footer")) is None


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<h3>相关文章</h3><p><a href='1.html'>甲公告甲公告甲公告</a></p><p>发布时间：2026-11-20</p>", None),
        ("<p><a href='1.html'>甲公告甲公告甲公告</a></p><p>发布时间：2026-11-20</p>", None),
        ("<p>附件：表.doc（上传时间：2026-11-02）</p>", None),
        ("<p>公告时间：2026-11-05至2026-11-12</p>", None),
        ("<p>公告日期：2026-11-05</p>", "2026-11-05"),
        ("<p>发布时间：20261105</p>", "2026-11-05"),
    ],
)
def test_dates_of_other_things_are_not_the_pages(body: str, day: str | None) -> None:
    """A related page's date, an attachment's, a period: none says when this page came out."""
    html = f"<title>关于冬季救助工作的通知</title><h1>关于冬季救助工作的通知</h1><p>现将有关事项通知如下。</p>{body}"
    found = published(parse(html.encode(), "https://www.qinghe.gov.cn/1.html", "text/html; charset=utf-8"))

    assert (found.value if found else None) == day


def test_a_sidebar_above_the_title_does_not_hide_the_date() -> None:
    """`最新公告` in the margin stands before the page's own title and date."""
    html = (
        "<title>关于冬季救助工作的通知</title><div><p>最新公告</p><p><a href='1.html'>甲公告甲公告甲公告</a></p></div>"
        "<h1>关于冬季救助工作的通知</h1><p>发布时间：2026-11-05</p>"
    )
    found = published(parse(html.encode(), "https://www.qinghe.gov.cn/1.html", "text/html; charset=utf-8"))

    assert found is not None
    assert found.value == "2026-11-05"
