"""What a page that was answered with success may be instead: gone, moved, a login, a captcha, pictures, a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.document import Document, Line, norm
from inspector.facts.filled_in import filled_in
from inspector.facts.hijack import hijacked
from inspector.facts.pattern import compiled
from inspector.facts.substance import declared_blank, leads, pictures, says_little
from inspector.facts.walls import interposed, refused
from inspector.model.capture import Capture, Failure

_CAPTCHA_WORDS = lazy.pattern(
    r"人机(?:验证|识别|身份验证)|(?:滑动|拖动|拖拽)(?:滑块|完成|验证)|访问验证|完成(?:下方|以下|"
    r"安全)?验证后|点击(?:按钮)?进行验证"
)
_LOGIN_PATH = lazy.pattern(r"(?:^|[/.])(?:login|signin|sso|cas|oauth2?|passport)(?:[/.?]|$)", re.IGNORECASE)
_LOGIN_WORDS = lazy.pattern(
    r"^(?:用户|会员|统一身份|账号|密码|系统)?(?:登录|登陆)$|请(?:先|您先)?(?:登录|登陆)|(?:登录|"
    r"登陆)后(?:方可|才能|再)?(?:查看|访问|浏览)|统一身份认证"
)
_THING = r"(?:页面?|网页|文件|信息|内容|文章|栏目|资源|链接|地址|网址|频道|稿件|文档)"
_GONE = (
    r"(?:不存在|未找到|没有找到|找不到(?:了)?|(?:未通过审核或)?(?:可能)?(?:已经?|暂时)?(?:被)?(?:删除|移除|移走|下线|失效|"
    r"过期|丢失|不可用)|走丢了|不见了|无法找到|丢了|飞走了)"
)
_ADDRESSED = (
    r"(?:您|你|我们|服务器)?(?:所|要|想要?|正在)?(?:访问|查看|浏览|请求|查找|打开|点击|寻找)?的?(?:该|此|"
    r"这个)?"
)
_GONE_LINE = lazy.pattern(
    rf"^(?:错误|error|http)?(?:40[34]|410)?[-—:!,.。、|_]*(?:提示|错误|error)?(?:信息)?[-—:!,.。、|_]*"
    rf"(?:非常抱歉|很抱歉|抱歉|对不起|十分抱歉|很遗憾|出错了|糟糕|哎呀|啊哦|sorry)?[-—:!,.。、啊~^]*"
    rf"(?:{_ADDRESSED}{_THING}(?:地址)?(?:可能)?{_GONE}|(?:找不到|无法找到|未找到|没有找到){_ADDRESSED}{_THING}|"
    rf"(?:the)?(?:page|file|requestedurl|resource)(?:youare(?:lookingfor|requesting))?.{{0,40}}notfound|"
    rf"pagenotfound|404notfound|httpstatus404|nosuchpage)",
    re.IGNORECASE,
)
_GONE_TITLE = lazy.pattern(
    r"^(?:http)?(?:错误|error|status)?[-—:]?40[04](?:$|[-—:_|!.,页错提找]|error|notfound|page)|^(?:出错|"
    r"错误)(?:页面?|提示|信息)?(?:404)?$|notfound|(?:^|[-_|—])404(?:$|[-_|—])",
    re.IGNORECASE,
)
_ANY_GONE = compiled(
    r"不存在|找不到|未找到|没有找到|无法找到|删除|移除|移走|下线|失效|过期|丢|不可用|不见了|飞走了|出错|错误|notfound|nosuchpage|40[034]|410",
    ignore_case=True,
)
"""One of these stands in whatever the three patterns above find."""
_MOVED_WORDS = lazy.pattern(
    r"域名(?:变更|更换|迁移|调整|停用)(?:的)?(?:公告|通知|启事|提示|$)|网站(?:迁移|搬迁|搬家|停用|下线|"
    r"关停|关闭|迁至)|(?:已|将)(?:整体)?(?:迁移|搬迁|迁|转移)(?:至|到)|新(?:网址|域名|网站)(?:为|是|:)"
)
_MAINTENANCE = lazy.pattern(
    r"(?:网站|系统|平台|服务器)(?:正在|正|目前)?(?:进行)?(?:升级|维护|系统维护|升级维护|改版)(?:中|改造|"
    r"维护|,|，|。|$)|服务(?:暂时)?不可用|(?:网站|系统|平台|站点)[^。]{0,24}暂停(?:对外)?(?:访问|服务|开放|运行)|serviceunavailable|badgateway|"
    r"(?:系统|服务器|程序)(?:发生|出现|遇到|内部)?了?(?:未知|内部)?(?:错误|异常|故障)(?:[,，。!！.、:：]|$)|(?:系统|服务器?|网络)繁忙|"
    r"数据库(?:连接|链接|访问)?(?:失败|错误|出错|异常)|应用程序中的服务器错误|internalservererror|gatewaytime-?out",
    re.IGNORECASE | re.MULTILINE,
)
_NEEDS_SCRIPT = lazy.pattern(
    r"\$\.(?:get|post|ajax|getJSON)\b|\bajax\s*\(|fetch\s*\(|XMLHttpRequest|axios|new\s+Vue|createApp|"
    r"ReactDOM|\.load\s*\(|document\.write\s*\(|layui\.use|[\"'](?:title|doctitle|name|bt)[\"']\s*:\s*[\"'][^\"'<>]{6,}",
    re.IGNORECASE,
)
_APP_SCRIPT = lazy.pattern(
    r"(?:^|/)(?:app|main|index|chunk|vendor|vendors|runtime|polyfills|bundle|umi|"
    r"manifest)[-.\w]*\.js(?:\?|$)",
    re.IGNORECASE,
)
_BUILDS_A_LIST = lazy.pattern(r"<(?:li|tr|dd|dt)\b|v-for=|laytpl|template\s*\(|laypage", re.IGNORECASE)
"""A script that writes the entries: `暂无数据` stands there until it has run."""
_NOTICE = 30
"""Signs of a line that says no more than that something failed."""
_TRACE = lazy.pattern(
    r"(?:[a-z]\w{0,40}\.){2,8}[A-Z]\w{0,80}(?:Exception|Error)|Traceback\(mostrecentcalllast\)|ORA-\d{5}|SQLSTATE\[|System\.(?:Web|Data)\.\w"
)
"""What programs print where they break down."""
_OF_A_TRACE = ("Exception", "Error", "Traceback", "ORA-", "SQLSTATE", "System.")
"""One of these stands in whatever that finds."""
_TRACED, _HAN_OF_A_PAGE = 3_000, 100
"""Signs in which a trace begins, and signs in Chinese of a page that shows something beside it."""
_TEMPLATE = lazy.pattern(r"\{\{[^{}]{1,80}\}\}|<%=?[^%]{1,80}%>")


def speaks_of_faults(text: str) -> bool:
    """Whether text (`norm`) has any word that an error page has."""
    return bool(_ANY_GONE.search(text) or _MAINTENANCE.search(text))


def gone_line(line: Line) -> bool:
    """Whether a line says by itself that the page is gone, or that the server is at fault."""
    text = norm(line.text)
    return bool(_GONE_LINE.match(text)) or (len(text) < _NOTICE and bool(_MAINTENANCE.search(text)))


def captcha(document: Document) -> bool:
    """Whether a short page asks for proof that no machine looks at it."""
    return bool(_CAPTCHA_WORDS.search(_short(document, 200)))


def _short(document: Document, limit: int) -> str:
    """Title and visible text where they are short enough to be a notice; empty for a real page."""
    return norm(document.title) + "\n" + norm(document.text()) if not document.exceeds(limit) else ""


def _gone(_: Capture, document: Document) -> bool:
    title = norm(document.title)
    titled = bool(_GONE_TITLE.search(title) or _GONE_LINE.match(title))
    if document.at_least > (1500 if titled else 300) or not _ANY_GONE.search(title + document.wording):
        return False
    if document.exceeds(1500):
        return False
    says = any(
        _GONE_LINE.match(norm(line.text))
        for line in document.lines
        if line.cell is None and line.region in ("main", "aside")
    )
    if titled:
        return says or not document.exceeds(300)
    headed = any(norm(line.text) in ("404", "404错误", "404页面") for line in document.lines if line.cell is None)
    return (says and not document.exceeds(300)) or (headed and not document.exceeds(60))


def _login(capture: Capture, document: Document) -> bool:
    if document.exceeds(250):
        return False
    sent = bool(_LOGIN_PATH.search(urlsplit(capture.final_url).path)) and not _LOGIN_PATH.search(
        urlsplit(capture.ask.url).path
    )
    password = any(control.type == "password" for form in document.forms for control in form.fields)
    if not sent and not password:
        return False
    says = any(_LOGIN_WORDS.search(norm(text)) for text in (document.title, *(line.text for line in document.lines)))
    return (sent and (password or says or document.chars < 30)) or (password and says and not leads(document))


def _moved(_: Capture, document: Document) -> bool:
    if document.exceeds(600) or document.links[15:]:
        return False
    headings = [document.title, *(line.text for line in document.lines if line.heading)]
    told = any(_MOVED_WORDS.search(norm(text)) for text in headings)
    return told or (not document.links[3:] and bool(_MOVED_WORDS.search(_short(document, 400))))


def new_place(document: Document) -> str:
    """Where a page leads that says no more than that it has moved; empty where it names no place, or only a front page."""
    links = [link for line in document.lines if _MOVED_WORDS.search(norm(line.text)) for link in line.links]
    places = dict.fromkeys(
        link.url for link in links if urlsplit(link.url).path.strip("/") and link.url != document.url
    )
    return next(iter(places), "") if len(places) == 1 else ""


def _maintained(_: Capture, document: Document) -> bool:
    return not document.exceeds(150) and not document.links[8:] and bool(_MAINTENANCE.search(_short(document, 150)))


def _broken_down(_: Capture, document: Document) -> bool:
    """A program's own account of its fault in the place of the page: what looks like a mailbox or a day in it is none."""
    begins = document.wording[:_TRACED]
    if not any(sign in begins for sign in _OF_A_TRACE) or not _TRACE.search(begins) or document.links[8:]:
        return False
    return sum("\u4e00" <= sign <= "\u9fff" for sign in document.wording) < _HAN_OF_A_PAGE


def _images(_: Capture, document: Document) -> bool:
    return says_little(document, 30) and bool(pictures(document)) and not leads(document)


def _scripts(_: Capture, document: Document) -> bool:
    if not says_little(document, 30) or not (document.scripts or document.inline or document.refresh):
        return False
    if _TEMPLATE.search(document.text(None)):
        return True
    bare = len(document.wording) < 30
    loads = bool(_NEEDS_SCRIPT.search(document.inline)) or any(_APP_SCRIPT.search(url) for url in document.scripts)
    builds = filled_in(document) or (loads and bool(_BUILDS_A_LIST.search(document.inline)))
    return (bare or loads) and (builds or not declared_blank(document)) and not leads(document)


PAGE_TESTS: tuple[tuple[Failure, Callable[[Capture, Document], bool]], ...] = (
    (Failure.HIJACKED, lambda _, document: hijacked(document)),
    (Failure.SOFT_404, _gone),
    (Failure.CAPTCHA, lambda _, document: captcha(document)),
    (Failure.BLOCKED, lambda _, document: refused(document)),
    (Failure.INTERPOSED, lambda _, document: interposed(document)),
    (Failure.LOGIN, _login),
    (Failure.MOVED, _moved),
    (Failure.SERVER_ERROR, _maintained),
    (Failure.SERVER_ERROR, _broken_down),
    (Failure.SCRIPT_ONLY, _scripts),
    (Failure.IMAGE_ONLY, _images),
)
