"""Interpretations: copied from their document, or in words of their own."""

from __future__ import annotations

from inspector.facts.document import Document
from inspector.facts.html.parse import parse
from inspector.facts.interpretation import read, similarity

RULES = [
    "第一条 为规范清河区步道养护工作，保障行人通行安全，根据有关规定，结合本区实际，制定本办法。",
    "第二条 区城市管理部门负责全区步道的日常巡查、维修和养护监督，街道办事处配合做好辖区内相关工作。",
    "第三条 因施工占用步道的，施工单位应当在完工后十日内恢复原状，并报区城市管理部门验收合格。",
]
OWN_WORDS = [
    "以前步道坏了常常没人管。新规定说清楚了谁来修：城管部门每天派人去看，街道发现问题随时上报。",
    "如果工地把人行道挖开了，完工以后最多十天就得修好，还要请城管来检查，合格才算完。",
]


def page(title: str, paragraphs: list[str]) -> Document:
    """An article page."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>发布日期：2026-03-10</p>{body}</bo"
        f"dy></html>"
    )
    return parse(html.encode(), "https://www.qinghe.gov.cn/jd/1.html")


def test_a_copy_is_wholly_contained() -> None:
    """An interpretation that repeats the document has share 1, and its passages are quoted with both places."""
    found = similarity(page("步道养护办法解读", RULES[1:]), page("清河区步道养护办法", RULES))

    assert found.share > 0.95
    assert next(passage.quote for passage in found.passages).startswith("第二条")
    assert all(passage.locator and passage.document_locator for passage in found.passages)


def test_own_words_are_no_copy() -> None:
    """The same content in other words shares next to nothing."""
    found = similarity(page("步道养护办法解读", OWN_WORDS), page("清河区步道养护办法", RULES))

    assert found.share < 0.2
    assert found.passages == ()


def test_a_mixture_is_marked_where_it_was_copied() -> None:
    """Copied paragraphs are quoted; the others are not."""
    found = similarity(
        page("步道养护办法解读", [OWN_WORDS[0], RULES[2], OWN_WORDS[1]]), page("清河区步道养护办法", RULES)
    )

    assert 0.2 < found.share < 0.8
    assert len(found.passages) == 1
    assert found.passages[0].quote in RULES[2]


def test_punctuation_and_width_do_not_hide_a_copy() -> None:
    """Full-width digits, blanks and other punctuation are the same text."""
    dressed = [text.replace("，", "； ").replace("十日", "十 日") for text in RULES]

    assert similarity(page("解读", dressed), page("清河区步道养护办法", RULES)).share == 1.0


def test_nothing_to_compare_is_no_copy() -> None:
    """A page without text of its own shares nothing."""
    found = similarity(page("一图读懂步道养护办法", []), page("清河区步道养护办法", RULES))

    assert (found.share, found.chars) == (0.0, 0)


def test_elements_and_form() -> None:
    """The expected elements are told by their words."""
    facts = read(
        page(
            "一图读懂清河区步道养护办法",
            ["一、出台背景：步道破损较多。", "二、政策依据：根据《市容条例》。", "三、主要内容：明确责任。"],
        )
    )

    assert facts["elements"] == ["background", "basis", "content"]
    assert facts["form"] is not None
