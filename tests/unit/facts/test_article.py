"""Articles: title, dates, document number, files and relatives."""

from __future__ import annotations

import pytest

from inspector.facts.article import read
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts

URL = "https://www.qinghe.gov.cn/zwgk/wj/12.html"
BODY = (
    "<p>各街道办事处，区政府各部门：</p><p>现将《清河区步道养护办法》印发给你们，请遵照执行。各单位应当在"
    "每季度末报送养护情况。</p>"
)


def facts(body: str, head: str = "<title>清河区人民政府关于印发步道养护办法的通知_清河区人民政府</title>") -> Facts:
    """What the article reader finds."""
    return read(parse(f"<html><head>{head}</head><body>{body}</body></html>".encode(), URL))


def value(found: Facts, name: str) -> object:
    """The value of a single fact, None where absent."""
    fact = found[name]
    return fact.value if isinstance(fact, Fact) else None


def test_a_document_page_in_full() -> None:
    """All elements of a policy document are read with their words."""
    found = facts(
        "<div>当前位置：<a href='/'>首页</a> > <a href='/zwgk/'>政务公开</a> > 正文</div>"
        "<table><tr><td>索 引 号：</td><td>1153010001/2026-00012</td><td>发文字号：</td><td>清政发〔2026〕12"
        "号</td></tr>"
        "<tr><td>成文日期：</td><td>2026年3月2日</td><td>有效性：</td><td>有效</td></tr></table>"
        "<h1>清河区人民政府关于印发步道养护办法的通知</h1><p>发布日期：2026-03-10 09:30 来源：区城管局 字号："
        "大 中 小</p>"
        f"{BODY}<p>附件：<a href='/upload/1.docx'>清河区步道养护办法.docx</a></p>"
        "<div><h3>相关解读</h3><ul><li><a href='/jd/3.html'>《清河区步道养护办法》起草说明</a></li></ul></div>"
    )

    assert value(found, "title") == "清河区人民政府关于印发步道养护办法的通知"
    assert value(found, "published") == "2026-03-10"
    assert value(found, "written") == "2026-03-02"
    assert value(found, "doc_number") == "清政发〔2026〕12号"
    assert value(found, "index_number") == "1153010001/2026-00012"
    assert value(found, "validity") == "有效"
    assert value(found, "source") == "区城管局"
    assert found["attachments"] == [
        {"title": "清河区步道养护办法.docx", "url": "https://www.qinghe.gov.cn/upload/1.docx"}
    ]
    assert found["interpretations"] == [
        {"title": "《清河区步道养护办法》起草说明", "url": "https://www.qinghe.gov.cn/jd/3.html"}
    ]
    assert found["documents"] == []


@pytest.mark.parametrize(
    ("line", "number", "well_formed"),
    [
        ("清政办发〔2026〕3号", "清政办发〔2026〕3号", True),
        ("清政办发[2026]3号", "清政办发[2026]3号", False),
        ("文 号：清城管〔 2026 〕 18 号 发文日期：2026-01-08", "清城管〔2026〕18号", True),
        ("清河区水务局公告2026年第2号", "清河区水务局公告2026年第2号", True),
    ],
)
def test_document_numbers(line: str, number: str, well_formed: bool) -> None:
    """The number alone on a line or under its label; other brackets than 〔〕 are noted."""
    found = facts(f"<h1>关于印发步道养护办法的通知</h1><p>{line}</p>{BODY}")["doc_number"]

    assert isinstance(found, Fact)
    assert (found.value, found.notes["well_formed"]) == (number, well_formed)


def test_a_cited_number_is_not_the_documents_own() -> None:
    """A number inside a sentence belongs to another document."""
    found = facts(
        f"<h1>关于步道养护的通知</h1><p>根据《清河区市容条例》（清政发〔2019〕7号）的规定，现通知如下。</p>{BODY}"
    )

    assert found["doc_number"] is None


def test_the_date_under_the_signature_is_the_written_date() -> None:
    """Where no label says it, the date that closes the text is when it was written, not when it was published."""
    found = facts(f"<h1>关于步道养护的通知</h1>{BODY}<p>清河区城市管理局</p><p>2026年3月2日</p>")

    assert (value(found, "written"), found["published"]) == ("2026-03-02", None)


def test_an_interpretation_names_its_document() -> None:
    """A link to the original text leads from the interpretation to the document."""
    found = facts(
        f"<h1>《清河区步道养护办法》政策解读</h1>{BODY}<p>政策原文：<a href='/zwgk/wj/12.html?a=1'>清河区步道"
        f"养护办法</a></p>"
    )

    assert found["documents"] == [
        {"title": "清河区步道养护办法", "url": "https://www.qinghe.gov.cn/zwgk/wj/12.html?a=1"}
    ]


def test_meta_title_wins_and_body_is_counted_without_frame() -> None:
    """The meta tag names the article; title, breadcrumb and date line are not body."""
    found = facts(
        "<h1>通知</h1><p>发布日期：2026-03-10</p><p>共十个汉字的正文内容</p>",
        "<title>清河区人民政府</title><meta name='ArticleTitle' content='关于步道养护的通知'>",
    )

    assert value(found, "title") == "关于步道养护的通知"
    assert value(found, "body_chars") == 10
