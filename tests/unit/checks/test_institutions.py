"""Institution pages that say what Art. 20(2) asks in words of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FRONT = "page: institution\nurl: https://www.qinghe.gov.cn/mzj/jg/\nunit: {name: 清河区民政局, type: department}"
PAGE = (
    "<html><head><title>清河区民政局机构职能</title></head><body><div class=main><h1>清河区民政局机构职能</h1>"
    "<p>主要职责：贯彻执行民政事业发展法律法规和政策，负责社会救助、养老服务、儿童福利等工作。</p><p>负责人：张三</p>"
    "<p>办公地址：清河区文昌路18号</p>{}</div></body></html>"
)
HOURS, OFFICES, PHONE = (
    "<p>办公时间：周一至周五8:30-12:00</p>",
    "<p>内设机构：办公室</p>",
    "<p>联系电话：65551208</p>",
)


@pytest.mark.parametrize(
    ("rest", "wanted", "said"),
    [
        (HOURS + OFFICES + PHONE, "pass", ""),
        (HOURS + PHONE + "<p>设办公室、社会救助科等5个内设机构。</p>", "pass", ""),
        (HOURS + PHONE + "<h3>处（科）室</h3><p>办公室 65551201</p><p>救助科 65551202</p>", "pass", ""),
        (
            HOURS + "<h3>处（科）室</h3><p>办公室 0871-65551201</p><p>救助科 0871-65551202</p>",
            "undetermined",
            "没有标明联系方式",
        ),
        (HOURS + PHONE + "<p>我局由办公室、救助科、养老科组成。</p>", "undetermined", "没有标明机构设置"),
        (HOURS + OFFICES + "<p>值班室电话：0871-65551209</p>", "pass", ""),
        (HOURS + OFFICES + "<p>☎0871-65551209</p>", "pass", ""),
        (HOURS + OFFICES + "<p>邮箱：mzj@qinghe.gov.cn</p>", "undetermined", "没有标明联系方式"),
        (HOURS + OFFICES + "<p>传真：0871-65551209</p>", "fail", "缺少：联系方式"),
        (OFFICES + "<p>救助科 0871-65551202</p>", "fail", "缺少：办公时间"),
        (HOURS + PHONE, "fail", "缺少：机构设置"),
        (HOURS + PHONE + "<h3>科室介绍</h3><p>办公室：文秘</p><p>救助科：低保</p>", "pass", ""),
        (HOURS + OFFICES + "<p>总机65551209</p>", "pass", ""),
        (HOURS + OFFICES + "<p>电话/传真：65551209</p>", "pass", ""),
        (HOURS + OFFICES + "<p>监督电话65551209</p>", "fail", "缺少：联系方式"),
        ("<p>办公时间：执行区机关统一作息时间</p>" + OFFICES + PHONE, "undetermined", "没有标明办公时间"),
        (
            HOURS + "<table><tr><td>科室</td><td>电话</td></tr><tr><td>办公室</td><td>65551201</td></tr>"
            "<tr><td>救助科</td><td>65551202</td></tr></table>",
            "pass",
            "",
        ),
        (OFFICES + "<p>Hours: Mon-Fri 8:30-12:00, 14:00-17:30</p><p>电话 Tel：0871-65551209</p>", "pass", ""),
        (OFFICES + "<p>文昌路18号　工作日8:30-12:00，14:00-17:30　65551209</p>", "undetermined", "联系方式"),
    ],
)
def test_what_stands_there_unlabelled_is_not_said_to_be_missing(
    judge: Judge, rest: str, wanted: str, said: str
) -> None:
    """Offices in a sentence, numbers behind offices: doubtful; what is surely missing is named alone."""
    result = judge("FD-03", PAGE.format(rest), FRONT)

    assert result.got == wanted
    assert said in result.findings[0].message.zh
    assert not (wanted == "fail" and "、" in result.findings[0].message.zh)


def test_leaders_without_their_offices_may_name_the_head(judge: Judge) -> None:
    """Which of them is the head, a person sees."""
    page = PAGE.replace("<p>负责人：张三</p>", "<p>班子成员：张建国、李明、王芳</p>").format(HOURS + OFFICES + PHONE)

    assert judge("FD-03", page, FRONT).got == "undetermined"
