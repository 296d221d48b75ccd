"""One element of a guide at a time, in wordings that guides use and that were once misread."""

from __future__ import annotations

from typing import Any

import pytest

from inspector.facts.guide import READER
from inspector.facts.html.parse import parse
from inspector.facts.reading import Reading

URL, HTML = "https://www.qinghe.gov.cn/mzj/zn.html", "text/html; charset=utf-8"
_BODY = "<p>受理机构：清河区民政局办公室</p><p>办公地址：清河区育才路18号306室</p>"


def guide(text: str) -> Reading:
    """A guide page with the work body, and `text` behind it."""
    html = f"<title>清河区民政局政府信息公开指南</title><h1>清河区民政局政府信息公开指南</h1>{_BODY}{text}"
    document = parse(html.encode(), URL, HTML)
    return Reading("guide", document, READER.read(document))


@pytest.mark.parametrize(
    "text",
    [
        "办公时间：周一至周五上午九时至十二时，下午一时三十分至五时三十分",
        "工作日时间：上午9:00-12:00，下午13:30-17:30",
        "办公时间（法定工作日）：上午8:30-12:00，下午14:00-17:00",
        "办公时间：周一至周五，9:00am-12:00am，1:30pm-5:30pm",
        "办公时间：Mon-Fri 9:00-12:00,13:30-17:30",
        "办公时间</td><td>上午：9:00-12:00<br>下午：13:30-17:30<br>（周一至周五）",
    ],
)
def test_hours_that_are_complete(text: str) -> None:
    """Two ranges and the days, however they are written."""
    hours = guide(f"<table><tr><td>{text}</td></tr></table>").one("office_hours")

    assert hours is not None
    assert hours.notes["well_formed"] is True


@pytest.mark.parametrize("text", ["全天24小时", "朝九晚五"])
def test_hours_that_are_there_and_not_exact(text: str) -> None:
    """What is printed under the label is present, and not well-formed."""
    hours = guide(f"<p>办公时间：{text}</p>").one("office_hours")

    assert hours is not None
    assert hours.notes["well_formed"] is False


@pytest.mark.parametrize(
    "text",
    [
        "本机关未设传真。",
        "本单位不提供传真方式。",
        "传真：不对外公布",
        "无传真",
        "暂无传真号码。",
        "传真号码（无）",
        "传真：NA",
    ],
)
def test_no_fax_is_declared(text: str) -> None:
    """A sentence, a bracket or a note says that there is none."""
    fax = guide(f"<p>{text}</p>").one("fax")

    assert fax is not None
    assert fax.notes.get("declared_none") is True


@pytest.mark.parametrize(
    ("text", "number", "placeholder"),
    [
        ("如有疑问，请致电010-63835620。", "010-63835620", False),
        ("拨打010-63835620咨询", "010-63835620", False),
        ("联系电话：0000", "0000", True),
        ("办公地址｜清河区人民路1号</p><p>电话｜010-63835620", "010-63835620", False),
    ],
)
def test_telephones(text: str, number: str, placeholder: bool) -> None:
    """A call for action names a number as a label does; four zeros are no number."""
    phone = guide(f"<p>{text}</p>").one("phone")

    assert phone is not None
    assert (phone.value, phone.notes["placeholder"]) == (number, placeholder)


@pytest.mark.parametrize(
    "text",
    [
        "原号码010-63835611已停用，现改为010-63835620",
        "原号码010-63835611，现改为010-63835620",
        "010-63835620（原010-63835611停用）",
        "010-63835611 已停用；新号码：010-63835620",
        "010-63835620（节假日停用）",
    ],
)
def test_a_number_that_is_out_of_use_is_not_published(text: str) -> None:
    """Of an old and a new number the new one is the office's."""
    assert [fact.value for fact in guide(f"<p>传真：{text}</p>").many("fax")] == ["010-63835620"]


@pytest.mark.parametrize(
    "printed",
    [
        "qhmzj☆qinghe.gov.cn",
        "qhmzj(替换为@)qinghe.gov.cn",
        "qhmzj艾特qinghe.gov.cn",
        "qhmzj【艾特】qinghe.gov.cn",
        "qhmzj*qinghe.gov.cn（请将*改为@）",
        "qhmzj@qinghe点gov点cn",
        "qhmzj<img src='/images/at.gif' alt='@'>qinghe.gov.cn",
        "qhmzj<img src='/images/at.gif'>qinghe.gov.cn",
        "<a href='mailto:qhmzj@qinghe.gov.cn'>点击发送邮件</a>",
    ],
)
def test_mailboxes_that_are_disguised(printed: str) -> None:
    """The sign may be another, a picture, or stand only in the link."""
    assert [fact.value for fact in guide(f"<p>电子邮箱：{printed}</p>").many("email")] == ["qhmzj@qinghe.gov.cn"]


@pytest.mark.parametrize(
    "printed", ["qhmzj@qinghe", "@qinghe.gov.cn", "qhmzj@@qinghe.gov.cn", "qhmzj@qinghe..gov.cn", "qhmzj.qinghe.gov.cn"]
)
def test_a_broken_mailbox_is_printed(printed: str) -> None:
    """It is there, so no contact is missing; that it is no address is another rule's matter."""
    box = guide(f"<p>电子邮箱：{printed}</p>").one("email")

    assert box is not None
    assert (box.value, box.notes["placeholder"]) == (printed, False)


@pytest.mark.parametrize(
    ("text", "accepts"),
    [
        ("qhmzj@qinghe.gov.cn（仅接收政府信息公开申请，不受理咨询、投诉、举报）", True),
        ("qhmzj@qinghe.gov.cn</p><p>申请可通过电子邮件提交。邮箱不接收超过20M的附件。", True),
        ("qhmzj@qinghe.gov.cn</p><p>申请可通过电子邮件提交，不接收匿名申请。", True),
        ("qhmzj@qinghe.gov.cn【非依申请公开受理邮箱】", False),
        ("qhmzj@qinghe.gov.cn（仅接受咨询）", False),
        ("qhmzj@qinghe.gov.cn（暂停受理依申请公开）", False),
        ("qhmzj@qinghe.gov.cn（请勿通过该邮箱提交政府信息公开申请）", False),
        ("qhmzj@qinghe.gov.cn，申请请通过邮寄或当面方式提交，邮箱提交无效。", False),
    ],
)
def test_what_a_mailbox_takes(text: str, accepts: bool) -> None:
    """To turn away questions or large files is not to turn away applications; and there are many ways to do that."""
    box = guide(f"<p>电子邮箱：{text}</p>").one("email")

    assert box is not None
    assert box.notes["accepts"] is accepts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("联系电话：<img src='/images/tel.png'>", "phone"),
        ("联系电话：<script>document.write('010-' + '63835620')</script>", "phone"),
        ("<table><tr><td>传真</td><td><img src='/upload/1.png'></td></tr></table>", "fax"),
        ("电子邮箱：<img src='/images/mail.png'>", "email"),
    ],
)
def test_a_contact_that_is_a_picture(text: str, name: str) -> None:
    """It is there and cannot be read: a fact without value that says so."""
    fact = guide(f"<p>{text}</p>").one(name)

    assert fact is not None
    assert (fact.value, fact.notes.get("picture")) == (None, True)


def _group(head: str, *rows: tuple[str, str]) -> str:
    cells = "</tr><tr>".join(f"<td>{label}</td><td>{value}</td>" for label, value in rows)
    return f"<tr><td rowspan={len(rows)}>{head}</td>{cells}</tr>"


@pytest.mark.parametrize("turned", [False, True])
def test_blocks_in_one_table_told_by_the_cell_that_spans_them(turned: bool) -> None:
    """The reading room's and the complaints desk's rows are theirs, wherever they stand."""
    groups = [
        _group(
            "依申请公开受理机构", ("名称", "清河区民政局办公室"), ("电话", "010-63835620"), ("邮箱", "a@qinghe.gov.cn")
        ),
        _group(
            "公共查阅场所", ("名称", "清河区档案馆"), ("电话", "010-70000001"), ("开放时间", "周一至周五8:00-11:00")
        ),
        _group("监督投诉部门", ("名称", "清河区政府办公室"), ("电话", "010-83656000"), ("邮箱", "jd@qinghe.gov.cn")),
    ]
    html = f"<title>指南</title><h1>清河区民政局政府信息公开指南</h1><table>{''.join(groups[:: -1 if turned else 1])}</table>"
    document = parse(html.encode(), URL, HTML)
    reading = Reading("guide", document, READER.read(document))

    found: dict[str, Any] = {
        name: [fact.value for fact in reading.many(name)] for name in ("work_body", "phone", "email")
    }

    assert found == {"work_body": ["清河区民政局办公室"], "phone": ["010-63835620"], "email": ["a@qinghe.gov.cn"]}
    assert reading.one("office_hours") is None


def test_a_place_list_under_a_line_without_a_number() -> None:
    """`公共查阅点` heads the numbered lines and the table right below it, which are the reading room's; what comes after is not."""
    room = "<p>公共查阅点</p><p>（1）地址：清河区档案路1号</p><p>（2）电话：010-70000001</p>"
    table = "<p>公共查阅点</p><table><tr><td>地址</td><td>电话</td></tr><tr><td>档案路1号</td><td>010-70000001</td></tr></table>"
    own = "<p>依申请公开</p><p>（1）地址：清河区育才路18号</p><p>（2）电话：010-63835620</p>"

    for places in (room, table):
        html = f"<title>指南</title><h1>清河区民政局政府信息公开指南</h1>{places}{own}"
        document = parse(html.encode(), URL, HTML)
        reading = Reading("guide", document, READER.read(document))

        assert [fact.value for fact in reading.many("phone")] == ["010-63835620"]
        assert [fact.value for fact in reading.many("office_address")] == ["清河区育才路18号"]


def test_a_text_in_one_cell_is_a_text() -> None:
    """Old sites lay a whole article out in a cell; its labels take the line below, its headings head."""
    text = "<p>【受理机构】</p><p>清河区民政局办公室</p><p>【办公地址】</p><p>清河区育才路18号</p><p>【联系电话】</p><p>010-63835620</p>"
    html = f"<title>指南</title><table><tr><td>清河区民政局政府信息公开指南</td></tr><tr><td>{text}</td></tr></table>"
    document = parse(html.encode(), URL, HTML)
    reading = Reading("guide", document, READER.read(document))

    values = [fact.value for name in ("work_body", "office_address", "phone") for fact in reading.many(name)]
    assert values == ["清河区民政局办公室", "清河区育才路18号", "010-63835620"]


def test_ways_after_a_colon_may_be_sentences_of_their_own() -> None:
    """`可采用以下方式：…；可传真至…`: each part is a way of applying, though it does not say so again."""
    reading = guide(
        "<p>向本单位提出申请，可采用以下方式：到受理机构当面提交；可传真至010-63835621；可寄送至育才路18号。</p>"
    )

    data = reading.data("channels")
    kinds = (
        {str(one["kind"]): one["accepts"] for one in data if isinstance(one, dict)} if isinstance(data, list) else {}
    )
    assert (kinds.get("fax"), kinds.get("post")) == (True, True)


def test_a_name_behind_a_label_in_a_head_cell() -> None:
    """`公开工作机构名称` is a label whole, with the value below it."""
    html = "<table><tr><td>公开工作机构名称</td><td>办公时间</td></tr><tr><td>民政局办公室（公开科）</td><td>工作日</td></tr></table>"
    document = parse(
        f"<title>指南</title><h1>民政局公开指南</h1>{html}".encode(),
        "https://www.q.gov.cn/1.html",
        "text/html; charset=utf-8",
    )
    body = Reading("guide", document, READER.read(document)).one("work_body")

    assert body is not None
    assert body.value == "民政局办公室(公开科)"


def test_one_head_for_two_values() -> None:
    """`地址及邮编` is a head like those beside it, and no value of the head to its left."""
    heads = "<tr><th>受理机构</th><th>地址及邮编</th><th>受理时间</th></tr>"
    row = "<tr><td>安澜县民政局办公室</td><td>民生路6号，736100</td><td>工作日</td></tr>"
    html = f"<title>指南</title><h1>安澜县民政局公开指南</h1><table>{heads}{row}</table>"
    document = parse(html.encode(), URL, HTML)
    reading = Reading("guide", document, READER.read(document))

    assert [reading.many(name)[0].value for name in ("work_body", "office_address", "postal_code")] == [
        "安澜县民政局办公室",
        "民生路6号",
        "736100",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("主动公开的信息内容有六类：机构概况、法规文件、财务信息。", "classification"),
        ("本机关的政府信息按机构、文件、救助、福利分类。", "classification"),
        ("信息按照“类别—年份—序号”编制索引。", "arrangement"),
    ],
)
def test_how_information_is_sorted(words: str, name: str) -> None:
    """However it is said; what the law asks for is no description."""
    assert guide(f"<p>{words}</p>").one(name) is not None
    assert guide("<p>本机关按照规定编制本指南。</p>").one(name) is None


def test_rows_after_a_named_place_are_its() -> None:
    """One table of labels and values: from 查阅点名称 on the rows are the reading room's, from 受理机构 on the body's."""
    rows = (
        ("查阅点名称", "清河区档案馆"),
        ("电话", "010-70000001"),
        ("申请受理机构", "清河区民政局办公室"),
        ("电话", "010-63835620"),
    )
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    document = parse(
        f"<title>指南</title><h1>民政局公开指南</h1><table>{cells}</table>".encode(),
        "https://www.q.gov.cn/1.html",
        "text/html; charset=utf-8",
    )
    reading = Reading("guide", document, READER.read(document))

    assert [fact.value for fact in reading.many("phone")] == ["010-63835620"]


def test_labels_with_a_wide_blank_instead_of_a_colon() -> None:
    """`办公地点　　文昌路18号` is a label with its value."""
    html = (
        "<title>清河区民政局政府信息公开指南</title><h1>清河区民政局政府信息公开指南</h1><p>机构名称　　清河区民政局综合科</p>"
        "<p>办公地点　　清河区文昌路18号</p><p>工作时间　　工作日8:30-12:00，14:30-18:00</p><p>网址　　www.qinghe.gov.cn/ysqgk/</p>"
    )
    found = READER.read(parse(html.encode(), URL, HTML))
    reading = Reading("guide", parse(html.encode(), URL, HTML), found)
    values = [reading.one(name) for name in ("work_body", "office_address", "office_hours", "online_url")]

    assert [fact.value if fact else None for fact in values] == [
        "清河区民政局综合科",
        "清河区文昌路18号",
        "工作日8:30-12:00,14:30-18:00",
        "www.qinghe.gov.cn/ysqgk/",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.当面提交。到综合科（周一至周五上午9时至12时，下午1时30分至5时30分）提交，咨询电话83651234。", True),
        ("查阅场所：区档案馆（周一至周五9:00-12:00，13:30-17:00）。", False),
    ],
)
def test_hours_in_a_sentence(text: str, told: bool) -> None:
    """Hours of the counter to go to are the work body's; those of a reading room are not."""
    assert (guide(f"<p>{text}</p>").one("office_hours") is not None) == told


@pytest.mark.parametrize(
    ("note", "whole"),
    [("（工作日接待，法定节假日除外）", True), ("节假日期间请登录网站查阅主动公开信息。", False), ("", False)],
)
def test_the_days_stand_in_a_note_below_the_table(note: str, whole: bool) -> None:
    """Two ranges for summer and winter in cells, the days of the week said once below; other talk of holidays is none."""
    table = (
        "<table><tr><td rowspan='2'>办公时间</td><td>夏令时</td><td>上午8:30-12:00 下午14:30-18:00</td></tr>"
        "<tr><td>冬令时</td><td>上午8:30-12:00 下午14:00-17:30</td></tr><tr><td>电话</td><td>83651234</td></tr></table>"
    )
    hours = guide(f"{table}<p>{note}</p>").one("office_hours")

    assert hours is not None
    assert hours.notes["well_formed"] is whole


def test_short_lines_below_a_heading_are_no_tabs() -> None:
    """The contacts below 公共查阅点 stay the reading room's when each label and value has a line of its own."""
    lines = ("公共查阅点", "【查阅点名称】", "清河区档案馆", "【地址】", "清河区文化路3号", "二、依申请公开")
    text = "".join(f"<p>{line}</p>" for line in (*lines, "受理机构：清河区民政局办公室", "办公地址：清河区安和路12号"))

    found: Any = READER.read(parse(f"<html><body>{text}</body></html>".encode(), "https://www.qinghe.gov.cn/zn.html"))

    assert found["office_address"].value == "清河区安和路12号"


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("☎ 0871-65551208", "phone", "0871-65551208"),
        ("☎️0871-65551208", "phone", "0871-65551208"),
        ("📠 0871-65551209", "fax", "0871-65551209"),
        ("🕒 周一至周五8:30-12:00，14:30-17:30", "office_hours", "周一至周五8:30-12:00,14:30-17:30"),
        (
            "Office hours（办公时间）: Mon.-Fri. 8:30-12:00, 14:30-17:30",
            "office_hours",
            "Mon.-Fri. 8:30-12:00, 14:30-17:30",
        ),
        ("市民服务热线：0871-65512345", "phone", None),
        ("12345政务服务便民热线：0871-65512345", "phone", None),
        ("咨询热线：0871-65551208", "phone", "0871-65551208"),
    ],
)
def test_signs_and_brackets_that_are_labels(text: str, name: str, wanted: str | None) -> None:
    """A sign says what a number is, and so does a label in brackets; the hotline of a city is no office's telephone."""
    found = guide(f"<p>{text}</p>").many(name)

    assert [one.value for one in found] == ([wanted] if wanted else [])
