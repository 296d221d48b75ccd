"""Classification, arrangement and ways to obtain: described, linked, or not said."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.facts.guide import READER
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts


def read(*texts: str) -> Facts:
    """The facts of a guide with these paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<body><h1>清河区民政局政府信息公开指南</h1>{body}</body>"
    return READER.read(parse(html.encode(), "https://qinghe.gov.cn/zn.html"))


def ways(facts: Facts) -> dict[str, Any]:
    """`{way: named}`."""
    found = facts["access_methods"]
    assert isinstance(found, dict)
    return {name: way["value"] for name, way in found.items() if isinstance(way, dict)}


@pytest.mark.parametrize(
    ("texts", "classified", "arranged"),
    [
        (("一、信息分类与编排体系", "政府信息按机构职能、政策文件等分类编排。"), True, True),
        (("（一）公开范围", "本机关主动公开下列政府信息：", "1.机构职能；"), True, False),
        (("本机关政府信息按照索引号、名称、生成日期编排。",), False, True),
        (('详见<a href="/ml/">政府信息公开目录</a>。',), True, True),
        (('具体内容请浏览：<a href="/qqd/">主动公开全清单</a>',), True, True),
        (("指南应当包括政府信息的分类、编排体系、获取方式等内容。",), False, False),
        (("本机关依法公开政府信息。",), False, False),
    ],
)
def test_classification_and_arrangement(texts: tuple[str, ...], classified: bool, arranged: bool) -> None:
    """Said in a heading, in a sentence, or by pointing to the catalogue; the law's list of contents says nothing."""
    facts = read(*texts)
    assert (isinstance(facts["classification"], Fact), isinstance(facts["arrangement"], Fact)) == (classified, arranged)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("二、公开形式", "通过清河区政府网站和区档案馆、图书馆公开。"),
            {"site": True, "place": True, "application": False},
        ),
        (("公民可以向本机关提出申请。",), {"site": False, "place": False, "application": True}),
        (("联系电话：010-55551234",), {"site": False, "place": False, "application": False}),
    ],
)
def test_ways_to_obtain(texts: tuple[str, ...], expected: dict[str, bool]) -> None:
    """Site, reading place and application, each only where it is named."""
    assert ways(read(*texts)) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("受理机构：云岭市河东区财政局办公室", "云岭市河东区财政局办公室"),
        (
            "为了方便公民获取云岭市河东区卫生健康委员会（以下简称本机关）的政府信息，编制本指南。",
            "云岭市河东区卫生健康委员会",
        ),
        ("本指南由清河区柳河镇人民政府编制。", "清河区柳河镇人民政府"),
    ],
)
def test_bodies_that_a_guide_speaks_of(text: str, name: str) -> None:
    """Names in the opening are subjects, beside the one in the title."""
    found = read(text)["subjects"]
    assert isinstance(found, tuple)
    assert name in [fact.value for fact in found]


def test_generic_bodies_are_no_subjects() -> None:
    """本机关, 国务院 and 各级人民政府 name nobody."""
    found = read("根据国务院办公厅和各级人民政府的要求，本机关制定本指南。")["subjects"]
    assert isinstance(found, tuple)
    assert [fact.value for fact in found] == ["清河区民政局"]
