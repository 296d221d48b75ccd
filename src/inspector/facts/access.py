"""Classification, arrangement system and ways to obtain information, as a guide describes them (Art. 12(2))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from inspector import lazy
from inspector.facts.channels import Page
from inspector.facts.outline import WEAK, head_of, level_of
from inspector.facts.owners import owner_of
from inspector.facts.plain import Plain, sentences
from inspector.facts.reading import Fact, Json

_CLASS_HEAD = lazy.pattern(
    r"分类|公开(?:的)?(?:政府信息|信息)?(?:的)?(?:主要)?(?:范围|内容|事项|类别|种类)|信息的?(?:类别|种类)|主动公开目录|信息公开目录|公开目录"
)
_CLASS = lazy.pattern(
    r"(?:政府)?信息(?:主要|大致|具体)?(?:的)?(?:分为|分类(?!号)|包括以下|类别|划分)|分(?:为|成)[^。;]{0,40}类|目录(?:共)?分(?:为|成)|(?:归|划|列)(?:为|成|入)[一二三四五六七八九十\d]{1,3}(?:个|大)*(?:类|栏目|部分|方面)|分[一二三四五六七八九十\d]{1,3}个?大?类|分类(?:方式|情况|标准)?[:为][^。;]{6,}|(?:共|可|划)分(?:为|成)?[一二三四五六七八九十\d]{1,3}个?(?:大|部分|方面)?类?|公开的?(?:政府)?信息[^。;,]{0,8}(?:包括|包含|涵盖|涉及|有:|为:|有[一二三四五六七八九十\d]{1,2}(?:大|个)?(?:类|方面|部分))|信息按(?:照)?[^。;:]{2,40}分类|公开(?:的)?(?:主要)?(?:范围|内容)"
    r"[^。;]{0,20}(?:包括|如下|主要有|见|为|是|:)|公开[^。;:]{6,120}等(?:[一二三四五六七八九十\d]*个?(?:大?类别?|方面|领域|内容))?的?(?:政府)?信息|主动公开[^。;]{0,24}(?:以下|下列|包括)|公开(?:以下|下列|如下)[^。;]{0,8}信息|公开:(?![^。;]{0,30}(?:网|公报|微信|公众号|栏|屏|馆))[^。;:、]{2,20}、[^。;:]{2,}|[^。;、,:]{2,16}、[^。;、,:]{2,16}、[^。;、,]{2,16}等(?:[一二三四五六七八九十\d]{1,2}个?)?(?:大?类别|大类|领域)|、[^。;、,]{2,16}等[一二三四五六七八九十\d]{1,2}[个大]*类(?!申请|人|对象|主体|情[形况])|(?:参见|详见|见|查阅|查询)[^。;]{0,24}目录"
    r"|(?<!申请)公开的?(?:主要)?(?:(?:范围|内容|事项|类别|种类) ?\([一1]\)|(?:事项|类别|种类):)[^。]{4,}|信息(?:类别|种类):[^。]{4,}"
)
_ARRANGE = lazy.pattern(
    r"编排体系|索[引取]号|编排[^。;]{0,20}(?:体系|方式|记录)|目录(?:的)?编排|(?:编号|序号|(?<!信用)(?<!区划)代码|类号|流水号)[^。;]{0,16}(?:标识|组成|构成|表示)|按(?:照)?[^。;]{1,40}(?:编排|组织编制|排列|排序|先后|顺序|编号|编制索引|建立索引)|编目"
)
_TERSE = lazy.pattern(
    r"编(?:[制有写排印列定])?(?:有|了)?[^。;,]{0,6}(?:目录|索引)|(?:目录|索引)[^。;,]{0,4}编(?:制|写|排|列|好|成)"
)
_CATALOGUE = lazy.pattern(
    r"(?:参见|详见|见|查阅|查询|登录|浏览|访问)[^。;]{0,40}(?:公开|信息)(?:基本)?目录|主动公开(?:信息)?全清单"
)
_CATALOGUE_LINK = lazy.pattern(r"(?:公开|信息)(?:基本|事项|标准)?目录$|全清单$")
_NOT_SAID = lazy.pattern(
    r"应当包括|应当编制|包括政府信息的分类|由.{0,12}负责编制|(?:编制|制定|阅读|查阅|更新|修订)[^,。;]{0,8}指南|公开指南(?:包括|是|应)"
)
"""What the law asks of a guide, or what a guide says of itself, is no description of the information."""
_SITE = lazy.pattern(
    r"网站|门户|上网|网址|https?://|www\.|互联网|(?:政府|政务|公众|信息|公开)网|官网|公众号|政务新媒体|政务(?:微博|微信|客户端)|公开平台|网上(?:查阅|查询|浏览|获取|公开|发布)"
    r"|(?<![@#\])\w.\-])[a-z\d](?:[a-z\d\-]*\.)+(?:cn|com|net|org)(?![\w@])",
    re.IGNORECASE,
)
_PLACE = lazy.pattern(
    r"档案馆|图书馆|查阅(?:点|场所|室|中心|地点|大厅)|公共查阅|政务服务(?:中心|大厅)|线下[:为到在去]? ?[^。;,:]{0,8}政务中心"
    r"|行政服务(?:中心|大厅)|便民服务(?:中心|大厅)|资料索取|阅览室"
    r"|公开栏|公示栏|公告栏|宣传栏|电子(?:信息)?屏|触摸屏|显示屏|(?:审批|办事|服务|政务|公共|党群|社区|综合)[\u4e00-\u9fff]{0,4}大厅|(?:党群|社区|审批)[\u4e00-\u9fff]{0,2}中心|查询点|(?:赠阅|发放|领取)点|办事大厅|服务大厅|(?:服务|办事|政务|综合)窗口|(?:便民|政务|党群)服务(?:站|点)"
    r"|(?:到|去|来|前往)[^。;,]{0,14}(?:办公室|[科股处室]|(?<!邮)局|窗口|机关|单位)(?:现场|当面)?(?:查阅|查询|查看|索取|领取)|(?:现场|当面)(?:查阅|索取|领取)|公报[^。;]{0,16}(?:领取|赠阅|索取)|(?:领取|赠阅|索取)[^。;,]{0,6}公报"
)
_APPLICATION = lazy.pattern(r"依申请公开|提出(?:政府信息公开)?申请|申请获取|申请公开")
_TITLE = lazy.pattern(r"^.{0,38}指南(?:\([^()]*\))?$")
_PATH = lazy.pattern(r"当前(?:位置|所在)|您(?:现在|所在)的?位置|首页\s?[>›»]")
_SENTENCE = 7
_LINES, _CELLS = 2, 8
"""A list below a heading may begin with a line as short as `机构职能`; two of them are text. The heads of a table are shorter."""
_WAYS = {"site": _SITE, "place": _PLACE, "application": _APPLICATION}
_WAY_CONTEXT = lazy.pattern(r"公开|查阅|获取|查询|浏览|获得|发布|申请")


def classification(page: Page) -> Fact | None:
    """Where the guide says how information is classified or what is disclosed, or points to the catalogue."""
    return _described(page, _CLASS_HEAD, _CLASS) or _catalogue(page)


def arrangement(page: Page) -> Fact | None:
    """Where the guide explains the arrangement system or the index number, or points to the catalogue that does.

    That information is listed or numbered, and no more, may do (`doubtful`).
    """
    return _described(page, _ARRANGE, _ARRANGE) or _catalogue(page) or _tersely(page)


def access_methods(page: Page) -> dict[str, Json]:
    """`site`, `place` and `application`: whether the guide names that way, with `quote` and `locator`."""
    return {name: _way(page, words) for name, words in _WAYS.items()}


def _described(page: Page, head_words: re.Pattern[str], words: re.Pattern[str]) -> Fact | None:
    for place, plain in _prose(page):
        _, rest = level_of(plain.text)
        head = head_of(rest)
        whole = head and len(head) == len(rest.strip(" :。")) and not _NOT_SAID.search(head)
        if whole and head_words.search(head) and _goes_on(page, place):
            return Fact(head, plain.line.text, plain.line.locator)
        for start, end in sentences(plain.text):
            text = plain.text[start:end]
            if words.search(text) and not _NOT_SAID.search(text) and len(text) >= _SENTENCE:
                quote = plain.quote(start, end)
                return Fact(quote, quote, plain.line.locator)
    return None


def _catalogue(page: Page) -> Fact | None:
    """A sentence that points to the catalogue, or a link to it inside the text."""
    for _, plain in _prose(page):
        if match := _CATALOGUE.search(plain.text):
            quote = plain.quote(*match.span())
            return Fact(quote, quote, plain.line.locator)
        for link in plain.line.links:
            if _CATALOGUE_LINK.search(link.text) and len(plain.line.text) > len(link.text):
                return Fact(link.url, plain.line.text, plain.line.locator)
    return None


def _tersely(page: Page) -> Fact | None:
    """`编索引号`, `编制了目录`: hardly a description."""
    for _, plain in _prose(page):
        for start, end in sentences(plain.text):
            text = plain.text[start:end]
            if _TERSE.search(text) and "指南" not in text and not _NOT_SAID.search(text):
                quote = plain.quote(start, end)
                return Fact(quote, quote, plain.line.locator, {"doubtful": True})
    return None


def _goes_on(page: Page, place: int) -> bool:
    """A heading counts when its part has text or a link of its own."""
    here = page.lines[place]
    if here.line.links:
        return True
    depth, _ = level_of(here.text)

    def beside(plain: Plain) -> bool:
        return (depth < WEAK and level_of(plain.text)[0] == depth) or bool(here.line.heading and plain.line.heading)

    grid = any(plain.line.cell for plain in page.lines[place + 1 : place + 2])
    last = place + 1 + (_CELLS if grid else _LINES)
    below = takewhile(lambda plain: not beside(plain), page.lines[place + 1 : last])
    return sum(len(plain.text) for plain in below) > _SENTENCE


def _way(page: Page, words: re.Pattern[str]) -> dict[str, Json]:
    for place, plain in _prose(page):
        for start, end in sentences(plain.text):
            text = plain.text[start:end]
            above = page.headings[place] if page.owners[place] != "complaints" else ""
            spoken = _WAY_CONTEXT.search(text) or _WAY_CONTEXT.search(above)
            if words.search(text) and spoken and not _NOT_SAID.search(text):
                return {"value": True, "quote": plain.quote(start, end), "locator": plain.line.locator}
    return {"value": False, "quote": "", "locator": ""}


def _prose(page: Page) -> Iterator[tuple[int, Plain]]:
    """The guide's own lines: without the path of the page, its title, its forms and what is said of complaints."""
    for place, plain in enumerate(page.lines):
        whose = page.owners[place]
        foreign = whose in ("form", "site") or (whose == "complaints" and owner_of(plain.text) == "complaints")
        if not foreign and not _PATH.search(plain.text) and not _TITLE.match(plain.text):
            yield place, plain
