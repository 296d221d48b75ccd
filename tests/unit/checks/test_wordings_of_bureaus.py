"""Guides in the words of county bureaus: what is there in other words is not called missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
PARTS = {
    "body": "受理机构：通江县水利局办公室",
    "address": "办公地址：通江县诺江镇红军大道116号",
    "hours": "办公时间：周一至周五 8:30-12:00，14:00-18:00（法定节假日除外）",
    "phone": "联系电话：0827-7222213",
    "fax": "传真：0827-7222214",
    "ways": "通过县政府网站（www.tj.gov.cn）、县档案馆查阅点获取。",
    "date": "发布日期：2026-03-02",
}


def guide(**said: str) -> str:
    """A guide in which these parts are said so."""
    own = {**PARTS, **said}
    title = "通江县水利局政府信息公开指南"
    parts = "".join(f"<p>{own[name]}</p>" for name in ("body", "address", "hours", "phone", "fax"))
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="main"><h1>{title}</h1>
<div>{own["date"]}</div><p>本指南依据《中华人民共和国政府信息公开条例》（国务院令第711号）编制，方便公众获取政府信息。</p>
<h3>一、获取方式</h3><p>{own["ways"]}</p><h3>二、受理</h3>{parts}</div></body></html>"""


@pytest.mark.parametrize(
    ("rule", "part", "words", "wanted"),
    [
        ("GD-03", "body", "由局办公室具体受理。", "pass"),
        ("GD-03", "body", "信息公开申请由监察室受理。", "pass"),
        ("GD-03", "body", "对不履行公开义务的，由县纪委监察室受理。", "fail"),
        ("GD-03", "body", "可以举报，由局机关监察室受理。", "fail"),
        ("GD-03", "body", "由法规科负责信息公开申请受理", "pass"),
        ("GD-03", "body", "由县水利局办公室受理，申请人对答复不服的可依法申请行政复议。", "pass"),
        ("GD-03", "body", "由县水利局受理", "pass"),
        ("GD-03", "body", "取水许可申请，由县水利局受理。", "undetermined"),
        ("GD-03", "body", "对行政复议，由县水利局受理。", "fail"),
        ("GD-03", "body", "申请表交至局办公室即可。", "pass"),
        ("GD-03", "body", "复议申请表交至县司法局复议科。", "fail"),
        ("GD-03", "body", "请到局办公室领取申请表。", "undetermined"),
        ("GD-03", "body", "低保申请表交至村委会办公室。", "undetermined"),
        ("GD-03", "body", "取水许可申请材料交至县水利局水资源股。", "undetermined"),
        ("GD-03", "body", "不服的，到县司法局复议科领取申请表。", "fail"),
        ("GD-03", "body", "本机关党政办牵头受理申请，对答复不服的可以申请行政复议。", "undetermined"),
        ("GD-03", "body", "由相关科室受理申请", "fail"),
        ("GD-03", "body", "【受理机构】水利局办公室【受理人员】李科长【邮箱】slj@tj.gov.cn", "pass"),
        ("GD-03", "body", "受理机构：水利局办公室 | 邮箱：slj@tj.gov.cn", "pass"),
        ("GD-03", "body", "申请表填写后交到县水利局办公室，不收费。", "pass"),
        ("GD-03", "body", "填写申请表。交到县水利局办公室。", "undetermined"),
        ("GD-03", "body", "负责政府信息公开日常工作的是：水利局办公室", "pass"),
        ("GD-03", "body", "一、受理机构。水利局办公室。", "pass"),
        ("GD-03", "body", "本机关政府信息公开工作由办公室牵头，各科室配合。", "undetermined"),
        ("GD-03", "body", "具体工作由政策法规股承担", "undetermined"),
        ("GD-03", "body", "机构：办公室", "undetermined"),
        ("GD-03", "body", "🏢 水利局综合股办公室", "undetermined"),
        ("GD-07", "phone", "联系电话……0827-7222213", "pass"),
        ("GD-07", "phone", "▶联系电话▷0827-7222213", "pass"),
        ("GD-07", "phone", "“联系电话”：0827-7222213", "pass"),
        ("GD-07", "phone", "〖联系电话〗0827-7222213", "pass"),
        ("GD-07", "phone", "（联系电话）0827-7222213", "pass"),
        ("GD-09", "fax", "申请表“传真”一栏可不填写。", "fail"),
        ("GD-03", "body", "通江县水利局政务公开领导小组办公室负责此项工作", "undetermined"),
        ("GD-05", "hours", "上班时间与县直机关一致", "undetermined"),
        ("GD-05", "hours", "我局执行县直机关作息制度", "undetermined"),
        ("GD-07", "phone", "办公室：7222213", "undetermined"),
        ("GD-07", "phone", "电话或传真：0827-7222213", "pass"),
        ("GD-07", "phone", "电话&传真：0827-7222213", "pass"),
        ("GD-08", "phone", "联系电话：0827-7222213　监督：13890001111", "pass"),
        ("GD-09", "fax", "传真：无此项", "pass"),
        ("GD-09", "fax", "传真：不提供此服务", "pass"),
        ("GD-09", "fax", "传真：N.A.", "pass"),
        ("GD-09", "fax", "传真：电话转传真", "pass"),
        ("GD-11", "ways", "本机关政府信息目录分为机构、政策、业务三部分，由索引号、名称、日期组成。", "pass"),
        ("GD-11", "ways", "我局把信息归成四个栏目：概况、动态、政策、服务；栏目内按发布先后列出。", "pass"),
        ("GD-12", "ways", "网上：县政府网；线下：政务中心。", "pass"),
        ("GD-12", "ways", "地址：通江县诺江大道8号政务中心3层，网上：县政府网。", "fail"),
        ("GD-03", "body", "请与水利局办公室联系", "undetermined"),
        ("GD-03", "body", "受理机构：本局", "undetermined"),
        ("GD-03", "body", "申请公开的信息可到局办公室查阅。", "fail"),
        ("GD-03", "body", "本局指定业务科专人负责接收申请", "fail"),
        ("GD-05", "hours", "工作日均可办理", "undetermined"),
        ("GD-05", "hours", "每周一、三、五上午", "undetermined"),
        ("GD-05", "hours", "办公时间：同政务大厅", "undetermined"),
        ("GD-07", "phone", "电话：0827.7222213", "undetermined"),
        ("GD-07", "phone", "电话号：7222213", "pass"),
        ("GD-07", "phone", "联系人及方式：李四，7222213", "undetermined"),
        ("GD-07", "phone", "电话：零八二七-七二二二二一三", "undetermined"),
        ("GD-07", "phone", "网站编号7222213", "fail"),
        ("GD-09", "fax", "传真：暂时没有", "pass"),
        ("GD-09", "fax", "传真：未装", "pass"),
        ("GD-09", "fax", "传真：×", "pass"),
        ("GD-09", "fax", "我局没有配置传真设备。", "pass"),
        ("GD-09", "fax", "传真服务暂未开通", "pass"),
        ("GD-10", "ways", "网上信箱：http://www.tj.gov.cn/xx/", "undetermined"),
        ("GD-10", "ways", "互联网：www.tj.gov.cn/ysqgk", "undetermined"),
        ("GD-10", "ways", "微信公众号：通江水利", "undetermined"),
        ("GD-10", "ways", "微信公众号：无", "fail"),
        ("GD-12", "ways", "可上网或来我局查看。", "pass"),
        ("GD-09", "fax", "五、传真号码。0827-7222214。", "pass"),
        ("GD-09", "fax", "传真方式不再使用，请通过电子邮箱提交。", "pass"),
        ("GD-09", "fax", "传真：不对外", "pass"),
        ("GD-06", "hours", "办公时间及电话：周一至周五8:30-12:00，14:00-17:30；0827-7222213", "pass"),
        ("GD-11", "ways", "<h3>信息的种类</h3><p>1.机构职能；2.法规文件。</p><p>信息按种类排列。</p>", "pass"),
        ("GD-11", "ways", "信息按机构、文件分类。用“类号+年份+序号”标识。", "pass"),
        ("GD-03", "body", "受理申请的科室为法规科", "pass"),
        ("GD-03", "body", "申请由相关科室受理", "fail"),
        ("GD-03", "body", "答：向局办公室提出，电话0827-7222213。", "pass"),
        ("GD-03", "body", "受理机构 办公室 地址 诺江镇红军大道1号", "pass"),
        ("GD-04", "address", "工作机构：水利局综合股（诺江镇红军大道12号，邮编636700）", "pass"),
        ("GD-04", "address", "地址：火车站对面", "pass"),
        ("GD-04", "address", "地址：诺江镇石牛嘴村三社", "pass"),
        ("GD-04", "address", "办公场所：诺江镇红军大道118号3楼", "pass"),
        ("GD-03", "body", "本机关由党政办受理政府信息公开申请。", "undetermined"),
        ("GD-03", "body", "由水利局负责受理", "undetermined"),
        ("GD-03", "body", "本机关申请的受理、答复由综合科牵头", "undetermined"),
        ("GD-03", "body", "不服答复的，由县政府办公室受理复议申请。", "fail"),
        (
            "GD-03",
            "body",
            "<table><tr><td>机构名称及联系电话</td><td>通江县水利局办公室 0827-7222213</td></tr></table>",
            "undetermined",
        ),
        ("GD-07", "phone", "联系电话：0827-7222213，停用微信公众号", "pass"),
        ("GD-04", "address", "<p>地址：详见本网站</p><p>办公地址：诺江镇红军大道116号</p>", "pass"),
        ("GD-04", "address", "<p>受理地址：县政府网站</p><p>办公地址：诺江镇红军大道116号</p>", "pass"),
        (
            "GD-06",
            "hours",
            "<p>受理时间：全年24小时（网上）</p><p>现场受理时间：周一至周五 8:30-12:00，14:00-18:00</p>",
            "pass",
        ),
        ("GD-04", "address", "地址：红军大道Ｎｏ.116", "pass"),
        ("GD-04", "address", "地址：诺江镇新华街14-2", "pass"),
        ("GD-04", "address", "地址：通江县诺江镇文庙街（原县委大院）", "pass"),
        ("GD-04", "address", "地址：通江县壁州街道高明新区", "fail"),
        ("GD-04", "address", "地址：通江县壁州街道2026年新址", "fail"),
        ("GD-05", "hours", "开放时间：每周一至周五8:30～12:00 14:00～17:30", "undetermined"),
        ("GD-06", "hours", "办公时间：0830-1200 1400-1730（工作日）", "pass"),
        ("GD-06", "hours", "办公时间：周一至周五八时三十分至十二时，十四时至十七时三十分", "pass"),
        ("GD-06", "hours", "办公时间：900——11.301400——1700（周一至周五）", "fail"),
        ("GD-07", "phone", "联系人：李科长，0827-7222213", "pass"),
        ("GD-07", "phone", "联系人：李科长，13890001111", "fail"),
        ("GD-07", "phone", "值班电话：0827-7222213", "undetermined"),
        ("GD-07", "phone", "电话：72222130827", "undetermined"),
        ("GD-07", "phone", "电话：O827-7222213", "undetermined"),
        ("GD-07", "phone", "电话：OOOO-OOOOOOO", "fail"),
        ("GD-07", "phone", "电话：0827-722221", "undetermined"),
        ("GD-07", "phone", "电话：12345", "fail"),
        ("GD-07", "phone", "电话：0827-7222213（已停用）", "undetermined"),
        ("GD-07", "phone", "监督电话：0827-7222213", "fail"),
        ("GD-09", "fax", "传真：因业务调整传真已停用", "pass"),
        ("GD-09", "fax", "传真：无（可通过电子邮箱联系）", "pass"),
        ("GD-09", "fax", "本局已取消传真业务。", "pass"),
        ("GD-09", "fax", "传真：0827-7222214（已停用）", "pass"),
        ("GD-09", "fax", "传真：未设立", "pass"),
        ("GD-09", "fax", "传真：空", "pass"),
        ("GD-09", "fax", "传真：已撤机", "pass"),
        ("GD-09", "fax", "传真：与联系电话相同", "pass"),
        ("GD-09", "fax", "传真：见政务服务中心", "fail"),
        ("GD-11", "ways", "本机关信息分三类：机构、文件、财务。编制了公开指南和目录。", "fail"),
        ("GD-11", "ways", "本机关信息分三类，按索引号编排。", "pass"),
        ("GD-10", "ways", "照片规格3*4.com", "fail"),
        ("GD-10", "ways", "电子信箱：无", "fail"),
        ("GD-10", "ways", "领导信箱：暂未开通", "fail"),
        ("GD-10", "ways", "领导信箱：点击进入", "undetermined"),
        ("GD-10", "ways", "电子邮箱：a#163.com", "undetermined"),
        ("GD-10", "ways", "申请表见A4*2.pdf", "fail"),
        ("GD-10", "ways", "收费5$www.tj.gov.cn", "fail"),
        ("GD-10", "ways", "邮箱：slj$tj.gov.cn", "pass"),
        ("GD-10", "ways", "邮箱：12345678*qq.com", "pass"),
        ("GD-13", "date", "附件：政府信息公开申请表（2026年版）", "fail"),
        ("GD-13", "date", "公开指南（2026年版）", "pass"),
        ("GD-13", "date", "附件1：通江县水利局政府信息公开指南（2026年版）", "pass"),
        ("GD-13", "date", "政府信息公开指南文本（2026年版）", "pass"),
        ("GD-13", "date", "政府信息公开标准目录（2026年版）", "pass"),
        ("GD-13", "date", "主动公开事项一览表（2026年版）", "pass"),
        ("GD-13", "date", "政务公开标准指引（2026年版）", "pass"),
        ("GD-13", "date", "公开指南附表（2026年版）", "fail"),
        ("GD-12", "ways", "登录县政府网站，或到局办公室查阅。", "pass"),
        ("GD-12", "ways", "登录县政府网站，或到邮局领取。", "fail"),
        ("GD-12", "ways", "登录县政府网站，政府公报可到邮局领取。", "pass"),
        ("GD-12", "ways", "可在网上查阅，或到本局阅览室查阅", "pass"),
        ("GD-12", "ways", "登录网站浏览；到镇便民服务站查看", "pass"),
        ("GD-12", "ways", "获取途径：门户网站、本馆查阅大厅。", "pass"),
        ("GD-12", "ways", "通过门户网站、政府公报、广播电视公开。", "fail"),
        ("GD-13", "date", "最后修改：2026/3/2", "pass"),
        ("GD-13", "date", "版本：2026年版", "pass"),
        ("GD-13", "date", "（截至2026年6月30日）", "pass"),
        ("GD-13", "date", "2023年度", "fail"),
        ("GD-13", "date", "2026年度", "pass"),
        ("GD-13", "date", "<ul><li>2026年</li><li>2025年</li></ul>", "fail"),
        ("GD-13", "date", "版本：2024年版", "fail"),
        ("GD-13", "date", "<p>2024年版</p><p>更新日期：<img src=/d.png></p>", "undetermined"),
        ("GD-04", "address", "办公地址：某某路 区政务服务中心三楼", "pass"),
        ("GD-04", "address", "我局位于红军大道县政府旁", "pass"),
        ("GD-04", "address", "人民路区政府大楼东侧", "undetermined"),
        ("GD-04", "address", "地址：县政府大院", "fail"),
        ("GD-04", "address", "地址：诺江镇红军大道壹佰号", "pass"),
        ("GD-04", "address", "地址：诺江镇红军大道一百号", "pass"),
        ("GD-04", "address", "Address: No. 116, Hongjun Avenue, Nuojiang Town, Tongjiang County", "pass"),
        ("GD-04", "address", "Office Address: Room 305, 116 Hongjun Road, Tongjiang", "pass"),
        ("GD-04", "address", "Address: Hongjun Road, Tongjiang County", "fail"),
        ("GD-04", "address", "<p>Address: Hongjun Road – Tongjiang</p><p>地址：红军大道116号</p>", "pass"),
        ("GD-04", "address", "Address: see our web site", "fail"),
        ("GD-04", "address", "地址及邮编：诺江镇红军大道116号，636700", "pass"),
        ("GD-04", "address", "地址、邮编：636700 诺江镇红军大道116号", "pass"),
        ("GD-04", "address", "地址、电话及传真：诺江镇红军大道116号，0827-7222213", "pass"),
        ("GD-04", "address", "受理机构及地址：水利局办公室，诺江镇红军大道116号", "pass"),
        ("GD-04", "address", "地址及邮编：诺江镇红军大道，636700", "fail"),
        ("GD-07", "phone", "地址、电话及传真：诺江镇红军大道116号，0827-7222213", "pass"),
        ("GD-05", "hours", "我局工作日朝九晚五，欢迎前来。", "undetermined"),
        ("GD-05", "hours", "早8点半至晚5点半", "undetermined"),
        ("GD-05", "hours", "上午8点半上班，下午5点半下班", "undetermined"),
        ("GD-05", "hours", "周一至周五正常办公", "undetermined"),
        ("GD-05", "hours", "办公时间：全年无休", "pass"),
        ("GD-05", "hours", "办公时间：按规定的作息时间", "undetermined"),
        ("GD-05", "hours", "办公时间：按县政府规定的作息时间", "undetermined"),
        ("GD-05", "hours", "办公时间：与机关作息时间一致", "undetermined"),
        ("GD-05", "hours", "办公时间：详见公告", "fail"),
        ("GD-05", "hours", "受理时间：法定节假日除外", "undetermined"),
        ("GD-05", "hours", "受理时间：双休日、法定节假日除外", "pass"),
        ("GD-05", "hours", "办公时间：全年（法定节假日除外）", "pass"),
        ("GD-05", "hours", "收到申请后5个工作日内受理。", "fail"),
        ("GD-05", "hours", "办公时间：早八晚五", "pass"),
        ("GD-06", "hours", "办公时间：早八晚五", "fail"),
        (
            "GD-06",
            "hours",
            "<p>受理时间：收到申请后3至5个工作日</p><p>办公时间：周一至周五 8:30-12:00，14:00-18:00</p>",
            "pass",
        ),
        ("GD-06", "hours", "办公时间：周一至周五早上8:30到下午5:30，中午不休息", "pass"),
        ("GD-13", "date", "通江县水利局　2026年3月", "pass"),
        ("GD-13", "date", "发表日期：2026年03月", "pass"),
        ("GD-13", "date", "2026-03", "pass"),
        ("GD-13", "date", "发布：2026-03-02", "pass"),
        ("GD-13", "date", "实施日期：2026-03-02", "pass"),
        ("GD-13", "date", "2026年第一季度更新", "pass"),
        ("GD-13", "date", "本指南自2026年3月起施行", "pass"),
        ("GD-13", "date", "有效期：2026年1月1日至2026年12月31日", "pass"),
        (
            "GD-13",
            "date",
            "<p>根据2019年5月修订发布的旧条例编制，指南于2019年6月修订。</p><p>2026年3月修订</p>",
            "pass",
        ),
        ("GD-13", "date", "2026年5月修订的《条例》施行后编制", "fail"),
        ("GD-13", "date", "Mar 2, 2026", "pass"),
        ("GD-13", "date", "发布日期：2 March 2024", "fail"),
        ("GD-13", "date", "发布时间：25/03/2026 09:30", "pass"),
        ("GD-13", "date", "03/02/2026", "pass"),
        ("GD-13", "date", "来源：县水利局 02.03.2026 浏览：12", "pass"),
        ("GD-13", "date", "发布时间：03/02/2025", "undetermined"),
        ("GD-13", "date", "发布时间：03/02/2024", "fail"),
        ("GD-13", "date", "2026-03-02 | Mar 2, 2026 | 来源：县水利局", "pass"),
        ("GD-13", "date", "March 2, 2026 / 2026年3月2日", "pass"),
        ("GD-13", "date", "<p>发布日期：2024-03-02 当前时间：11/12/2026</p>", "fail"),
        ("GD-13", "date", "</div><p>版本 1.2.2026</p><div>", "fail"),
        ("GD-13", "date", "<p>发布日期：2024-03-02</p><p>关于公布2026年1月低保名单的通知</p>", "fail"),
        ("GD-13", "date", "<p>发布日期：2024-03-02</p><p>印发2026年3月工作计划</p>", "fail"),
        ("GD-13", "date", "2026年修订", "pass"),
        ("GD-05", "hours", "咨询请拨打0755-2056 7788。", "fail"),
    ],
)
def test_the_same_in_other_words(judge: Judge, rule: str, part: str, words: str, wanted: str) -> None:
    """And what is not said in any words is still missed."""
    front = "url: https://www.tj.gov.cn/slj/zn.html\nunit: {name: 通江县水利局, type: department}"

    assert judge(rule, guide(**{part: words}), front).got == wanted


@pytest.mark.parametrize(
    ("where", "wanted"), [("红军大道116号水利局办公室，636700", "pass"), ("红军大道116号水利局办公室", "fail")]
)
def test_a_post_code_in_brackets(judge: Judge, where: str, wanted: str) -> None:
    """It needs no label where letters go there."""
    title = "通江县水利局依申请公开"
    page = f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="main"><h1>{title}</h1>
<p>申请人可通过电子邮箱slj@tj.gov.cn或邮寄（{where}）方式提交申请。</p></div></body></html>
<!-- page: guide url=https://www.tj.gov.cn/slj/zn.html -->
{guide()}"""
    front = "page: application\nurl: https://www.tj.gov.cn/slj/sq.html\nunit: {name: 通江县水利局, type: department}"

    assert judge("CH-15", page, front).got == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("只接受当面和电子邮件（slj@tj.gov.cn）申请。当面：红军大道116号305室。", [("fail", False)]),
        ("可以当面提交或者邮寄申请，也可以发电子邮件至slj@tj.gov.cn提交申请。", [("fail", True)]),
    ],
)
def test_a_post_code_where_no_letters_are_taken(judge: Judge, words: str, wanted: list[tuple[str, bool]]) -> None:
    """Who comes in person needs none: whether it is missing is for a person."""
    title = "通江县水利局依申请公开"
    page = f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="main"><h1>{title}</h1>
<p>{words}</p></div></body></html>
<!-- page: guide url=https://www.tj.gov.cn/slj/zn.html -->
{guide()}"""
    front = "page: application\nurl: https://www.tj.gov.cn/slj/sq.html\nunit: {name: 通江县水利局, type: department}"

    assert [(one.outcome, one.confirmed) for one in judge("CH-15", page, front).findings] == wanted


@pytest.mark.parametrize("words", ["今天是2026年11月24日 星期二", "《条例》自2019年5月15日起施行"])
def test_a_day_of_something_else_dates_no_page(judge: Judge, words: str) -> None:
    """Nor is there anything for a person to look at."""
    front = "url: https://www.tj.gov.cn/slj/zn.html\nunit: {name: 通江县水利局, type: department}"
    found = judge("GD-13", guide(date=words), front).findings

    assert [(one.outcome, one.confirmed) for one in found] == [("fail", True)]


@pytest.mark.parametrize(
    ("rule", "part", "words"),
    [
        ("GD-04", "address", "地址：人民路区政府大楼"),
        ("GD-04", "address", "地址：通江县兴安路西段（原工商局）"),
        ("GD-04", "address", "地址：县政务服务中心"),
        ("GD-04", "address", "地址：通江县机关大院"),
        ("GD-04", "address", "地址：诺江镇城南社区水利综合楼"),
        ("GD-04", "address", "我局办公室设在红军大道中段水利局院内"),
        ("GD-13", "date", "Posted on 2026/03/02 by admin"),
        ("GD-13", "date", "更新日期：10/11/25"),
        ("GD-13", "date", "3/2/26"),
        ("GD-13", "date", "3月2日 2026年"),
        ("GD-04", "address", "地址：开发区创业路创新园"),
        ("GD-11", "ways", "信息分类：机构、文件、财务；编索引号"),
        ("GD-11", "ways", "本机关信息分三类：机构、文件、财务。编制了目录。"),
        (
            "GD-06",
            "hours",
            "<p>办公时间：900——11.301400——1700</p><p>受理时间：周一至周五 8:30-12:00，14:00-18:00</p>",
        ),
        (
            "GD-06",
            "hours",
            "<p>办公时间：8点半到</p><p>到局办公室提交，周一至周五 8:30-12:00，14:00-18:00。</p>",
        ),
        ("GD-13", "date", "更新时间：03/02/26"),
        ("GD-13", "date", "信息员 于 25/03/2026 发布"),
    ],
)
def test_what_may_do_is_for_a_person(judge: Judge, rule: str, part: str, words: str) -> None:
    """It is not as the rule wants it, and a citizen may well come by with it."""
    front = "url: https://www.tj.gov.cn/slj/zn.html\nunit: {name: 通江县水利局, type: department}"
    found = judge(rule, guide(**{part: words}), front).findings

    assert [(one.outcome, one.confirmed) for one in found] == [("fail", False)]


@pytest.mark.parametrize("words", ["实施日期：2026-03-02", "更新日期：26/03/02", "3月2日2026年"])
def test_what_may_date_the_page_below_its_text(judge: Judge, words: str) -> None:
    """A day in an unclear order, or from which the page's text, or an act it speaks of, is in force."""
    front = "url: https://www.tj.gov.cn/slj/zn.html\nunit: {name: 通江县水利局, type: department}"
    found = judge("GD-13", guide(date="本机关", fax=f"{'公开工作。</p><p>' * 6}{words}"), front).findings

    assert [(one.outcome, one.confirmed) for one in found] == [("fail", False)]


def test_labels_without_end_are_none(judge: Judge) -> None:
    """A line of thousands of labels is read like any other."""
    front = "url: https://www.tj.gov.cn/slj/zn.html\nunit: {name: 通江县水利局, type: department}"

    assert judge("GD-04", guide(address="地址及" * 3000), front).got == "fail"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("本机关不接受电话、传真、电子邮件方式的申请。", "fail"),
        ("本机关不接受口头、电话申请，可以通过传真、电子邮件提出申请。", "pass"),
        ("该邮箱不接受匿名申请，申请表可以发送到邮箱。", "pass"),
        ("可以通过电子邮件提出申请，本邮箱不接收投诉举报邮件仅用于网上申请。", "pass"),
        ("可以通过电子邮件提出申请，不接受附件大于10M的电子邮件申请。", "pass"),
        ("可以通过电子邮件提出申请，不受理咨询等与申请无关的网上投诉及申请以外的来信。", "pass"),
        ("不接受传真、电话方式的申请，不接受电话或者电子邮件申请。", "fail"),
        ("现场：到县水利局办公室；网上：登录县政府网站依申请公开栏目。", "pass"),
        ("1.现场：水利局办公室</p><p>2.网上：县政府网站依申请公开平台", "pass"),
        ("申请途径：现场；网上；信函。", "pass"),
        ("申请途径：现场；信函。", "fail"),
        ("申请可发传真至0827-7222214。", "pass"),
        ("通过“通江发布”微信公众号依申请公开栏目申请。", "pass"),
        ("请到通江水利微信公众号查看，网站公布申请流程。", "fail"),
        ("线上申请：点击<a href='http://www.tj.gov.cn/ysq'>这里</a>", "pass"),
        ("申请人可采用以下任一方式提出：</p><p>①互联网：登录信息公开网填写；</p><p>②现场：水利局三楼", "pass"),
        ("申请人可采用以下任一方式提出：</p><p>①书面：邮寄；</p><p>②现场：水利局三楼", "fail"),
        ("网上：无；现场：水利局办公室。", "fail"),
        ("申请方式：网上：（暂未开通）；现场：水利局办公室。", "fail"),
        ("网上申请：无", "not_applicable"),
        ("网上申请：无需注册，登录后填写申请表。", "pass"),
        ("现场：到县档案馆查阅；网上：登录县政府网站查阅。", "fail"),
    ],
)
def test_ways_that_are_turned_away_or_taken(judge: Judge, words: str, wanted: str) -> None:
    """A list of ways that are refused opens none of them, whatever it begins with."""
    title = "通江县水利局依申请公开"
    page = f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="main"><h1>{title}</h1>
<p>{words}</p><p>申请人可以当面提交申请。</p></div></body></html>
<!-- page: guide url=https://www.tj.gov.cn/slj/zn.html -->
{guide()}"""

    front = "page: application\nurl: https://www.tj.gov.cn/slj/sq.html\nunit: {name: 通江县水利局, type: department}"
    assert judge("CH-01", page, front).got == wanted
