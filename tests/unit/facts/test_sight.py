"""Whether a page was seen, and whose matter it is where it was not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.facts.document import Document, Line
from inspector.facts.failures import MEANING
from inspector.facts.html.parse import parse
from inspector.facts.open import glance_at
from inspector.facts.sight import Sight, advice, look, sight
from inspector.model.capture import Ask, Capture, Failure, Hop

URL = "https://www.qinghe.gov.cn/zwgk/znlm/guide.html"
OWN = ("www.qinghe.gov.cn",)
PROSE = "清河区档案馆政府信息公开指南，说明本机关公开信息的范围、分类、编排和获取方式，供公众查阅。" * 4


def capture(html: str = "", status: int | None = 200, url: str = URL, **more: object) -> Capture:
    """One answer to a GET of `url`."""
    made = Capture(Ask(url), url, status, {}, html.encode(), "2026-11-01T22:00:00+08:00")
    return replace(made, **more)  # type: ignore[arg-type]


def page(html: str, url: str = URL) -> Document:
    """The page that `html` shows."""
    return parse(html.encode(), url)


def failing(html: str, **more: object) -> Failure | None:
    """How one answer with this body is judged."""
    return look(capture(html, **more), page(html))  # type: ignore[arg-type]


def judged(failure: Failure, times: list[str], after_s: float, own: tuple[str, ...] = OWN) -> Sight:
    """The verdict on several looks that all failed in the same way."""
    looks = [capture(status=None, failure=failure, fetched_at=f"2026-11-{time}+08:00") for time in times]
    return sight(replace(looks[-1], earlier=tuple(looks[:-1])), None, own, 2, after_s)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Failure.NOT_FOUND),
        (410, Failure.NOT_FOUND),
        (400, Failure.CLIENT_ERROR),
        (500, Failure.SERVER_ERROR),
        (502, Failure.SERVER_ERROR),
        *(
            (status, Failure.BLOCKED)
            for status in (401, 403, 405, 406, 412, 418, 426, 429, 444, 468, 493, 521, 567, 999)
        ),
        (511, Failure.INTERPOSED),
    ],
)
def test_status_classes(status: int, failure: Failure) -> None:
    """An error status is one of four failures; refusals of machines are never 'dead'."""
    assert look(capture("<p>错误</p>", status=status), None) is failure


_ENTRY = "<li><a href='{n}.html'>清河区档案馆第{n}号通告</a> 2026-10-0{n}</li>"
COLUMN = f"<title>通知公告</title><h1>通知公告</h1><ul>{''.join(_ENTRY.format(n=n) for n in range(1, 10))}</ul>"


@pytest.mark.parametrize("html", [f"<title>公开指南</title><h1>公开指南</h1>{f'<p>{PROSE}</p>' * 3}", COLUMN])
@pytest.mark.parametrize("status", [404, 410, 400, 500, 503])
def test_a_page_that_is_there_under_an_error_status(html: str, status: int) -> None:
    """People see it and machines are told that it is gone: a person decides, and until then nobody loses a point.

    A server at fault may have left a part of it out: then nothing is said.
    """
    verdict = sight(capture(html, status=status), page(html), OWN, 1, 0)

    assert (verdict.state, verdict.failure) == ("unseen", Failure.CONTRADICTED)
    assert verdict.disputed == (status < 500)
    once = sight(capture(html, status=status), page(html), OWN, 2, 0)
    assert (once.disputed, once.code) == (False, "awaiting_second_look" if status < 500 else "contradicted")


@pytest.mark.parametrize(
    "html",
    [
        f"<title>404</title><p>{PROSE}{PROSE}{PROSE}{PROSE}</p>",
        f"<title>清河区</title><p>抱歉，您访问的页面不存在</p><p>{PROSE}{PROSE}{PROSE}{PROSE}</p>",
        f"<title>清河区人民政府门户网站</title>{COLUMN.partition('</title>')[2]}",
        f"<title>清河区</title><h3>您找的文件不存在，看看这些：</h3>{COLUMN.partition('</title>')[2]}",
        f"<title>运行时错误</title><p>“/”应用程序中的服务器错误。</p><pre>{PROSE}{PROSE}{PROSE}{PROSE}</pre>",
        f"<title>Tomcat</title><h1>HTTP Status 500</h1><pre>{'at cn.gov.qinghe.Servlet.doGet(Servlet.java:71) ' * 50}</pre>",
        "<p>not here</p>",
    ],
)
def test_an_error_page_with_words_and_links_is_an_error(html: str) -> None:
    """Traces, neighbours and home pages in every missing page's place are not the page."""
    assert failing(html, status=404) is Failure.NOT_FOUND


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_refusal_under_an_error_status_is_a_refusal(status: int) -> None:
    """Firewalls answer with any status; what stands behind them was not seen."""
    refusal = "<title>网站防火墙</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"

    assert failing(refusal, status=status) is Failure.BLOCKED
    assert failing("<title>访问验证</title><p>请拖动滑块完成验证后继续访问</p>", status=status) is Failure.CAPTCHA


TRACE = "java.lang.NullPointerException\n" + "\tat com.trs.web.ServletFilter.doFilter(ServletFilter.java:112)\n" * 30


@pytest.mark.parametrize(
    ("html", "failure"),
    [
        (f"<title>Error</title><pre>{TRACE}</pre>", Failure.SERVER_ERROR),
        ("<p>Traceback (most recent call last):</p><p>NameError: name 'dept' is not defined</p>", Failure.SERVER_ERROR),
        ("<p>java.sql.SQLException: ORA-01017: invalid username/password; logon denied</p>", Failure.SERVER_ERROR),
        (f"<title>公开指南</title><h1>公开指南</h1><p>{PROSE}</p><pre>{TRACE}</pre>", None),
    ],
)
def test_a_program_that_broke_down_is_no_page(html: str, failure: Failure | None) -> None:
    """What a server prints of its own fault is read as nothing else; a page that shows its text besides is a page."""
    assert failing(html) is failure


def test_a_page_with_text_is_open() -> None:
    """An ordinary page is seen."""
    html = f"<title>公开指南</title><h1>公开指南</h1><p>{PROSE}</p><script>$.get('/hits')</script>"

    verdict = sight(capture(html), page(html), OWN, 2, 0)

    assert (verdict.state, verdict.failure, verdict.confirmed) == ("open", None, True)


@pytest.mark.parametrize(
    "html",
    [
        "<title>404</title><h1>404</h1><p>您访问的页面不存在或已删除</p>",
        "<title>出错提示</title><p>对不起，您要查看的信息已被删除！</p><a href='/'>返回首页</a>",
        "<title>清河区人民政府</title><div><p>抱歉，找不到您访问的页面。</p><p>5秒后返回首页</p></div>",
        "<title>Page Not Found - 清河区</title><p>请检查网址。</p>",
        "<title>清河区</title><div class='err'><b>404</b><p>页面走丢了</p></div>",
        "<title>错误</title><p>该栏目不存在</p>",
        "<title>清河区</title><p>404 - File or directory not found.</p>",
    ],
)
def test_soft_404(html: str) -> None:
    """A page that opens only to say that it is gone is gone."""
    assert failing(html) is Failure.SOFT_404


@pytest.mark.parametrize(
    "html",
    [
        f"<title>关于页面不存在问题的说明</title><h1>关于页面不存在问题的说明</h1><p>{PROSE}</p>",
        (
            "<title>通知公告</title><ul><li><a href='1.html'>关于网站文件不存在问题整改的通告</a> 2026-10-09</li>"
            "<li><a href='2.html'>关于开展清河两岸环境整治的通告</a> 2026-09-11</li></ul>"
        ),
        f"<title>办事指南</title><p>404室受理。材料不存在瑕疵的，当场办结。{PROSE}</p>",
        "<title>收费目录</title><h1>收费目录</h1><p>暂无数据</p>",
        "<title>收费目录</title><h1>收费目录</h1><p>没有找到相关数据</p>",
    ],
)
def test_pages_that_only_mention_absence_are_open(html: str) -> None:
    """Neither an article about missing pages nor a column without data is a missing page."""
    assert failing(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.cookie='__jsl_clearance=1f;path=/';location.href=location.pathname</script>",
        "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script></head><body></body></html>",
        '<html><head><meta id="x" content="a" r="m"><script r="m" src="/4Qb/c.js"></script></head><body></body></html>',
        "<title>安全检查</title><p>正在检查浏览器，请稍候……</p>",
        "<title>Just a moment...</title><p>Checking your browser before accessing</p>",
        "<script>var arg1='x';document.cookie='acw_sc__v2='+x;document.location.reload()</script>",
    ],
)
@pytest.mark.parametrize("status", [200, 404, 503])
def test_browser_checks_whatever_their_status(html: str, status: int) -> None:
    """A challenge is a shut door, even where it comes as 404 or 503."""
    verdict = sight(capture(html, status=status), page(html), OWN, 1, 0)

    assert (verdict.state, verdict.failure, verdict.attribution) == ("unseen", Failure.CHALLENGE, "blocked")


def test_captcha_refusal_and_login() -> None:
    """Other doors: a captcha, a firewall's notice, a login."""
    login = "<title>用户登录</title><form><input name=u><input type=password name=p></form>"

    assert failing("<title>访问验证</title><p>请拖动滑块完成验证后继续访问</p>") is Failure.CAPTCHA
    assert failing("<p>您的请求存在安全威胁，已被Web应用防火墙拦截</p>") is Failure.BLOCKED
    filtered = "<title>上网行为管理</title><h1>访问被限制</h1><p>根据单位上网管理策略，您访问的网站已被阻止。</p>"
    assert failing(filtered) is Failure.BLOCKED  # our own way out, not the unit
    assert failing(login) is Failure.LOGIN
    assert failing(login + f"<p>{PROSE}{PROSE}</p>") is None


def test_an_application_form_with_a_captcha_field_is_open() -> None:
    """A form that ends with a captcha is a form, not a door."""
    html = (
        "<title>依申请公开</title><h1>政府信息公开申请表</h1><form><p>姓名<input name=a></p><p>证件号码<input"
        " name=b></p>"
        "<p>请输入验证码<input name=c></p></form>"
    )

    assert failing(html) is None


def moved(asked: str, ended: str) -> Failure | None:
    """How a redirect from one address to the other is judged."""
    html = f"<title>清河区</title><p>{PROSE}</p>"
    return look(capture(html, url=asked, final_url=ended, hops=(Hop(asked, 302, ended),)), page(html))


@pytest.mark.parametrize(
    ("asked", "ended", "failure"),
    [
        (URL, "https://www.qinghe.gov.cn/", Failure.MOVED),
        (URL, "https://www.qinghe.gov.cn/index.shtml", Failure.MOVED),
        (URL, "https://www.yunling.gov.cn/portal/index.html", Failure.MOVED),
        ("https://www.qinghe.gov.cn/view?id=7", "https://www.qinghe.gov.cn/", Failure.MOVED),
        (URL, "https://www.qinghe.gov.cn/zwgk/2026/guide.html", None),
        ("http://www.qinghe.gov.cn/", "https://www.qinghe.gov.cn/index.html", None),
        ("https://www.qinghe.gov.cn/xxgk/", "https://xxgk.qinghe.gov.cn/", None),
        ("https://www.qinghe.gov.cn/xxgk/", "https://www.qinghe.gov.cn/?columnid=31", None),
    ],
)
def test_redirects(asked: str, ended: str, failure: Failure | None) -> None:
    """A deeper page that ends at a home page is moved; a new deeper address, or another spelling of home, is not."""
    assert moved(asked, ended) is failure


def test_notice_of_a_new_domain() -> None:
    """A short notice of a new domain stands where the page should be."""
    html = "<title>网站域名变更公告</title><p>我单位网站已迁移至区政府网站集约化平台，请使用新域名访问。</p>"

    assert failing(html) is Failure.MOVED


@pytest.mark.parametrize(
    "html",
    [
        "<title>清河区</title><div id='app'></div><script src='/static/js/app.3f2a1b.js'></script>",
        (
            "<title>指南</title><nav><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/hd/'>互动交流</a></nav>"
            "<div class='list'>加载中</div><script>$.ajax({url:'/api/list',success:draw})</script>"
        ),
        "<title>指南</title><ul><li>{{item.title}}</li></ul><script src='/vue.js'></script>",
    ],
)
def test_script_only(html: str) -> None:
    """Text that only scripts bring was not seen by us: nobody's fault."""
    verdict = sight(capture(html), page(html), OWN, 1, 0)

    assert (verdict.state, verdict.failure, verdict.attribution) == ("unseen", Failure.SCRIPT_ONLY, "us")


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ('{"code":0,"data":[{"title":"清河区民政局2026年部门预算","date":"2026-02-10"}]}', Failure.UNREADABLE),
        ('jQuery1102_3({"rows":[]})', Failure.UNREADABLE),
        ('var list = [{"t":"清河区民政局2026年部门预算"}];', Failure.UNREADABLE),
        ("[]", Failure.UNREADABLE),
        ("[2026-11-01] 清河区民政局2026年部门预算公开说明", None),
        ("(本页说明) 清河区民政局2026年部门预算公开说明", None),
    ],
)
def test_data_for_a_script_is_no_page(text: str, failure: Failure | None) -> None:
    """What a list is filled from is not what its readers see: nobody's fault."""
    assert failing(text) is failure


def test_a_column_that_says_it_is_blank_is_open() -> None:
    """A column that says in words that it has nothing is seen, scripts or not."""
    html = "<title>规划计划</title><h2>规划计划</h2><p>栏目建设中，敬请期待</p><script>$.get('/hits')</script>"

    assert failing(html) is None


def test_a_column_with_a_static_shell_and_no_items_is_open() -> None:
    """An empty list in a page that loads nothing is the page's own emptiness."""
    html = (
        "<title>规划计划</title><nav><a href='/'>首页</a><a href='/a/'>政务公开</a><a href='/b/'>政务服务</a>"
        "<a href='/c/'>互动交流</a>"
        "</nav><h2>规划计划</h2><ul></ul><footer>主办单位：清河区人民政府办公室 网站标识码：5301990001</footer>"
        "<script src='/js/jquery.min.js'></script>"
    )

    assert failing(html) is None


def test_a_column_of_picture_buttons_is_open() -> None:
    """Pictures that lead on are entries of a column, not a picture instead of text."""
    buttons = "".join(f"<a href='{n}/'><img src='/upload/2026/b{n}.png'></a>" for n in range(4))

    assert failing(f"<title>信息公开</title>{buttons}<script>$.get('/hits')</script>") is None


def test_a_login_box_beside_entries_is_no_door() -> None:
    """A portal's login box does not shut its columns."""
    html = (
        "<title>公开制度</title><form>登录<input type=password name=p></form><ul><li><a href='1.html'>保密审"
        "查制度</a></li></ul>"
    )

    assert failing(html) is None


@pytest.mark.parametrize("kind", ["docx", "doc", "xlsx", "xls", "pdf"])
def test_a_file_without_text_was_not_read(kind: str) -> None:
    """A scan pasted into a Word file, or a sheet of pictures: whatever it says, we did not see it."""
    assert look(capture("x"), Document(URL, kind=kind)) is Failure.IMAGE_ONLY
    scan = Document(URL, kind=kind, lines=(Line("信息公开指南", "paragraph 1"),))
    assert look(capture("x"), scan) is (Failure.IMAGE_ONLY if kind in ("docx", "doc", "pdf") else None)


def test_image_only() -> None:
    """A guide that is one uploaded picture cannot be read by us; a logo is no content."""
    guide = (
        "<title>公开指南</title><h1>公开指南</h1><p>发布日期：2026-01-05</p><p><img src='/upload/2026/01/W020"
        "260105.png'></p>"
    )

    assert failing(guide) is Failure.IMAGE_ONLY
    assert failing("<title>规划计划</title><img src='/images/logo.png'><h1>规划计划</h1><p>暂无内容</p>") is None
    assert look(capture("x"), Document(URL, kind="pdf")) is Failure.IMAGE_ONLY


def test_garbled_and_unreadable() -> None:
    """Bytes that do not decode, an answer without a body, and a file that no reader opens are ours to look at."""
    html = f"<p>{PROSE}</p>"

    assert look(capture(html), page(html).changed(replaced=0.02)) is Failure.GARBLED
    assert look(capture(html), page(html).changed(replaced=0.005)) is None
    assert look(capture(""), page("")) is Failure.UNREADABLE
    assert look(capture("x"), Document(URL, kind="docx", problem="encrypted")) is Failure.UNREADABLE


def test_head_answers_are_judged_by_status() -> None:
    """A HEAD has no body to judge."""
    ask = Ask(URL, "HEAD")

    assert look(Capture(ask, URL, 200), None) is None
    assert look(Capture(ask, URL, 404), None) is Failure.NOT_FOUND
    assert look(Capture(ask, URL, 405), None) is Failure.BLOCKED


@pytest.mark.parametrize("own", [OWN, ()])
def test_a_missing_page_fails_after_the_second_look(own: tuple[str, ...]) -> None:
    """404 twice, far enough apart, is the unit's matter on any host."""
    verdict = judged(Failure.NOT_FOUND, ["01T22:00:00", "02T04:00:00"], 21600, own)

    assert (verdict.state, verdict.attribution, verdict.confirmed) == ("failed", "unit", True)


@pytest.mark.parametrize(
    "times", [["01T22:00:00"], ["01T22:00:00", "02T03:59:59"], ["01T22:00:00", "01T23:00:00", "02T01:00:00"]]
)
# pad
def test_too_few_or_too_close_looks_wait(times: list[str]) -> None:
    """Looks closer than `after_s` count as one."""
    verdict = judged(Failure.NOT_FOUND, times, 21600)

    assert (verdict.state, verdict.attribution, verdict.confirmed) == ("unseen", "unit", False)
    assert "awaiting a second look" in verdict.reason.en
    assert "等待再次核实" in verdict.reason.zh


def test_looks_at_once_confirm_a_missing_page_but_not_a_silent_server() -> None:
    """With after_s = 0 a 404 is confirmed in the same run; silence is not."""
    at_once = ["01T22:00:00", "01T22:00:01"]

    assert judged(Failure.NOT_FOUND, at_once, 0).state == "failed"
    assert judged(Failure.SERVER_ERROR, at_once, 0).state == "failed"
    for silence in (Failure.CONNECT, Failure.RESET, Failure.TLS, Failure.TIMEOUT):
        assert (judged(silence, at_once, 0).state, judged(silence, at_once, 0).attribution) == ("unseen", "us")


@pytest.mark.parametrize("silence", [Failure.CONNECT, Failure.RESET, Failure.TLS, Failure.TIMEOUT])
def test_a_server_silent_for_hours(silence: Failure) -> None:
    """An own host that stays silent fails; a shared one is its owner's matter; one look says nothing."""
    hours = ["01T22:00:00", "02T08:00:00"]

    assert judged(silence, hours, 21600).state == "failed"
    assert (judged(silence, hours, 21600, ()).state, judged(silence, hours, 21600, ()).attribution) == (
        "unseen",
        "third_party",
    )
    assert (judged(silence, hours[:1], 21600).state, judged(silence, hours[:1], 21600).attribution) == ("unseen", "us")


@pytest.mark.parametrize("failure", [Failure.SERVER_ERROR, Failure.DNS])
def test_server_faults_by_host(failure: Failure) -> None:
    """A failing server is the unit's matter only where the host is its own."""
    hours = ["01T22:00:00", "02T08:00:00"]

    assert judged(failure, hours, 21600).state == "failed"
    assert judged(failure, hours, 21600, ("other.qinghe.gov.cn",)).attribution == "third_party"


def test_looks_that_failed_in_other_ways_do_not_confirm() -> None:
    """A time-out yesterday and a 404 today are one look each."""
    before = capture(status=None, failure=Failure.TIMEOUT, fetched_at="2026-11-01T08:00:00+08:00")

    verdict = sight(capture(status=404, earlier=(before,)), None, OWN, 2, 21600)

    assert (verdict.state, verdict.confirmed) == ("unseen", False)


def test_a_good_look_after_a_bad_one_is_open() -> None:
    """Only the newest look decides that a page is there."""
    html = f"<p>{PROSE}</p>"
    before = capture(status=404, fetched_at="2026-11-01T08:00:00+08:00")

    assert sight(capture(html, earlier=(before,)), page(html), OWN, 2, 21600).state == "open"
    """Only proof of the page or of the own server ever fails; each failure is explained in both languages."""


@pytest.mark.parametrize("failure", list(Failure))
def test_every_failure_has_a_policy_and_words(failure: Failure) -> None:
    """Only proof of the page or of the own server ever fails; each failure is explained in both languages."""
    verdict = judged(failure, ["01T08:00:00", "02T08:00:00"], 21600)

    assert MEANING[failure].words.zh
    assert advice(failure).en
    assert (verdict.state == "failed") == (MEANING[failure].proof in ("page", "server", "silence"))
    assert verdict.attribution == {"door": "blocked", "ours": "us"}.get(MEANING[failure].proof, "unit")


@pytest.mark.parametrize(
    ("html", "failure"),
    [
        ("<title>域名出售</title><h1>qinghe.cn 域名正在出售</h1><p>This domain is for sale.</p>", Failure.HIJACKED),
        ("<title>新葡京娱乐官网</title><p>百家乐、老虎机，注册送彩金</p>", Failure.HIJACKED),
        (f"<title>新葡京娛樂官網</title><p>百家樂、老虎機，註冊送彩金</p>{'<p>註冊</p>' * 900}", Failure.HIJACKED),
        (f"<title>工作动态</title><p>我区公安机关打击网络赌博，查处百家乐、老虎机等赌博窝点。</p><p>{PROSE}</p>", None),
        (f"<title>公开指南</title><h1>公开指南</h1><p>{PROSE}</p>", None),
    ],
)
def test_a_page_that_is_not_its_owners_any_more(html: str, failure: Failure | None) -> None:
    """Gambling in its place, or a parked domain: nothing is missing on the unit's page, it is another's. A report on it is none."""
    assert failing(html) is failure
    assert look(capture(html), glance_at(capture(html))) is failure


def test_whether_a_long_page_was_seen_is_told_at_a_glance() -> None:
    """Most pages of a run are only looked at: to read each from beginning to end would triple what it costs."""
    entries = "".join(f"<li><a href='{number}.html'>清河区档案馆第{number}号通告</a></li>" for number in range(200))
    html = f"<title>通知公告</title><img src='a.png'><script>count()</script><p>{PROSE * 20}</p><ul>{entries}</ul>"
    seen = glance_at(capture(html))

    assert look(capture(html), seen) is None
    assert "whole" not in vars(seen)
