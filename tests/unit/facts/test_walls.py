"""What stands before a site and is no page of it, as vendors, carriers and networks write it: nobody's fault is read from it."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.sight import look
from inspector.model.capture import Ask, Capture, Failure

URL = "https://www.qinghe.gov.cn/mzj/zn/"


def seen(title: str, body: str) -> Failure | None:
    """How an answer with success and this page is judged."""
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return look(Capture(Ask(URL), URL, 200, {}, html.encode(), "2026-11-01T22:00:00+08:00"), parse(html.encode(), URL))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "知道创宇云安全",
            "<div><h1>您的请求疑似攻击行为！</h1><p>当前访问疑似黑客攻击，已被创宇盾拦截。</p><p>事件ID：a1b2c3d4</p></div>",
        ),
        (
            "访问被拦截",
            "<p>抱歉，您的访问存在异常行为，已被网站管理员设置的安全策略拦截</p><p>如果您是网站管理员，请登录知道创宇云防御查看详情</p>",
        ),
        (
            "网站防火墙",
            (
                "<div><h2>网站防火墙</h2><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p>"
                "<p>如何解决：1）检查提交内容；2）如网站托管，请联系空间提供商；3）普通网站访客，请联系网站管理员；</p></div>"
            ),
        ),
        (
            "405",
            "<h1>405</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p><p>您的请求ID是：abc</p>",
        ),
        (
            "访问拦截",
            "<p>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断</p><p>您的请求UUID为：abc 请通过工单咨询</p>",
        ),
        (
            "访问被拦截！",
            "<h3>您的请求疑似攻击行为！</h3><p>如果您是网站管理员，可以前往WAF控制台了解详情；</p><p>事件ID：00-0000</p>",
        ),
        ("D盾_拦截提示", "<p>『D盾_IIS防火墙』注意：您提交的内容或参数，存在不安全内容，已被D盾拦截。</p>"),
        (
            "网防G01",
            "<p>网防G01提醒您：您的请求包含不合法内容，已被网站防护系统拦截。政府网站综合防护系统（网防G01）</p>",
        ),
        ("政府网站综合防护系统", "<p>您的访问行为可能对网站造成安全威胁，已被阻断</p>"),
        (
            "360网站卫士",
            "<p>您的访问请求中存在可疑行为，已被360网站卫士拦截</p><p>当前网址：http://x/ 客户端特征：Mozilla 拦截时间：2026-11-01</p>",
        ),
        (
            "Request Rejected",
            "The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234567890",
        ),
        (
            "Web Page Blocked!",
            (
                "<h1>Web Page Blocked!</h1>"
                "<p>The page cannot be displayed. Please contact the administrator for additional information.</p>"
                "<p>URL: www.x.gov.cn Client IP: 1.2.3.4 Attack ID: 20000008</p>"
            ),
        ),
        (
            "Access denied",
            "<p>Error 15: This request was blocked by the security rules. Powered by Incapsula. Incident ID: 1</p>",
        ),
        (
            "拦截页面",
            "<p>您的访问请求存在异常，可能对网站造成威胁，已被长亭雷池 WAF 拦截。</p><p>请记录EVENT_ID联系管理员</p>",
        ),
        ("绿盟科技", "<p>您的访问请求可能存在恶意行为，已被绿盟WEB应用防护系统阻断</p>"),
        ("玄武盾", "<p>由于您的访问行为异常，系统判定为非法访问，已被安恒玄武盾防护系统拦截</p>"),
        ("", "<center>您的IP地址已被列入黑名单，请联系管理员解除。</center>"),
        ("", "<p>禁止爬虫访问</p>"),
        ("访问受限", "<p>对不起，您所在的地区不允许访问本网站</p>"),
        (
            "浏览器升级提示",
            "<h1>您的浏览器版本过低</h1><p>为了获得更好的浏览体验，请升级您的浏览器</p><p><a href=https://www.google.cn/chrome/>Chrome</a></p>",
        ),
        ("提示", "<p>本网站不支持当前浏览器，请使用IE10以上浏览器访问。</p>"),
        ("上网行为管理", "<p>该网址属于被禁止访问的类别，您的访问已被记录</p>"),
    ],
)
def test_a_firewall_or_filter_that_turns_us_away(title: str, body: str) -> None:
    """Its refusal says nothing of the page behind it."""
    assert seen(title, body) is Failure.BLOCKED


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "网站暂时无法访问",
            "<p>该网站暂时无法进行访问</p><p>为什么会出现这种情况？该网站未根据工信部相关法规进行备案，或已被取消接入。</p><p>如您是该网站的所有者，请尽快登录备案系统办理备案。</p>",
        ),
        ("未备案提示", "<p>您访问的域名未备案，根据工信部令第33号要求，未完成备案的网站不得提供服务。</p>"),
        (
            "安全提醒",
            "<p>国家反诈中心、工信部反诈中心、中国电信联合提醒您：您访问的网址被列为涉诈风险网站，请勿继续访问。</p>",
        ),
        (
            "中国联通宽带提醒",
            "<p>尊敬的用户，您的宽带账户已到期，请及时续费，以免影响您的使用。</p><p>客服热线：10010</p>",
        ),
        (
            "校园网认证",
            '<h1>欢迎使用无线网络</h1><form action="/login"><input type=password name=pw><b>登录上网</b></form><p>请先完成上网认证</p>',
        ),
        ("网络准入认证", "<p>您的设备尚未通过网络准入认证，请安装客户端后访问网络</p><a href=/c.exe>下载客户端</a>"),
        (
            "ERROR: The requested URL could not be retrieved",
            "<h1>ERROR</h1><h2>The requested URL could not be retrieved</h2><p>Connection to 1.2.3.4 failed.</p>",
        ),
        ("无法访问此网站", "<p>域名解析错误，请检查您输入的网址是否正确</p><p>中国电信 号码百事通 114</p>"),
    ],
)
def test_a_notice_of_the_way_there(title: str, body: str) -> None:
    """A carrier, a provider or a network that answers in the site's place is not the site."""
    assert seen(title, body) is Failure.INTERPOSED


def test_a_directory_of_sites_in_the_place_of_a_page() -> None:
    """Where a carrier leads from names that it does not find, links abound."""
    links = "".join(f'<a href="http://s{n}.com/">网站{n}</a>' for n in range(30))
    assert seen("114网址导航", f"<p>您访问的网站无法解析，为您推荐：</p>{links}") is Failure.INTERPOSED


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("网站卫士 - 安全检查", "<p>网站管理员已开启安全防护，正在检查您的浏览器，请稍候…</p>"),
        ("百度云加速 | 安全检查", "<p>正在对您的浏览器进行安全检查，该过程将在5秒内完成</p>"),
        (
            "Just a moment...",
            (
                "<p>Checking your browser before accessing www.x.gov.cn.</p>"
                "<p>This process is automatic. Your browser will redirect to your requested content shortly.</p>"
            ),
        ),
    ],
)
def test_a_check_of_the_browser(title: str, body: str) -> None:
    """A check that a browser passes by itself is none of the page's."""
    assert seen(title, body) is Failure.CHALLENGE


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Welcome to nginx!",
            "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working.</p>",
        ),
        (
            "Apache Tomcat/9.0.31",
            (
                "<h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>"
                "<h3>Recommended Reading:</h3><p>Security Considerations How-To</p><p>Manager Application How-To</p>"
                "<p>Clustering/Session Replication How-To</p><h3>Developer Quick Start</h3>"
                "<p>Tomcat Setup First Web Application Realms &amp; AAA JDBC DataSources Examples Servlet Specificati"
                "ons Tomcat Versions</p>"
            ),
        ),
        (
            "恭喜，站点创建成功！",
            (
                "<h1>恭喜, 站点创建成功！</h1><h3>这是默认index.html，本页面由系统自动生成</h3><ul><li>本页面在FTP根目录下的index.html</li>"
                "<li>您可以修改、删除或覆盖本页面</li><li>FTP相关信息，请到“面板系统后台 > FTP” 查看</li></ul>"
            ),
        ),
        (
            "没有找到站点",
            (
                "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p><p>可能原因：</p><ul><li>您没有将此域名或IP绑定到对应站点!</li>"
                "<li>配置文件未生效!</li>"
                "</ul><p>如何解决：检查是否已经绑定到对应站点，若确认已绑定，请尝试重载Web服务；检查端口是否正确；若您使用了CDN产品，请尝试清除CDN缓存；普通网站访客，请联系网站管理员；</p>"
            ),
        ),
        ("抱歉，站点已暂停", "<h1>抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！</h1>"),
    ],
)
def test_a_server_that_shows_its_default_page_is_the_sites_own(title: str, body: str) -> None:
    """What the site's own server shows is there to be judged: where it stays, it is the owner's."""
    assert seen(title, body) is None


@pytest.mark.parametrize(
    "titles",
    [
        ("国家反诈中心提醒您谨防涉诈电话", "关于2026年城乡居民医疗保险请及时缴费的通知"),
        ("关于防范网络攻击加强网站防护系统建设的通知", "关于公布未备案社会组织名单的公告"),
        ("关于将3家企业列入安全生产黑名单的公告", "关于限制外国人前往未开放地区的通告"),
    ],
)
def test_a_column_of_such_news_is_a_column(titles: tuple[str, ...]) -> None:
    """The words of a notice among the titles of a real column are its titles."""
    items = "".join(
        f'<li><a href="/n/{n}.html">{title}</a><span>2026-11-0{n + 1}</span></li>' for n, title in enumerate(titles * 3)
    )
    assert seen("通知公告", f"<h1>通知公告</h1><ul>{items}</ul>") is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>您的浏览器版本过低，请升级</p><p>暂无数据</p>",
        "<h1>拖欠农民工工资黑名单</h1><p>如果您发现黑名单信息有误，请联系我局。</p>",
    ],
)
def test_an_empty_column_with_a_hint_for_old_browsers_or_of_a_black_list_is_a_column(body: str) -> None:
    """Who says that nothing is there has answered."""
    assert seen("清河区民政局", body) is None
