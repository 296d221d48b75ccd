"""What guide and application page publish, taken together."""

from __future__ import annotations

from collections.abc import Callable

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
GUIDE = """<html><head><title>清河区民政局政府信息公开指南</title></head><body><h1>清河区民政局政府信息公开指南</h1>
<p>根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本指南。本机关主动公开机构职能、规范性文件、预算决算、
行政许可、行政处罚等信息，自信息形成或者变更之日起20个工作日内在清河区人民政府网站公开，并在区档案馆设置查阅点。</p>
<p>公民、法人或者其他组织可以向本机关申请公开政府信息。本机关收到申请后能够当场答复的当场答复，不能当场答复的自收到之日起
20个工作日内答复，需要延长的经负责人同意并告知申请人，延长最长不超过20个工作日。</p>
<p>受理机构：清河区民政局办公室</p><p>办公地址：清河区文昌路18号3层305室</p><p>联系电话：010-55551208</p>
<p>办公时间：周一至周五9:00-12:00，13:30-17:30</p><p>邮政编码：100098</p>
<h3>申请方式</h3><p>1.当面提交。申请人可以到清河区文昌路18号当面提交申请。</p>MORE</body></html>
"""
MAILBOX = "<p>2.通过电子邮箱提交。申请人可以将申请表发送至邮箱xxgk@mz.qinghe.gov.cn。</p>"
APPLICATION = "<!-- page: application url=https://www.qinghe.gov.cn/xxgk/ysq/ HOW -->\n"
COUNTER = "<html><body><h1>依申请公开</h1><p>申请人可以到本机关办公室当面提交申请。</p></body></html>"


def _world(more: str = "", how: str = "", page: str = "") -> str:
    return GUIDE.replace("MORE", more) + APPLICATION.replace("HOW", how) + page


def test_one_channel_on_one_open_page_is_enough(judge: Judge) -> None:
    """What the guide declares stands, even where the application page is kept shut."""
    result = judge("CH-01", _world(MAILBOX, how="status=412"))

    assert result.got == "pass"


def test_absence_waits_for_the_second_page(judge: Judge) -> None:
    """No channel on the guide says nothing while the application page was not seen, and it says whose matter that is."""
    result = judge("CH-01", _world(how="status=412"))

    assert [(one.outcome, one.attribution, one.reason) for one in result.findings] == [
        ("undetermined", "blocked", "blocked")
    ]


def test_an_unregistered_application_page_leaves_absence_open(judge: Judge) -> None:
    """A unit of which only the guide is registered is not accused of what another page may hold."""
    result = judge("CH-01", GUIDE.replace("MORE", ""))

    assert result.got == "undetermined"


def test_a_missing_guide_leaves_the_application_page_to_decide(judge: Judge) -> None:
    """With the guide proven gone, a channel on the application page passes."""
    page = COUNTER.replace("当面提交申请。", "当面提交申请，也可以将申请表发送至邮箱xxgk@mz.qinghe.gov.cn。")

    result = judge("CH-01", _world(page=page), "status: 404")

    assert result.got == "pass"


def test_both_pages_gone_is_no_channel(judge: Judge) -> None:
    """Neither page is there, each looked at twice: then there is no channel."""
    result = judge("CH-01", _world(how="status=404"), "status: 404")

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", True)]


def test_a_mailbox_is_judged_once_though_both_pages_print_it(judge: Judge) -> None:
    """The subject of CH-03 is the mailbox, not the place where it stands."""
    page = COUNTER.replace("当面提交申请。", "当面提交申请，也可以将申请表发送至邮箱xxgk@mz.qinghe.gov.cn。")

    result = judge("CH-03", _world(MAILBOX, page=page))

    assert [one.subject for one in result.findings] == ["xxgk@mz.qinghe.gov.cn"]


def test_no_channel_makes_the_rules_about_channels_not_applicable(judge: Judge) -> None:
    """One defect costs once: CH-01 fails, the completeness of the postal channel is not asked."""
    result = judge("CH-15", _world(page=COUNTER))

    assert [one.reason for one in result.findings] == ["superseded:CH-01"]


def test_a_form_on_a_foreign_host_is_left_open(judge: Judge) -> None:
    """An entry outside what may be visited is never called dead."""
    more = '<p>2.在线提交。申请人可以登录<a href="https://apply.example.com/ysq">在线申请平台</a>提交申请。</p>'

    result = judge("CH-07", _world(more, page=COUNTER))

    assert [(one.outcome, one.attribution) for one in result.findings] == [("undetermined", "us")]
