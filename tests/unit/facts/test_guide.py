"""The guide: elements of Art. 12(2) in the ways guides are really laid out, and what looks like them but is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from inspector.facts.guide import READER
from inspector.facts.html.parse import parse
from inspector.facts.reading import Reading

UNIT = "云岭市清河区民政局"


def guide(body: str, title: str = f"{UNIT}政府信息公开指南") -> Reading:
    """A guide page: navigation, title, the body's paragraphs, footer."""
    html = f"""<html><head><title>{title}</title></head><body>
    <div class="nav"><a href="/">首页</a></div><div class="content"><h1>{title}</h1>{body}</div>
    <div class="footer">主办单位：清河区人民政府办公室 联系电话：010-55550000 地址：云岭市清河区府前街1号 邮编：100999
    网站标识码：1101990001 京ICP备00000001号</div></body></html>"""
    document = parse(html.encode(), "https://qinghe.gov.cn/mzj/zn.html")
    return Reading("guide", document, READER.read(document))


def lines(*texts: str) -> str:
    """Paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def rows(*cells: tuple[str, ...]) -> str:
    """A table."""
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells) + "</table>"


def values(reading: Reading, name: str) -> Any:
    """The value of a single fact, or the list of values."""
    fact = reading.facts[name]
    if isinstance(fact, tuple):
        return [one.value for one in fact]
    return getattr(fact, "value", None)


BLOCK = lines(
    "受理机构：清河区民政局办公室",
    "办公地址：云岭市清河区人民路8号3层301室",
    "办公时间：周一至周五 9:00-12:00，13:30-17:30（法定节假日除外）",
    "联系电话：010-55551234",
    "传真号码：010-55551235",
    "邮政编码：100998",
    "电子邮箱：xxgk@mzj.qinghe.gov.cn",
)
WHOLE = {
    "work_body": "清河区民政局办公室",
    "office_address": "云岭市清河区人民路8号3层301室",
    "office_hours": "周一至周五 9:00-12:00,13:30-17:30(法定节假日除外)",
    "phone": ["010-55551234"],
    "fax": ["010-55551235"],
    "postal_code": "100998",
    "email": ["xxgk@mzj.qinghe.gov.cn"],
}

CASES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "one block": (BLOCK, WHOLE),
    "numbered lines": (
        lines(
            "（一）受理机构",
            "1．机构名称：清河区民政局办公室；",
            "2．办公地址：清河区人民路8号；",
            "3．办公时间：工作日上午8:30-11:30，下午14:00-17:30；",
            "4．联系电话：0871-65551234；",
            "5．传真号码：0871-65551235；",
            "6．邮政编码：650000。",
        ),
        {
            "work_body": "清河区民政局办公室",
            "office_address": "清河区人民路8号",
            "phone": ["0871-65551234"],
            "fax": ["0871-65551235"],
            "postal_code": "650000",
        },
    ),
    "bullets and spaced labels": (
        lines("● 地 址：清河区人民路8号", "● 电 话：010-5555 1234", "● 传 真：010－55551235", "● 邮 编：100998"),
        {
            "office_address": "清河区人民路8号",
            "phone": ["010-5555 1234"],
            "fax": ["010-55551235"],
            "postal_code": "100998",
        },
    ),
    "label and value cells": (
        rows(
            ("受理机构", "清河区民政局办公室"),
            ("办公地址", "清河区人民路8号"),
            ("办公时间", "周一至周五9:00-11:30，13:30-17:00"),
            ("联系电话", "010-55551234"),
            ("传真", "010-55551235"),
            ("电子邮箱", "xxgk@qinghe.gov.cn"),
        ),
        {
            "work_body": "清河区民政局办公室",
            "office_address": "清河区人民路8号",
            "phone": ["010-55551234"],
            "fax": ["010-55551235"],
            "email": ["xxgk@qinghe.gov.cn"],
        },
    ),
    "two pairs of cells a row": (
        rows(
            ("联系电话", "010-55551234", "传真", "010-55551235"), ("邮政编码", "100998", "电子邮箱", "a@qinghe.gov.cn")
        ),
        {"phone": ["010-55551234"], "fax": ["010-55551235"], "postal_code": "100998", "email": ["a@qinghe.gov.cn"]},
    ),
    "labels as column heads": (
        rows(
            ("受理机构", "办公地址", "联系电话", "办公时间"),
            ("区民政局办公室", "清河区人民路8号", "010-55551234", "工作日9:00-17:00"),
        ),
        {
            "work_body": "区民政局办公室",
            "office_address": "清河区人民路8号",
            "phone": ["010-55551234"],
            "office_hours": "工作日9:00-17:00",
        },
    ),
    "everything in one sentence": (
        lines(
            "本机关受理机构为清河区民政局办公室，办公时间为工作日的8:00-12:00，14:30-18:00，联系电话：0351-5551234 5551235，"
            "传真号码：0351-5551236，通信地址：清河区人民路8号，邮政编码：030099，电子邮箱地址：mzj@qinghe.gov.cn。"
        ),
        {
            "work_body": "清河区民政局办公室",
            "office_hours": "工作日的8:00-12:00,14:30-18:00",
            "phone": ["0351-5551234", "5551235"],
            "fax": ["0351-5551236"],
            "office_address": "清河区人民路8号",
            "postal_code": "030099",
            "email": ["mzj@qinghe.gov.cn"],
        },
    ),
    "one line, several pairs": (
        lines("地址：清河区人民路8号 邮编：100998 电话：010-55551234 传真：010-55551235 邮箱：a@qinghe.gov.cn"),
        {
            "office_address": "清河区人民路8号",
            "postal_code": "100998",
            "phone": ["010-55551234"],
            "fax": ["010-55551235"],
            "email": ["a@qinghe.gov.cn"],
        },
    ),
    "label above value": (
        lines(
            "办公地址", "清河区人民路8号", "办公时间", "周一至周五 9:00-12:00，14:00-18:00", "联系电话", "010-55551234"
        ),
        {
            "office_address": "清河区人民路8号",
            "office_hours": "周一至周五 9:00-12:00,14:00-18:00",
            "phone": ["010-55551234"],
        },
    ),
    "label with colon above value": (
        lines("联系电话：", "010-55551234", "传真：", "010-55551235"),
        {"phone": ["010-55551234"], "fax": ["010-55551235"]},
    ),
    "hours on two lines": (
        lines(
            "办公时间：周一至周五（节假日和公休日除外）",
            "上午：8:00-11:30",
            "下午：1:30-5:00",
            "联系电话：0453-5551037",
        ),
        {"office_hours": "周一至周五(节假日和公休日除外) 上午:8:00-11:30 下午:1:30-5:00", "phone": ["0453-5551037"]},
    ),
    "seasonal hours": (
        lines(
            "办公时间：夏季 上午8:00至12:00，下午15:00至18:00 冬季 上午8:00至12:00，下午14:30至17:30",
            "电话：0377-66550000",
        ),
        {
            "office_hours": "夏季 上午8:00至12:00,下午15:00至18:00 冬季 上午8:00至12:00,下午14:30至17:30",
            "phone": ["0377-66550000"],
        },
    ),
    "word spans": (
        lines(
            "<span>联系</span><span>电话</span><span>：</span><span>0</span><span>10-5555</span><span>1234</span>",
            "<span>办公</span><span>地址：</span><span>清河区人民路</span><span>8号</span>",
        ),
        {"phone": ["010-55551234"], "office_address": "清河区人民路8号"},
    ),
    "full width signs": (
        lines("联系电话：０１０－５５５５１２３４", "电子邮箱：xxgk＠qinghe.gov.cn"),
        {"phone": ["010-55551234"], "email": ["xxgk@qinghe.gov.cn"]},
    ),
    "telephone and fax combined": (
        lines("受理机构：清河区民政局办公室", "电话/传真：010-55551234"),
        {"phone": ["010-55551234"], "fax": ["010-55551234"]},
    ),
    "telephone that is also the fax": (
        lines("联系电话：010-55551234（兼传真）"),
        {"phone": ["010-55551234"], "fax": ["010-55551234"]},
    ),
    "fax and telephone in brackets": (
        lines("电话（传真）：010-55551234"),
        {"phone": ["010-55551234"], "fax": ["010-55551234"]},
    ),
    "no fax declared": (lines("联系电话：010-55551234", "传真：无"), {"phone": ["010-55551234"], "fax": [None]}),
    "fax not offered": (
        lines("联系电话：010-55551234；传真号码：暂不提供。"),
        {"phone": ["010-55551234"], "fax": [None]},
    ),
    "extension": (lines("咨询电话：010-55552022转8021"), {"phone": ["010-55552022转8021"]}),
    "area code in brackets": (lines("办公电话：(010)55558888"), {"phone": ["(010)55558888"]}),
    "double hyphen and em dash": (
        lines("电话：0912--5552688", "传真：0912—5552689"),
        {"phone": ["0912--5552688"], "fax": ["0912—5552689"]},
    ),
    "two numbers": (lines("咨询电话：010-55551234、55551235"), {"phone": ["010-55551234", "55551235"]}),
    "reading rooms": (
        BLOCK
        + lines(
            "五、查阅场所",
            "1.清河区档案馆",
            "地址：清河区文化路2号",
            "开放时间：周一至周五 9:00-16:00",
            "电话：010-55559001",
            "2.清河区图书馆 地址：清河区文化路4号 电话：010-55559002 邮编：100997",
        ),
        WHOLE,
    ),
    "reading room first": (
        lines(
            "一、公开渠道",
            "（一）查阅点：清河区档案馆，地址：清河区文化路2号，联系电话：010-55559001。",
            "二、依申请公开",
            "（一）受理机构",
        )
        + BLOCK,
        WHOLE,
    ),
    "reading rooms labelled by name": (
        lines(
            "档案馆联系电话：010-55559001", "图书馆联系电话：010-55559002", "政务服务大厅查阅点联系电话：010-55559003"
        ),
        {"phone": []},
    ),
    "reading rooms in one paragraph": (
        BLOCK
        + lines(
            "查阅场所：清河区档案馆、清河区图书馆。查阅时间：周二至周日 9:00-16:30。查阅场所联系电话：010-55559017。"
        ),
        WHOLE,
    ),
    "listed reading places": (
        lines(
            "办公地址：清河区府前街1号",
            "（一）区档案馆查阅点：地址：文化路2号；电话：010-55559001",
            "（二）区政务服务中心：地址：人民路8号；电话：010-55559003",
            "（三）区图书馆：地址：文化路4号；电话：010-55559002",
            "联系电话：010-55551234",
        ),
        {"office_address": "清河区府前街1号", "phone": ["010-55551234"]},
    ),
    "only a postal address": (
        lines("邮寄地址：清河区人民路8号，邮编：100998。"),
        {"office_address": None, "postal_code": "100998"},
    ),
    "general mailing address": (lines("通讯地址：清河区人民路8号"), {"office_address": "清河区人民路8号"}),
    "place in brackets": (
        lines("申请人可到清河区民政局办公室（清河区人民路8号301室）当面提交申请。"),
        {"office_address": "清河区人民路8号301室"},
    ),
    "archive's own guide": (
        lines("一、受理机构", "清河区档案馆办公室", "地址：清河区文化路2号", "电话：010-55551234"),
        {"work_body": "清河区档案馆办公室", "office_address": "清河区文化路2号", "phone": ["010-55551234"]},
    ),
    "telephone is the fax": (
        lines("传真：010-55551234", "电话：同传真"),
        {"phone": ["010-55551234"], "fax": ["010-55551234"]},
    ),
    "complaints desk": (
        BLOCK
        + lines(
            "六、监督和救济",
            "可以向清河区政务公开办公室投诉，投诉电话：010-55559101，地址：清河区府前街1号，邮编：100996，邮箱：jd@qinghe.gov.cn。",
            "监督电话：010-55559102",
            "联系电话：010-55559103",
            "传真：010-55559104",
        ),
        WHOLE,
    ),
    "only a complaints number": (lines("监督电话：010-55559102", "举报电话：12388"), {"phone": []}),
    "hotline": (lines("咨询电话：12345"), {"phone": []}),
    "appended form": (
        BLOCK
        + lines("附件：", f"{UNIT}政府信息公开申请表")
        + rows(
            ("申请人信息", "姓名", "", "工作单位", ""),
            ("", "证件名称", "", "证件号码", ""),
            ("", "通信地址", "", "邮政编码", ""),
            ("", "联系电话", "", "传真", ""),
            ("所需信息", "内容描述", "", "用途", ""),
        ),
        WHOLE,
    ),
    "unit named after supervision": (
        f"<h1>云岭市清河区市场监督管理局政府信息公开指南</h1>{BLOCK}",
        WHOLE,
    ),
    "regulation's words": (
        lines(
            "政府信息公开指南包括政府信息的分类、编排体系、获取方式和政府信息公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式等内容。",
            "申请人应当提供姓名或者名称、身份证明、联系方式。",
        ),
        {
            "work_body": None,
            "office_address": None,
            "office_hours": None,
            "phone": [],
            "fax": [],
            "email": [],
            "classification": None,
        },
    ),
    "channels spread over blocks": (
        lines(
            "二、依申请公开",
            "（一）申请接收渠道",
            "1.当面提交。受理点：清河区民政局政务服务窗口，地址：清河区人民路8号一层大厅，办公时间：法定工作日9:00-12:00，13:30-17:30，咨询电话：010-55551234。",
            "2.邮政寄送。收件人：清河区民政局办公室，邮寄地址：清河区人民路8号，邮编：100998，请在信封上注明“政府信息公开申请”。",
            "3.传真提交。传真号码：010-55551235。",
            "4.在线提交。电子邮箱：sq@qinghe.gov.cn。",
        ),
        {
            "work_body": "清河区民政局政务服务窗口",
            "office_address": "清河区人民路8号一层大厅",
            "office_hours": "法定工作日9:00-12:00,13:30-17:30",
            "phone": ["010-55551234"],
            "fax": ["010-55551235"],
            "postal_code": "100998",
            "email": ["sq@qinghe.gov.cn"],
        },
    ),
    "address with notes": (
        lines("办公地址：云岭市清河区人民路8号2号楼（乘坐15路公交到民政局站下车）。", "邮编：100998（请注明申请）"),
        {"office_address": "云岭市清河区人民路8号2号楼", "postal_code": "100998"},
    ),
    "address in brackets": (
        lines("办公地址：区民政局（清河区番禺路28号二楼）；"),
        {"office_address": "区民政局(清河区番禺路28号二楼)"},
    ),
    "address is the body's name": (lines("办公地址：清河区柳河镇人民政府"), {"office_address": "清河区柳河镇人民政府"}),
    "website address is no office": (
        lines("网站地址：http://www.qinghe.gov.cn", "下载地址：http://www.qinghe.gov.cn/a.doc"),
        {"office_address": None},
    ),
    "body said in a sentence": (
        lines("清河区民政局办公室是本机关政府信息公开工作机构，负责受理申请。"),
        {"work_body": "清河区民政局办公室"},
    ),
    "body that receives": (
        lines("本机关由清河区民政局综合科负责受理政府信息公开申请。"),
        {"work_body": "清河区民政局综合科"},
    ),
    "mobile": (lines("联系电话：13800001234"), {"phone": ["13800001234"]}),
    "placeholder": (lines("联系电话：000-0000000", "传真：待补充"), {"phone": ["000-0000000"], "fax": ["待补充"]}),
    "page with nothing": (
        lines("栏目正在建设中，敬请期待。"),
        {"work_body": None, "phone": [], "email": [], "office_hours": None},
    ),
    "body text with numbers": (
        lines("全年公开信息1234567条，2021-03-08发布，文号20210308。通过电话咨询的群众较多。"),
        {"phone": [], "fax": [], "postal_code": None},
    ),
    "definition list": (
        "<dl><dt>办公地址</dt><dd>清河区人民路8号</dd><dt>联系电话</dt><dd>010-55551234</dd></dl>",
        {"office_address": "清河区人民路8号", "phone": ["010-55551234"]},
    ),
    "line breaks": (
        "<p>受理机构：清河区民政局办公室<br>地址：清河区人民路8号<br>电话：010-55551234<br>邮箱：a@qinghe.gov.cn</p>",
        {
            "work_body": "清河区民政局办公室",
            "office_address": "清河区人民路8号",
            "phone": ["010-55551234"],
            "email": ["a@qinghe.gov.cn"],
        },
    ),
    "broken hours": (
        lines("办公时间：900——11.301400——1700(周一至周五)"),
        {"office_hours": "900——11.301400——1700(周一至周五)"},
    ),
    "two receiving bodies": (
        lines(
            "受理机构：清河区民政局办公室", "电话：010-55551234", "受理机构：清河区民政局救助科", "电话：010-55551299"
        ),
        {"work_body": "清河区民政局办公室", "phone": ["010-55551234", "010-55551299"]},
    ),
    "number at once after the label": (
        lines("联系电话010-55551234，传真010-55551235"),
        {"phone": ["010-55551234"], "fax": ["010-55551235"]},
    ),
    "unpunctuated hours": (
        lines("办公时间 周一至周五 8:30-12:00 13:30-17:00"),
        {"office_hours": "周一至周五 8:30-12:00 13:30-17:00"},
    ),
    "hours with a note after": (
        lines(
            "受理时间：周一至周五8:30-11:30，13:30-17:00（节假日除外）。申请人请在上述时间内前往，联系电话：010-55551234。"
        ),
        {"office_hours": "周一至周五8:30-11:30,13:30-17:00(节假日除外)", "phone": ["010-55551234"]},
    ),
    "other body's numbers in remedies": (
        BLOCK
        + lines(
            "七、行政复议",
            "复议机关：清河区人民政府，地址：清河区府前街1号，电话：010-55559201。",
            "诉讼：清河区人民法院，电话：010-55559202。",
        ),
        WHOLE,
    ),
    "the body before its part, one long sentence": (
        lines(
            "申请人可以向清河区民政局政秘科（受理机构）提出，办公时间：上午8：00-12：00，下午14：00-17：30（法定节假日除外），"
            "办公地址：清河区榆林大道158号四楼，邮编：100998，电话：0912--6662688，传真：0912—6662688。"
        ),
        {
            "work_body": "清河区民政局政秘科",
            "office_address": "清河区榆林大道158号四楼",
            "phone": ["0912--6662688"],
            "fax": ["0912—6662688"],
            "postal_code": "100998",
        },
    ),
    "a link without words": (BLOCK + '<p><a href="https://qinghe.gov.cn/ysq/"><img src="/t.png"></a></p>', WHOLE),
    "technical support": (BLOCK + lines("网站维护电话：010-55559301", "技术支持：010-55559302"), WHOLE),
}


@pytest.mark.parametrize("name", CASES)
def test_elements(name: str) -> None:
    """Every element is found where it is said, and nothing beside it."""
    body, expected = CASES[name]
    reading = guide(body)
    assert {key: values(reading, key) for key in expected} == dict(expected)


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name][1] is WHOLE])
def test_quotes_are_on_the_page(name: str) -> None:
    """A quote is the page's own text, at a locator."""
    reading = guide(CASES[name][0])
    page = reading.document.text(None)
    for key in WHOLE:
        fact = reading.one(key)
        assert fact is not None
        assert fact.quote in page
        assert fact.locator


@pytest.mark.parametrize(
    "body",
    [
        "电话：" + "0" * 40_000 + "1-" * 10_000,
        "邮箱：" + "a." * 20_000 + "@" + "b." * 20_000,
        "地 " * 20_000,
        "地址(" * 10_000,
        "申" * 60_000,
        "时间：" + "9:" * 20_000,
    ],
)
def test_hostile_text_gives_nothing(body: str) -> None:
    """Endless runs that resemble values are read through once and are no values."""
    reading = guide(lines(body))
    assert [values(reading, name) for name in ("phone", "fax", "email", "postal_code")] == [[], [], [], None]


@pytest.mark.parametrize(
    "printed",
    [
        "mzj AT qinghe DOT gov DOT cn",
        "mzj（at）qinghe（dot）gov（dot）cn",
        "mzj[AT]qinghe[DOT]gov[DOT]cn",
        "mzj＠qinghe.gov.cn",
    ],
)
def test_a_disguised_mailbox_is_read(printed: str) -> None:
    """In capitals too; and a domain that holds the letters of `dot` keeps them."""
    assert values(guide(BLOCK + lines(f"电子邮箱：{printed}")), "email")[-1] == "mzj@qinghe.gov.cn"
    assert values(guide(lines("电子邮箱：mzj@dotqinghe.gov.cn")), "email") == ["mzj@dotqinghe.gov.cn"]
