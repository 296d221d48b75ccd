"""A column: its entries with their dates, its sub-columns, its further pages, and whether it says that it is blank."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.dated_rows import dated_rows
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.filled_in import asks_for_more
from inspector.facts.items import Item, items
from inspector.facts.page_dates import published
from inspector.facts.paging import goes_on, page_of, paging
from inspector.facts.reading import Fact, Facts, Json, Reader, WhenAsked
from inspector.facts.substance import blank_words, breadcrumb, framing, menu, text_end

_SECTION = lazy.pattern(r"指南|制度|法定主动公开|年报|年度报告|依申请|全清单|公开目录")
_NOT_COLUMN = lazy.pattern(
    r"^\.\.?/?$|parentdirectory|更多|详细|查看|下载|返回|打印|关闭|网站|版权|备案|登录|注册|[上下首末尾]一?页|^\d+$|^[<>»«]+$"
    r"|^(?:站内|全站|全文|高级|智能|信息)?(?:搜索|检索)$"
)
_NONE_HELD = lazy.pattern(
    r"(?:本|我)(?:单位|机关|部门|局|委|办|街道|镇|乡|中心)[^。;；]{0,30}?(?:无|没有|不涉及|未设(?:立|定)|"
    r"不承担|不具有|不收取|暂无"
    r"|未(?:发生|作出|实施|开展|办理|产生|设置)(?=[^。;；]{0,12}(?:行政|处罚|许可|强制|收费|采购|案件|事项)))[^。;；]{0,40}"
)
_NAMED_NONE = lazy.pattern(
    r"^(?:截至[^,，]{2,12}[,，]?|20\d\d年(?:度|以来|\d{1,2}月)?[,，]?)?[\u4e00-\u9fff]{2,24}(?:局|委员会|委|办公室|街道办事处|街道|镇|乡|政府|中心|院|馆)"
    r"(?:目前|现|暂时?)?(?:无(?![偿障证线牌照主])|没有|不涉及|未设(?:立|定)|不承担|不具有|不收取|未收取|暂无"
    r"|未(?:发生|作出|实施|开展|办理|产生))"
    r"[^。;；,，]{0,24}(?:事项|项目|收费|许可|处罚|强制|职能|职责|权力|采购|决定|案件)[。;；]?$"
)
"""The same of a unit that calls itself by its name."""
_BARE_NONE = lazy.pattern(r"(?:暂无|无|暂缺|空|/|-+|—+|test|测试(?:页面|内容|数据)?)[。.]?", re.IGNORECASE)
"""A word that may say that there is nothing to publish, or that nothing was put in: for a person to tell."""
_LITTLE = 60
"""Characters that may stand beside the words that a column is blank."""
_LONGEST_NAME = 20
_LONGEST_STATEMENT = 200


def read(document: Document) -> Facts:
    """Facts of a column.

    `items`: `[{"title", "url", "date"}]`, dates ISO or null, `yearless` where a day stands without its year.
    `rows`: dated entries that lead nowhere (`dated_rows`). `item_count`: how many are dated. `newest`: the latest of
    the dates. `placeholder`: said to be blank (`how`: declared), or blank without a word that holds (`how`: blank). `none_held`:
    the unit says that it has no such matters. `columns`: `[{"title", "url"}]`. `paging`: further pages, the next first;
    `goes_on`: whether there are any, or may be at addresses that only a script knows.
    """
    found = items(document)
    return WhenAsked(
        items=lambda: [_entry(item) for item in found],
        rows=lambda: dated_rows(document),
        item_count=lambda: Fact(sum(bool(item.date) for item in found)),
        newest=lambda: _newest(found),
        placeholder=lambda: placeholder(document, found),
        none_held=lambda: none_held(document),
        columns=lambda: [{"title": link.text, "url": link.url} for link in sub_columns(document, found)],
        paging=lambda: list[Json](paging(document)),
        goes_on=lambda: goes_on(document),
        published=lambda: published(document),
    )


def _entry(item: Item) -> Json:
    entry: dict[str, Json] = {"title": item.title, "url": item.url, "date": item.date}
    return entry | ({"yearless": True} if item.yearless else {})


def _newest(found: tuple[Item, ...]) -> Fact | None:
    dated = [item for item in found if item.date]
    newest = max(dated, key=lambda item: item.date or "", default=None)
    return Fact(newest.date, newest.quote, newest.locator) if newest else None


def sub_columns(document: Document, found: tuple[Item, ...]) -> tuple[Link, ...]:
    """Links of a directory page to columns below it: short names without a date, outside the portal's menus."""
    taken = {item.url for item in found if item.date or item.yearless}
    kept: dict[str, Link] = {}
    last = text_end(document)
    for index, line in enumerate(document.lines):
        for link in line.links if _directory_line(line) and (index < last or _SECTION.search(norm(line.text))) else ():
            if _named_like_column(link) and link.url not in taken and page_of(link.url) != page_of(document.url):
                kept.setdefault(link.url, link)
    return tuple(kept.values())


def _directory_line(line: Line) -> bool:
    if breadcrumb(line) or menu(line):
        return False
    if line.region in ("main", "aside"):
        return True
    return line.region == "nav" and any(_SECTION.search(norm(link.text)) for link in line.links)


def _named_like_column(link: Link) -> bool:
    name = norm(link.text)
    if urlsplit(link.url).path in ("", "/") and not urlsplit(link.url).query:
        return False
    return 2 <= len(name) <= _LONGEST_NAME and not _NOT_COLUMN.search(name) and not re.search(r"20\d\d", name)


def placeholder(document: Document, found: tuple[Item, ...]) -> Fact | None:
    """The words by which a column says that it is blank; an empty quote where it is blank without a word."""
    if any(item.date for item in found):
        return None
    own = [line for line in document.lines[: text_end(document)] if line.region == "main"]
    said = next((line for line in own if blank_words(line)), None)
    more = sum(len(norm(line.text)) for line in own if not framing(line, document.title) and line is not said)
    if said is not None and more < _LITTLE:
        how = "blank" if asks_for_more(document) else "declared"
        return Fact(said.text, said.text, said.locator, {"how": how})
    shown = [line for line in document.lines if line.region == "main" and not framing(line, document.title)]
    below = sub_columns(document, found)
    if len(shown) == 1 and not found and not below and _BARE_NONE.fullmatch(norm(shown[0].text)):
        return Fact(shown[0].text, shown[0].text, shown[0].locator, {"how": "blank"})
    if found or below or shown or document.tables or document.forms or document.frames:
        return None
    return Fact("", "", "", {"how": "blank"})


def none_held(document: Document) -> Fact | None:
    """A statement that the unit has no such matters: `本单位无行政事业性收费`."""
    for line in document.lines:
        if line.region != "main" or len(line.text) > _LONGEST_STATEMENT:
            continue
        named = None if line.heading or line.links else _NAMED_NONE.match(norm(line.text))
        match = _NONE_HELD.search(line.text) or named
        if match:
            return Fact(match[0], line.text, line.locator)
    return None


READER = Reader("column", read)
