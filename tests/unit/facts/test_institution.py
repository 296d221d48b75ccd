"""Institution pages: the six parts of Art. 20(2)."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.institution import PARTS, read
from inspector.facts.reading import Fact, Facts

DUTIES = "负责全区市容环境、步道养护和户外广告设施的监督管理工作，拟订并组织实施年度养护计划。"
COMPLETE = (
    f"<h2>机构职能</h2><p>{DUTIES}</p><h2>内设机构</h2><p>（一）办公室：负责机关日常运转。</p><p>（二）养"
    f"护科：负责步道养护。</p>"
    "<h2>联系方式</h2><p>办公地址：云岭市清河区望江路18号</p><p>办公时间：周一至周五 9:00-12:00，13:30-17"
    ":30（法定节假日除外）</p>"
    "<p>联系电话：0871-65550123</p><p>负责人：周明远 职务：党组书记、局长</p>"
)


def facts(body: str) -> Facts:
    """What the institution reader finds."""
    html = f"<html><head><title>机构概况</title></head><body>{body}</body></html>"
    return read(parse(html.encode(), "https://www.qinghe.gov.cn/cgj/jggk.html"))


def name(found: Facts) -> tuple[object, object]:
    """The head's name and duty."""
    head = found["head"]
    return (head.value, head.notes.get("duty")) if isinstance(head, Fact) else (None, None)


def test_all_six_parts() -> None:
    """A complete page has no part missing."""
    found = facts(COMPLETE)

    assert found["missing"] == []
    assert name(found) == ("周明远", "党组书记、局长")
    assert isinstance(found["address"], Fact)
    assert found["address"].value == "云岭市清河区望江路18号"


@pytest.mark.parametrize(
    ("gone", "part"),
    [
        (f"<h2>机构职能</h2><p>{DUTIES}</p>", "functions"),
        ("<h2>内设机构</h2><p>（一）办公室：负责机关日常运转。</p><p>（二）养护科：负责步道养护。</p>", "structure"),
        ("<p>办公地址：云岭市清河区望江路18号</p>", "address"),
        ("<p>办公时间：周一至周五 9:00-12:00，13:30-17:30（法定节假日除外）</p>", "hours"),
        ("<p>联系电话：0871-65550123</p>", "contact"),
        ("<p>负责人：周明远 职务：党组书记、局长</p>", "head"),
    ],
)
def test_each_part_is_missed_alone(gone: str, part: str) -> None:
    """Without one part exactly that part is missing."""
    found = facts(COMPLETE.replace(gone, ""))

    assert found["missing"] == [part]
    assert found[part] is None


def test_parts_in_a_table() -> None:
    """Label and value may stand in cells."""
    rows = {
        "机构名称": "清河区城市管理局",
        "主要职责": DUTIES,
        "内设机构": "办公室、养护科、市容科",
        "负责人": "周明远",
        "办公地址": "望江路18号",
        "办公时间": "工作日 9:00-17:30",
        "联系电话": "65550123",
    }
    found = facts("<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows.items()) + "</table>")

    assert found["missing"] == []
    assert name(found)[0] == "周明远"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("局长：周明远", ("周明远", "局长")),
        ("主要负责人姓名：周 明", ("周明", None)),
        ("周明远 党组书记、局长 主持局全面工作", ("周明远", "党组书记、局长")),
        ("周明远，男，1970年生，区城管局党组书记、局长", ("周明远", "区城管局党组书记、局长")),
        ("党工委书记：欧阳明远", ("欧阳明远", "党工委书记")),
        ("负责人：待定", (None, None)),
        ("负责人电话：65550123", (None, None)),
        ("负责全区步道养护工作", (None, None)),
    ],
)
def test_heads(line: str, wanted: tuple[object, object]) -> None:
    """Names under labels, after and before an office; never a placeholder."""
    assert name(facts(f"<h1>领导信息</h1><p>{line}</p>")) == wanted


def test_a_placeholder_number_is_no_contact() -> None:
    """010-XXXXXXXX is not a telephone."""
    assert facts(COMPLETE.replace("0871-65550123", "0871-XXXXXXXX"))["missing"] == ["contact"]


def test_links_to_pages_of_parts() -> None:
    """A directory of the institution names the pages to look at."""
    found = facts(
        "<ul><li><a href='1.html'>机构职能</a></li><li><a href='2.html'>内设机构</a></li><li><a href='3.html'"
        ">领导信息</a></li></ul>"
    )

    assert [page["part"] for page in found["pages"]] == ["functions", "structure", "head"]  # type: ignore[index,union-attr,call-overload]
    assert found["missing"] == list(PARTS)


def test_a_label_with_its_colon_takes_a_short_line_without_one() -> None:
    """`主要负责人：` above `周明远 主持全面工作`: what looks like another label is the value; so it is below a heading."""
    for before in ("<dt>主要负责人：</dt>", "<h3>主要负责人</h3>"):
        assert name(facts(f"<dl>{before}<dd>周明远　主持全面工作</dd></dl>"))[0] == "周明远"


def test_functions_end_where_the_next_part_begins() -> None:
    """A heading without text has none, whatever stands under the heading after it."""
    found = facts("<p>一、主要职责</p><p>二、内设机构</p><p>办公室、养护科、执法科、财务科和综合协调科。</p>")

    assert found["functions"] is None
    assert found["structure"] is not None


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>周明远</td><td>党组书记、局长</td><td>主持全面工作</td></tr></table>",
        "<table><tr><td><img src=/u/1.jpg></td><td>周明远</td><td>局长</td></tr><tr><td></td><td>李晓</td><td>副局长</td></tr></table>",
        "<div><h4>周明远</h4><p>党组副书记、局长</p></div><div><h4>李晓</h4><p>副局长</p></div>",
        "<div><p>主任</p><p>周明远</p></div>",
        "<p>现任领导：周明远 局长；李晓 副局长</p>",
    ],
)
def test_a_head_among_the_leaders(body: str) -> None:
    """Name and office may have a cell or a line each."""
    assert name(facts(body))[0] == "周明远"


def test_a_deputy_or_a_section_head_is_not_the_head() -> None:
    """`副局长` and `办公室主任` head no unit."""
    assert name(facts("<p>李晓</p><p>副局长</p><p>王文</p><p>办公室主任</p>")) == (None, None)


def test_a_name_of_several_parts_and_an_address_in_a_sentence() -> None:
    """`阿依古丽·买买提` is a name; `位于` gives an address."""
    found = facts("<p>局长：阿依古丽·买买提</p><p>清河区民政局位于清河区育才路18号。</p>")

    assert name(found)[0] == "阿依古丽·买买提"
    assert isinstance(found["address"], Fact)
    assert found["address"].value == "清河区育才路18号"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("<p>安澜县财政局贯彻执行国家财税方针政策，拟订全县财政规划。</p>", "functions"),
        ("<h3>科室设置</h3><p>办公室　预算股　国库股　采购办</p>", "structure"),
        ("<h2>职能配置</h2><p>执行本级人民代表大会的决议和上级国家行政机关的决定和命令。</p>", "functions"),
        ("<h2>所属事业单位</h2><p>清河区养老服务指导中心、清河区殡仪馆</p>", "structure"),
        ("<p>二、下属单位</p><p>1.清河区食品药品安全监控中心</p><p>2.清河区计量检测所</p>", "structure"),
        ("<p>夏令时8:30-12:00，14:30-18:00；冬令时8:30-12:00，14:00-17:30</p>", "hours"),
    ],
)
def test_parts_in_other_words(body: str, part: str) -> None:
    """Functions by the name of the staffing plan, bodies below the unit as structure, hours without a label."""
    assert isinstance(facts(body)[part], Fact)


@pytest.mark.parametrize(
    "text",
    [
        "<p>三、主要负责人：党组书记、局长 李明华（主持全面工作）</p>",
        "<p>负责人：局长李明华</p>",
        "<p>清河区民政局是区政府工作部门，局长李明华。内设四个科室。</p>",
    ],
)
def test_the_office_before_the_name(text: str) -> None:
    """The head may be named behind the office, under a label or in a sentence."""
    found: Any = read(parse(f"<html><body>{text}</body></html>".encode(), "https://www.qinghe.gov.cn/jg.html"))

    assert found["head"].value == "李明华"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("张建国同志任县水利局党组书记、局长，主持全面工作", "张建国"),
        ("领导班子：李明（副局长）、张建国（党组书记、局长）", "张建国"),
        ("党组书记、局长张建国：主持局全面工作", "张建国"),
        ("机构负责人　张建国", "张建国"),
        ("主持工作副局长：张建国", "张建国"),
        ("局长（空缺），张建国副局长主持工作", "张建国"),
        ("局长空缺，副局长张建国主持工作。", "张建国"),
        ("单位负责人：张建国同志", "张建国"),
        ("现任局长为张建国同志。", "张建国"),
        ("法人代表：张建国", "张建国"),
        ("党组书记张建国", "张建国"),
        ("由张建国同志主持工作", "张建国"),
        ("领导班子：李明（副局长）、张建国（原局长）、王芳（办公室主任）", None),
    ],
)
def test_a_head_in_a_sentence(text: str, wanted: str | None) -> None:
    """The name and the office set side by side in any order; a deputy, a former head and an office's head are none."""
    assert name(facts(f"<p>{text}</p>"))[0] == wanted


@pytest.mark.parametrize("text", ["<p>联系人：办公室主任王芳</p>", "<p>副局长王芳分管救助科。</p>"])
def test_others_are_no_head(text: str) -> None:
    """Neither a deputy nor the head of a section is the head of the unit."""
    found: Any = read(parse(f"<html><body>{text}</body></html>".encode(), "https://www.qinghe.gov.cn/jg.html"))

    assert found["head"] is None


def test_a_unit_in_one_paragraph() -> None:
    """Functions, structure, seat, hours and telephone as sentences of one text."""
    text = (
        "清河区民政局是主管全区民政工作的政府工作部门，局长李明华。内设办公室、社会救助科、养老服务科三个科室。"
        "主要职责是：负责全区社会救助、养老服务、社会组织管理。办公地址位于清河区安和路12号，"
        "工作时间为周一至周五9:00-12:00、13:30-17:30，联系电话010-55557777。"
    )
    found: Any = read(parse(f"<html><body><p>{text}</p></body></html>".encode(), "https://www.qinghe.gov.cn/jg.html"))

    assert found["missing"] == []


@pytest.mark.parametrize("between", ["", " ", "　", "&nbsp;&nbsp;", "<br>", "</p><p>"])
def test_heads_of_tables_are_spelt_out(between: str) -> None:
    """Their signs may stand apart, or one below the other, beside their values or over them."""

    def head(words: str) -> str:
        return f"<th><p>{between.join(words)}</p></th>"

    contacts = {
        "办公地址": "清河区文昌路18号",
        "办公时间": "周一至周五8:30-12:00，14:30-17:30",
        "联系电话": "010-55557777",
    }
    contacts["负责人"] = "张建国"
    over = (
        f"<tr>{''.join(map(head, contacts))}</tr><tr>{''.join(f'<td>{value}</td>' for value in contacts.values())}</tr>"
    )
    offices = f"<tr>{head('序号')}{head('科室名称')}{head('职责')}</tr><tr><td>1</td><td>办公室</td><td>文秘</td></tr>"
    beside = {"主要职责": "贯彻执行民政法律法规，负责社会救助。"}
    text = "".join(f"<tr>{head(words)}<td>{value}</td></tr>" for words, value in beside.items())
    html = "".join(f"<table>{rows}</table>" for rows in (text, offices, over))

    assert facts(html)["missing"] == []
