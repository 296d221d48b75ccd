"""How much a page says for itself, headings, breadcrumbs and date lines aside, and whether it says that it is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import unquote, urlsplit

from inspector import lazy
from inspector.facts.document import Document, Line, Link, norm

_PLACE = lazy.pattern(r"^(?:您|你)?的?(?:当前|现在|所在)?的?(?:所在)?(?:位置|栏目)[:：是]|^首页(?:>|»|/|-|·)")
_FRAME = lazy.pattern(
    r"^(?:您?(?:当前|现在|所在)的?(?:位置|栏目)|您?的?位置|首页(?:>|»|/|-))|^(?:发布|发文|成文|更新|录入|"
    r"公开)?(?:日期|时间|来源|机构|作者|编辑|责任编辑)[:】]|"
    r"^(?:信息来源|文章来源|来源|(?:数据|页面)?(?:正在)?加载|字号|字体|浏览(?:次数|量)?|点击(?:数|率|量)?|"
    r"访问(?:量|次数)|打印|分享|"
    r"^(?:index ?of/|indexof/|\.\./?$|\[?(?:to)?parentdirectory\]?$|(?:name|lastmodified|size|description)+$)|"
    r"扫一扫|视力保护色|收藏|关闭|\[?(?:大|中|小)\]?$)|^\d{4}-\d{1,2}-\d{1,2}(?:\d{2}:\d{2})?"
)
_MENU = lazy.pattern(
    r"(?:网站|返回|中文|旧版)?首页|(?:政务|信息|政府信息)公开|(?:政务|办事|便民|网上|公共|在线)服务|"
    r"网上办事|办事大厅|(?:互动|政民|公众)(?:交流|互动|参与)|"
    r"(?:新闻|要闻)?(?:动态|中心|要闻|资讯)|新闻(?:动态|中心|资讯)|要闻动态|(?:走进|魅力|认识|印象|"
    r"今日|美丽).{2,4}|.{2,4}(?:概况|概览)|数据(?:开放|发布)|专题(?:专栏|集锦)?|解读回应|"
    r"(?:用户)?(?:登录|注册)(?:注册)?|(?:无障碍|长者|关怀|老年)(?:模式|版|浏览|阅读)?|适老化.*|"
    r"简体(?:中文)?|繁[体體](?:中文)?|英文版?|english|en|移动(?:版|端)|手机版|"
    r"网站(?:地图|声明|导航|支持)|站点地图|关于我们|联系我们|政务(?:微博|微信|新媒体)|rss.*|收藏本站|"
    r"设为首页|智能(?:问答|客服|机器人)|(?:站内|全站|全文|高级|智能|信息)?(?:搜索|检索)",
    re.IGNORECASE,
)
_BLANK = lazy.pattern(
    r"^[\[(（【<]*(?:"
    r"(?:本|该|此)?(?:栏目|页面|网站|频道|内容)?(?:内容|信息|数据)?(?:正在|尚在|在)?(?:建设|更新|完善|"
    r"整理|维护|筹备)(?:之)?中|"
    r"(?:本|该|此)?(?:栏目|页面|网站|频道|内容)?(?:内容|信息|数据)?(?:正在|尚在)(?:建设|更新|完善|整理|维护|筹备|升级(?:改造)?|改版|改造)|"
    r"(?:对不起|抱歉|您好)?[,，]?(?:本|该|此|当前|目前)?(?:栏目|分类|目录|页面)?下?(?:暂时?|目前|尚|还)?(?:没有|无|未(?:有|找到|查询到))"
    r"(?:任何|相关|符合条件的|发布|可显示的|您要的)*(?:数据|内容|信息|记录|文章|结果|文件|公告|资料)|"
    r"没有找到(?:相关|任何|您要的)*(?:数据|内容|信息|记录|结果)|敬请期待|敬请关注|待补充|待定|待完善|内容为空|"
    r"nodata|norecords?|comingsoon|underconstruction|undefined|null|nan"
    r")(?:$|[,，.。!！…~)）\]】>、]|敬请|请)",
    re.IGNORECASE,
)
_PAGES_NOTHING = lazy.pattern(r"(?:总?共|合计|总(?:记录|条)数:?|记录总数:?)(?:有|计)?0(?:条|篇|项|个|$)(?!\d)")
_DECORATION = lazy.pattern(
    r"logo|icon|ico[_\-.\d]|banner|(?:^|[/_\-])(?:bg|btn|bt|arrow|search|close|top|line|dot|wx|weixin|"
    r"wechat|weibo|ewm|qrcode|qr|erweima|blue|red|conac|beian|ga|gh|jiucuo|share|print|foot\w*|head\w*|"
    r"nav\w*|logo\w*|loading|blank|spacer|sp|wza|ipv6)\w{0,3}\.\w{3,4}$|"
    r"/(?:images?|img|imgs|static|assets|skin|template\w*|css|style\w*|themes?|common|public)/",
    re.IGNORECASE,
)
_BESIDES = lazy.pattern(
    r"[\[【<]?(?:相关|热门|热点|推荐|猜你|更多|最新)(?:文章|信息|新闻|阅读|推荐|链接|内容|稿件|文档|资讯|公告|政策|解读)[:】\]>]{0,3}$"
)
_NEIGHBOUR = lazy.pattern(r"[上前下后]一?[篇条][:：]?")
_PICTURE_FILE = lazy.pattern(r"\.(?:jpe?g|png|gif|bmp|webp)(?:$|\?)", re.IGNORECASE)
_STEP = lazy.pattern(r"(?<=[^>])>{1,2}(?=[^>])")
_STEPS = 2
_MUCH = 1500
_BUTTONS = 3
_BAR_CHARS = 80
_SHORTEST_TITLE = 4
_TITLE_SHARE = 0.7
_OWNER_CHARS = 24
_SITE_NAME = lazy.pattern(r"(?:网站?|门户|平台|人民政府)$")
_TITLE_PARTS = lazy.pattern(r"[-_|—–·>]")
_MOST_SAID = 0.5
_TITLE_WORDS = lazy.pattern(r"[-_|—–·>\s]")
"""Some sites write owner, column and title one behind the other, with blanks."""
_FRAME_SHARE = 0.4
_LEFT_OUT = lazy.pattern(r"政府(?=信息|网)|的|工作(?=指南|机构)")
"""Words of a title that its page puts in or leaves out."""
_CONTENT_PICTURE = lazy.pattern(
    r"upload|attach|/W0\d|/P0\d|/20[12]\d|\d{8,}|[0-9a-f]{24,}|ueditor|fckeditor|eweb|/picture/|/files?/", re.IGNORECASE
)


def blank_words(line: Line) -> bool:
    """Whether the line is a placeholder: under construction, no data, coming soon (domain 5.4), or a pager of none."""
    text = norm(line.text)
    return len(text) <= 40 and bool(_BLANK.match(text) or _PAGES_NOTHING.match(text))


def framing(line: Line, title: str = "") -> bool:
    """Whether the line only names or dates the page, or leads elsewhere: heading, breadcrumb, date and source, menu."""
    text = norm(line.text)
    named = len(text) >= 2 and text in norm(title)
    return bool(line.heading) or bool(_FRAME.match(text)) or _leads_down(text) or named or menu(line)


def breadcrumb(line: Line) -> bool:
    """`当前位置：首页 > 政务公开 > 指南`."""
    text = norm(line.text)
    return bool(_PLACE.match(text)) or (_leads_down(text) and len(line.links) >= 1)


def _leads_down(text: str) -> bool:
    """`首页>政务公开>指南`: two steps at least; the sign behind `更多>>` is none."""
    return len(_STEP.findall(text)) >= _STEPS


def menu(line: Line) -> bool:
    """A line of links that every page of a portal has."""
    words = [norm(link.text) for link in line.links]
    return bool(words) and all(_MENU.fullmatch(word) for word in words if word) and len(norm(line.text)) <= 60


def text_links(document: Document) -> tuple[Link, ...]:
    """Links in the page's own text: after its title, outside menus and breadcrumbs, before it speaks of other pages."""
    first, last = text_start(document), text_end(document)
    lines = document.lines
    own = [link for link in document.links if link.region == "main" and first < link.line < last]
    return tuple(link for link in own if not _frames(lines[link.line]))


def _frames(line: Line) -> bool:
    """A menu, a breadcrumb, or the bar of date and source, whose links are the site's."""
    text = norm(line.text)
    return menu(line) or breadcrumb(line) or (len(text) <= _BAR_CHARS and bool(_FRAME.match(text)))


def text_start(document: Document) -> int:
    """The line that shows the page's title: what stands before it is the site's. -1 where none does, or where much stands before."""
    found = _titled(document, _TITLE_PARTS)
    best = found if found >= 0 else _titled(document, _TITLE_WORDS)
    before = sum(len(norm(line.text)) for line in document.lines[: max(best, 0)] if line.region == "main")
    return best if before <= _FRAME_SHARE * document.chars else -1


def _titled(document: Document, parting: re.Pattern[str]) -> int:
    """The line that shows most of one part of the title; -1 where none does."""
    parts = [part for part in map(_bare, parting.split(document.title)) if len(part) >= _SHORTEST_TITLE]
    parts = [part for part in parts if not _SITE_NAME.search(part)] or parts
    best, most = -1, (0, 0)
    for index, line in enumerate(document.lines):
        text = _bare(line.text)
        shown = _shown(text, parts) if line.region == "main" and not line.links else 0
        if shown and (shown, len(text)) > most:
            best, most = index, (shown, len(text))
    return best


def text_end(document: Document) -> int:
    """The line from which on the page speaks of others (neighbours, related, popular ones); the number of lines where none does.

    A heading like `相关政策` counts only below most of the page: higher up it may head a part of the text.
    """
    first, said = text_start(document), 0
    for index, line in enumerate(document.lines):
        if line.region != "main":
            continue
        if index > first and line.links and _NEIGHBOUR.match(norm(line.text)):
            return index
        if index > first and besides(line) and said >= _MOST_SAID * document.chars:
            return index
        said += len(norm(line.text))
    return len(document.lines)


def besides(line: Line) -> bool:
    """`相关信息`, `热门推荐`: what follows are other pages."""
    return bool(_BESIDES.match(norm(line.text)))


def _bare(text: str) -> str:
    """A title without the words that its page puts in or leaves out."""
    return _LEFT_OUT.sub("", norm(text))


def _shown(text: str, parts: list[str]) -> int:
    """How many characters of a part of the title a line shows; 0 where it is no title."""
    if len(text) < _SHORTEST_TITLE or _PLACE.search(text) or re.search(r"[:。;]", text):
        return 0
    within = [len(text) for part in parts if text in part and len(text) >= _TITLE_SHARE * len(part)]
    whole = [len(part) for part in parts if text.endswith(part) and len(text) <= len(part) + _OWNER_CHARS]
    return max((*within, *whole), default=0)


def leads(document: Document) -> bool:
    """Whether links of the page's own stand in its main region, in words or as pictures: entries, not menus or breadcrumbs."""
    lines = [line for line in document.lines if line.region == "main" and line.links]
    if any(not menu(line) and not breadcrumb(line) for line in lines):
        return True
    buttons = {link.url for link in document.links if link.line < 0 and link.region == "main"}
    return sum(not _PICTURE_FILE.search(url) for url in buttons) >= _BUTTONS


def says_little(document: Document, chars: int) -> bool:
    """Whether the page's substance is less than `chars`; a real page is left as soon as it has said that much.

    Of a page at a glance (the collect pass) that has `_MUCH` in its main region it is not asked what that consists of.
    """
    return document.at_least <= _MUCH and all(said < chars for said in accumulate(_substantial(document)))


def _substantial(document: Document) -> Iterator[int]:
    """How many characters each line of the main region has that are neither framing nor white space."""
    for line in document.said():
        if not framing(line, document.title):
            yield len(norm(line.text))


def declared_blank(document: Document) -> bool:
    """Whether the page says in words that it is blank, so that its emptiness is its own statement."""
    return any(blank_words(line) for line in document.lines if line.region == "main")


def pictures(document: Document) -> tuple[str, ...]:
    """Pictures that look like content (uploaded, dated or numbered), not like a template's decoration."""
    paths = {url: unquote(urlsplit(url).path) if not url.startswith("data:") else "" for url in document.images}
    return tuple(
        url
        for url, path in paths.items()
        if _CONTENT_PICTURE.search(path) and not _DECORATION.search(path.rsplit("/", 1)[-1])
    )
