"""Application pages: channels declared, refused or absent; what the form asks; files, privacy and progress."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.facts.application import READER
from inspector.facts.guide import READER as GUIDE
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts


def read(*texts: str) -> Facts:
    """The facts of an application page with these paragraphs."""
    body = "".join(f"<p>{text}</p>" if text[:1] != "<" else text for text in texts)
    html = f"<html><head><title>依申请公开</title></head><body><div><h1>依申请公开</h1>{body}</div></body></html>"
    return READER.read(parse(html.encode(), "https://qinghe.gov.cn/ysq/index.html"))


def channels(*texts: str) -> dict[tuple[str, Any], Any]:
    """`{(kind, value): accepts}`."""
    found = read(*texts)["channels"]
    assert isinstance(found, list)
    return {(entry["kind"], entry["value"]): entry["accepts"] for entry in found if isinstance(entry, dict)}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "accepts"),
    [
        ("电子邮箱：xxgk@qinghe.gov.cn（此邮箱不接收依申请公开）", False),
        ("电子邮箱：xxgk@qinghe.gov.cn，仅供咨询。", False),
        ("电子邮箱：xxgk@qinghe.gov.cn。该邮箱不受理政府信息公开申请。", False),
        ("电子邮箱：xxgk@qinghe.gov.cn（暂不支持邮件申请）", False),
        ("申请人可将申请表发送至xxgk@qinghe.gov.cn提交申请。", True),
        ("申请邮箱：xxgk(at)qinghe.gov.cn", True),
        ("受理邮箱：xxgk＠qinghe.gov.cn", True),
        ("电子邮箱：xxgk#qinghe.gov.cn", None),
        ("电子邮箱：xxgk [at] qinghe.gov.cn", None),
    ],
)
def test_a_mailbox_takes_applications_only_where_it_says_so(text: str, accepts: bool | None) -> None:
    """Refused, accepted, or not said: by the sentence, not by the mailbox."""
    assert channels(text) == {("email", "xxgk@qinghe.gov.cn"): accepts}


def test_a_refusal_on_the_next_line_counts() -> None:
    """注：该邮箱不受理申请 below the mailbox refuses it."""
    assert channels("电子邮箱：xxgk@qinghe.gov.cn", "注：该邮箱不受理政府信息公开申请。") == {
        ("email", "xxgk@qinghe.gov.cn"): False
    }


def test_a_general_declaration_covers_the_printed_mailbox() -> None:
    """The page's only mailbox takes what the page says it takes by mail."""
    found = channels("电子邮箱：xxgk@qinghe.gov.cn", "申请人可通过信函、传真、电子邮件方式提交申请。")
    assert found == {("email", "xxgk@qinghe.gov.cn"): True, ("fax", None): True, ("post", None): True}


def test_only_some_channels_are_taken() -> None:
    """What is refused in one half of a sentence does not colour the other half."""
    found = channels("本单位只受理现场或信函、传真申请，暂不受理通过电子邮件、电报方式提出的申请，但可以通过电话咨询。")
    assert found == {("email", None): False, ("fax", None): True, ("post", None): True, ("in_person", None): True}


def test_channels_as_headings() -> None:
    """Headings name channels; values come from their part."""
    found = channels(
        "（一）当面申请",
        "申请人可到清河区民政局办公室（清河区人民路8号301室）当面提交申请。",
        "（二）信函申请",
        "邮寄至清河区人民路8号，邮编100998。",
        "（三）传真申请",
        "传真号码：010-55551235",
    )
    assert found == {
        ("fax", "010-55551235"): True,
        ("post", "清河区人民路8号"): True,
        ("in_person", "清河区人民路8号301室"): True,
    }


def test_values_right_after_the_channel() -> None:
    """当面提交：人民路8号 and 传真提交：010-… give the channel its value."""
    found = channels(
        "1.当面提交：清河区人民路8号，办公时间：工作日9:00-12:00，13:00-17:00。",
        "2.邮寄提交：清河区人民路9号。",
        "3.传真提交：010-55551235",
        "4.电子邮件提交：sq@qinghe.gov.cn",
    )
    assert found == {
        ("email", "sq@qinghe.gov.cn"): True,
        ("fax", "010-55551235"): True,
        ("post", "清河区人民路9号"): True,
        ("in_person", "清河区人民路8号"): True,
    }


def test_an_online_entry_is_a_form() -> None:
    """A link to the platform, and words that say one can apply online."""
    assert channels('<p><a href="https://ysq.qinghe.gov.cn/apply?officeId=7">在线申请</a></p>') == {
        ("form", "https://ysq.qinghe.gov.cn/apply?officeId=7"): True
    }
    assert channels("本单位暂未开通网上申请渠道。") == {("form", None): False}


@pytest.mark.parametrize(
    "text",
    [
        "本机关可以通过邮寄、传真、电子邮件等方式答复申请人。",
        "申请人可选择邮寄、电子邮件等方式获取信息。",
        "申请表可在网站下载。",
        "可以采用书面形式（包括信件、数据电文形式）提出申请。",
        "清河区民政局（邮政编码：100998；传真：010-55551235）负责受理政府信息公开申请。",
        "受理机构收到申请后进行登记。",
        "申请人通过信函、互联网渠道或者传真提交申请的，以双方确认之日为收到申请之日。",
        "可以向监督部门邮寄投诉材料。",
    ],
)
def test_words_that_declare_no_channel(text: str) -> None:
    """Replies, downloads, the law's own words and contact lines are no channels."""
    assert channels(text) == {}


FORM = """<form action="/search"><input name="q" placeholder="请输入关键字"></form>
<form action="/ysq/submit" method="post"><p><label for="a">姓名*</label><input id="a" name="a" required></p>
<p><label for="b">证件号码</label><input id="b" name="b"></p><p><label for="c">联系电话</label><input id="c" name="c"></p>
<p><label for="d">所需信息内容描述</label><textarea id="d" name="d"></textarea></p>
<p><label for="e">获取信息方式</label><input id="e" name="e"></p>
<p><label for="f">所需信息用途*</label><input id="f" name="f"></p></form>"""


def fields(facts: Facts) -> list[tuple[Any, Any]]:
    """`(group, mandatory)` of each field."""
    found = facts["form_fields"]
    assert isinstance(found, list)
    return [(entry["group"], entry["mandatory"]) for entry in found if isinstance(entry, dict)]


def test_a_form_on_the_page() -> None:
    """Groups of Art. 29 and the excess purpose, which is mandatory; the search box is no part of it."""
    facts = read(FORM)
    assert fields(facts) == [
        ("name", True),
        ("identity", False),
        ("contact", False),
        ("description", False),
        ("form_requirement", False),
        ("purpose", True),
    ]
    assert channels(FORM) == {("form", "https://qinghe.gov.cn/ysq/index.html"): True}


def test_a_search_box_is_no_application_form() -> None:
    """A page with a search form only asks for nothing."""
    assert fields(read('<form action="/search"><input name="q" placeholder="请输入关键字"></form>')) == []


def test_a_printed_form_with_an_optional_part() -> None:
    """What stands under 选填部分 is not mandatory; a form without marks does not say."""
    rows = [("姓名", "", "工作单位", ""), ("证件号码", "", "联系电话", ""), ("所需信息内容描述", "", "", "")]
    rows += [("获取信息的方式", "□ 邮寄", "", ""), ("选填部分", "", "", ""), ("所需信息的用途", "", "", "")]
    table = (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )
    found = dict(fields(read(table)))
    assert found["purpose"] is False
    assert found["identity"] is None
    assert set(found) == {"name", "workplace", "identity", "contact", "description", "form_requirement", "purpose"}


def test_a_list_to_choose_from_may_name_itself() -> None:
    """Its first entry says what is to be chosen, where no label does."""
    inputs = "".join(
        f"<input name=a{n} placeholder={text}>"
        for n, text in enumerate(("请输入姓名", "请输入身份证号码", "请输入联系电话"))
    )
    area = "<textarea placeholder=请描述您要申请公开的政府信息内容></textarea>"
    choice = "<select name=fs><option value=''>请选择信息获取方式</option><option>电子邮件</option></select>"

    found = dict(fields(read(f"<form action=/save method=post>{inputs}{area}{choice}</form>")))

    assert "form_requirement" in found


def test_a_cell_that_prints_its_choices_is_still_a_field() -> None:
    """A long cell of label, note and choices is the field that its first words name."""
    cells = ["姓名", "证件号码", "联系电话", "所需信息的名称、文号或者其他特征性描述"]
    choices = "所需信息的指定提供方式（可多选：纸质、电子邮件、光盘、其他，请在相应的方框内打勾）"
    table = "<table>" + "".join(f"<tr><td>{cell}</td><td></td></tr>" for cell in [*cells, choices]) + "</table>"

    assert ("form_requirement", None) in fields(read(table))


def test_files_privacy_and_progress() -> None:
    """Form files by extension or download address; a page about the form is no file."""
    facts = read(
        '<p><a href="/a/sqb.docx">政府信息公开申请表（公民）</a> <a href="/download?id=3">下载申请表</a></p>',
        '<p><a href="/art/1.html">政府信息公开申请表</a> <a href="/ysq/query">申请进度查询</a></p>',
        "本单位对申请人的个人信息严格保密。",
    )
    files = facts["form_files"]
    assert isinstance(files, list)
    assert [entry["url"] for entry in files if isinstance(entry, dict)] == [
        "https://qinghe.gov.cn/a/sqb.docx",
        "https://qinghe.gov.cn/download?id=3",
    ]
    assert isinstance(facts["privacy_notice"], Fact)
    assert isinstance(facts["progress_query"], Fact)
    assert facts["progress_query"].value == "https://qinghe.gov.cn/ysq/query"


def test_third_party_privacy_is_no_privacy_notice() -> None:
    """涉及个人隐私的信息不予公开 says nothing of the applicant's data."""
    assert read("涉及商业秘密、个人隐私的政府信息不予公开。")["privacy_notice"] is None


def test_a_guide_keeps_the_contact_mailbox_apart_from_the_one_for_applications() -> None:
    """`email` is the labelled contact; both stand among the channels."""
    html = """<body><h1>清河区民政局政府信息公开指南</h1><p>一、工作机构</p><p>电子邮箱：lx@qinghe.gov.cn</p>
    <p>二、依申请公开</p><p>1.互联网申请。填写申请表后发送至sq@qinghe.gov.cn即可。</p></body>"""
    facts = GUIDE.read(parse(html.encode(), "https://qinghe.gov.cn/zn.html"))
    emails, said = facts["email"], facts["channels"]
    assert isinstance(emails, tuple)
    assert isinstance(said, list)
    assert [(fact.value, fact.notes["accepts"]) for fact in emails] == [("lx@qinghe.gov.cn", None)]
    assert [(entry["value"], entry["accepts"]) for entry in said if isinstance(entry, dict)] == [
        ("lx@qinghe.gov.cn", None),
        ("sq@qinghe.gov.cn", True),
    ]


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("联系电话：13800001234", "13800001234", "mobile"),
        ("联系电话：010-00000000", "010-00000000", "placeholder"),
        ("联系电话：010-XXXXXXXX", "010-XXXXXXXX", "placeholder"),
        ("联系电话：待补充", "待补充", "placeholder"),
    ],
)
def test_mobiles_and_placeholders_are_told(text: str, value: str, note: str) -> None:
    """A private mobile and a number never filled in carry a note."""
    found = read(text)["phone"]
    assert isinstance(found, tuple)
    assert [(fact.value, fact.notes[note]) for fact in found] == [(value, True)]


def test_a_number_that_only_looks_like_a_placeholder() -> None:
    """Four zeros at the end are a real number."""
    found = read("联系电话：0377-66550000")["phone"]
    assert isinstance(found, tuple)
    assert [fact.notes["placeholder"] for fact in found] == [False]


@pytest.mark.parametrize("around", ["{}", "<label>{}</label>", "<span>{}</span>"])
def test_fields_in_one_line_are_told_apart(around: str) -> None:
    """Each is what stands behind the one before; what only a line's first field is called was taken for all of them."""
    names = ("姓名*", "证件号码*", "联系电话*")
    line = "".join(f'{around.format(name)}<input name="f{n}">' for n, name in enumerate(names))
    document = parse(f"<html><body><form><p>{line}</p></form></body></html>".encode(), "https://www.qinghe.gov.cn/sq/")

    assert [one.label for one in document.forms[0].fields] == list(names)
