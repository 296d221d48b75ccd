"""Guides as the offices of many provinces word them, whole but for the part that is tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FRONT = "url: https://www.qinghe.gov.cn/mzj/zn.html\nat: 2026-11-24\nunit: {name: 清河区民政局, type: department}"
PARTS = {
    "sorted": "<p>本机关公开的政府信息分为机构职能、政策文件、规划计划等类。</p><p>编排体系：索引号、名称、内容概述、生成日期。</p>",
    "ways": "<p>公众可在区政府门户网站（www.qinghe.gov.cn）查阅，也可到区档案馆、区图书馆查阅。</p>",
    "body": "<p>受理机构：清河区民政局办公室</p>",
    "address": "<p>办公地址：清河区育才路18号306室</p>",
    "hours": "<p>办公时间：周一至周五 9:00-12:00，13:30-17:30（法定节假日除外）</p>",
    "phone": "<p>联系电话：0827-7222213</p>",
    "fax": "<p>传真：0827-7222214</p>",
    "mailbox": "<p>电子邮箱：qhmzj@qinghe.gov.cn</p>",
    "reply": "<p>自收到申请之日起20个工作日内予以答复。</p>",
}


def guide(**parts: str) -> str:
    """The guide of a bureau with `parts` in the place of its own."""
    title = "清河区民政局政府信息公开指南"
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="main"><h1>{title}</h1>'
    return f"{head}<p>发布日期：2026-05-11</p>{''.join((PARTS | parts).values())}</div></body></html>\n"


def said(result: FixtureResult) -> list[str]:
    """The outcomes; with a question mark where a person confirms."""
    return [f"{one.outcome}{'' if one.confirmed else '?'}" for one in result.findings]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("传真：联系电话自动转换", "pass"),
        ("传真：与联系电话自动切换", "pass"),
        ("传真：电话自动识别", "pass"),
        ("传真：同一号码", "pass"),
        ("传真：见电话", "pass"),
        ("传真：（暂缺）", "pass"),
        ("因业务调整，我局传真业务自2026年1月1日起停止使用。", "pass"),
        ("传真受理：关闭", "pass"),
        ("传真：请与门卫联系", "undetermined"),
        ("传真与电话为一体机", "undetermined"),
        ("电传：0827-7222214", "undetermined"),
        ("<span aria-label='传真'>0827-7222214</span>", "fail?"),
        ("<i title='传真：'></i>0827-7222214", "fail?"),
        ("<table><tr><td data-label='传真号码'>0827-7222214</td></tr></table>", "fail?"),
        ("<table><tr><td>0827-7222214</td></tr><tr><td>传真</td></tr></table>", "undetermined"),
        ("传真：", "fail"),
        ("传真：请填写", "fail"),
        ("<i title='传真'></i>", "fail"),
        ("可以通过信函、传真、电子邮件提出申请。", "fail"),
    ],
)
def test_a_fax_that_is_the_telephone_or_given_up_or_hardly_labelled(judge: Judge, words: str, wanted: str) -> None:
    """What may be the fax, or says that there is none, is no fault; a label without anything is."""
    assert said(judge("GD-09", guide(fax=f"<p>{words}</p>"), FRONT)) == [wanted]


@pytest.mark.parametrize(
    ("rule", "part", "words", "wanted"),
    [
        ("GD-03", "body", "区政务公开领导小组下设办公室，办公室设在局办公室，负责具体工作。", "undetermined"),
        ("GD-03", "body", "政府信息公开申请由清江县民政局统一受理。", "fail?"),
        ("GD-03", "body", "政府信息公开申请由区政府办公室统一受理。", "pass"),
        ("GD-03", "body", "受理机构：高新区管委会办公室", "pass"),
        ("GD-03", "body", "当面申请：到民政局党政办（育才路18号，工作日9:00-12:00）", "undetermined"),
        ("GD-03", "body", "寄至育才路18号民政局党政办，邮编636000", "undetermined"),
        ("GD-03", "body", "到区图书馆办公室查阅", "fail"),
        ("GD-04", "address", "当面申请：到局办公室（育才路18号，工作日9:00-12:00）", "pass"),
        ("GD-04", "address", "当面申请：到育才路局办公室（请先致电，工作日9:00-12:00）", "fail"),
        ("GD-03", "body", "责任编辑：局办公室", "fail"),
        ("GD-03", "body", "问：向谁申请？</p><p>答：清河区民政局办公室，地址：育才路18号，没有传真。", "undetermined"),
        ("GD-03", "body", "如有不满，可以向区政府办公室反映，地址：文昌路6号。", "fail"),
        ("GD-03", "body", "各科室负责本科室的信息。", "fail"),
        ("GD-05", "hours", "办理时间：20个工作日", "fail"),
        ("GD-06", "hours", "办公时间：一至五 上午8:30-12:00 下午14:00-17:30", "pass"),
        ("GD-06", "hours", "办公时间：周一至周五09:00时-12:00时；14:00时-18:00时", "pass"),
        ("GD-06", "hours", "办 公 时 间 ： 周 一 至 周 五 9 ： 0 0 — 1 2 ： 0 0 ， 1 4 ： 0 0 — 1 8 ： 0 0", "pass"),
        ("GD-07", "phone", "24小时值班及咨询电话：0827-7222213", "undetermined"),
        ("GD-07", "phone", "电话号码：０八二七 七二二二二一三", "undetermined"),
        ("GD-07", "phone", "值班人员：李某", "fail"),
        ("OL-02", "reply", "申请人须提供与自身生产生活科研相关的证明材料。", "fail"),
        ("OL-02", "reply", "申请人无需提供与自身生产生活科研相关的证明材料。", "pass"),
        ("OL-04", "reply", "依申请提供信息，复印每页0.5元。", "fail"),
        ("OL-04", "reply", "复印每页0.5元的收费已停止。", "pass"),
    ],
)
def test_other_parts(judge: Judge, rule: str, part: str, words: str, wanted: str) -> None:
    """Offices of other places that take applications, days and clock times in other forms, stale demands in other words."""
    assert said(judge(rule, guide(**{part: f"<p>{words}</p>"}), FRONT)) == [wanted]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "主动公开</p><p>本机关主动向社会免费公开下列主要政府信息：机构职能类、政策类。</p><p>信息以索引号排序。",
            "pass",
        ),
        (
            "公开类别</p><table><tr><th>类别</th><th>内容</th></tr><tr><td>机构</td><td>职能</td></tr></table><p>以索引号排序。",
            "pass",
        ),
        ("主动公开政府信息内容</p><p>政策文件、规划信息、统计信息、财政信息等。</p><p>信息以索引号排序。", "pass"),
        ("我局公开：机构职能、行政规范性文件、民生政策。信息以索引号排序。", "pass"),
        ("监督与救济</p><p>（一）信息分类</p><p>信息分为机构、政策、财务三类。</p><p>编排：以索引号排序。", "pass"),
        ("问：公开哪些？</p><p>答：机构职能、政策文件、财政信息等三类，按索引号编排。", "pass"),
        ("公民、法人、其他组织等三类申请人均可申请。信息以索引号排序。", "fail"),
        ("我局公开：网站、公报、公开栏。信息以索引号排序。", "fail"),
        ("监督方式</p><p>举报分为实名、匿名两类，举报人可查询编号组成。", "fail"),
        ("信息分类：分为机构职能、政策文件、财务三类。统一社会信用代码由18位组成。", "fail"),
        ("本指南包括政府信息的分类、编排体系、获取方式等内容。", "fail"),
    ],
)
def test_how_information_is_sorted(judge: Judge, words: str, wanted: str) -> None:
    """In a table, in a colon's list, under a heading of supervision; not what is said of codes, of complaints or of the guide."""
    assert said(judge("GD-11", guide(sorted=f"<p>一、{words}</p><p>二、受理</p>"), FRONT)) == [wanted]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("公众可登录区政府网站查阅，也可到区档案馆查阅。", "pass"),
        ("公众可登录网站举报，也可到政务服务中心投诉。", "fail"),
        ("网址：www.qinghe.gov.cn</p><p>地址：区政务服务中心", "fail"),
    ],
)
def test_ways_under_a_heading_of_supervision(judge: Judge, words: str, wanted: str) -> None:
    """What is said there of reading counts, and what is said of complaints does not."""
    assert said(judge("GD-12", guide(ways=f"<p>四、公开监督方式</p><p>{words}</p><p>五、受理</p>"), FRONT)) == [wanted]


@pytest.mark.parametrize(
    ("below", "wanted"),
    [
        ("清河区民政局 2026年5月11日", "pass"),
        ("区民政局办公室　二〇二六年五月十一日", "pass"),
        ("清河区民政局 2021年5月11日", "fail"),
        ("清河区民政局要点 2026年5月11日", "fail"),
    ],
)
def test_who_signs_and_when_in_one_line(judge: Judge, below: str, wanted: str) -> None:
    """A body's name before the date is a signature; a title that ends with a date is none."""
    page = guide(reply=f"<p>{below}</p>").replace("<p>发布日期：2026-05-11</p>", "")

    assert said(judge("GD-13", page, FRONT)) == [wanted]
