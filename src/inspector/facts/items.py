"""The dated entries of a list page: which link, which title, which date, however the list is marked up.

A date belongs to a link where both stand in one line, one table row, or one smallest block. It is never taken from an
address, and a date without its year only counts under a heading that names the year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inspector import lazy
from inspector.facts.dates import parse_date
from inspector.facts.document import Document, Line, Link, Region, norm
from inspector.facts.item_dates import boxed, date_edge, day_ago, days_after_label, is_yearless, whole_days
from inspector.facts.substance import breadcrumb, menu

_MORE = lazy.pattern(
    r"^[\[(（【<]*(?:更多|查看更多|more|详细|详情|查看(?:详情|全文)?|阅读(?:全文|更多)|全文|下载|打印|"
    r"返回.*|关闭|上一[页篇条].*|下一[页篇条].*|"
    r"[首末尾]页|上页|下页|前页|后页|首页|next|prev\w*|第?\d*页?|[<>«»‹›…》《]+)[\])）】>»+]*$",
    re.IGNORECASE,
)
_NEIGHBOUR = lazy.pattern(r"^(?:上|前|下|后)一?[篇条][:：]?")
_SIDE = lazy.pattern(
    r"^(?:热门|热点|推荐|相关|猜你|点击|阅读|浏览|访问)(?:文章|信息|新闻|推荐|链接|阅读|排行榜?|喜欢|内容|"
    r"稿件|文档)"
)
_YEAR = lazy.pattern(r"^((?:19|20)\d{2})年?(?:度)?$")
_PAGE_DATE = lazy.pattern(r"(?:发布|公布|更新|发文|成文)?(?:时间|日期)[:：]")
_BULLET = lazy.pattern(r"^[\s·•●▪■◆◇►▶★☆□○\-—>»、.]+|^\d{1,3}[.、)]\s*(?=\D)")
_CAME_OUT = lazy.pattern(r"发布|公布|公开|上网")
_NOT_AN_END = lazy.pattern(r"^(?!.*(?:截止|结束|终止|到期|有效|反馈)).*(?:日期|时间|开始|起)")
_NEAR, _TURN, _MOST_LINKS = 40, 2, 3
_BODY, _RUN = 3, 3
"""Depth of `/html/body`: there only a run of dates is a list, a single date may be anything."""
_LEAST_LISTED, _LITTLE, _DATE_CHARS = 5, 150, 12
_ENTRY_TAGS = ("li[", "tr[", "dl[", "dd[", "article[", "section[")


_MAIN: tuple[Region, ...] = ("main",)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its whole title, absolute address and ISO date (None where undated)."""

    title: str
    url: str
    date: str | None
    quote: str = ""
    locator: str = ""
    yearless: bool = False
    """Whether a day and month stand beside it, without their year."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands in one line of the page, or in one row of a table."""

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    dates: tuple[str, ...]
    year: int | None
    yearless: bool = False
    """Whether it shows a day and month, but no year to go with them."""

    @property
    def path(self) -> list[str]:
        return self.lines[0].locator.split("/")

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def items(document: Document, regions: Collection[Region] = _MAIN) -> tuple[Item, ...]:
    """The entries of the page in page order; one that stands twice on the page is there twice."""
    rows = _paired(_rows(document, regions))
    if any(row.yearless and not row.links for row in rows):  # beside which of the others it stands hardly matters
        rows = [replace(row, yearless=True) if row.links and not row.dates else row for row in rows]
    return tuple(item for row in rows for item in _of_row(row, document))


def is_list(document: Document) -> bool:
    """Whether a page is a list of dated entries and says hardly anything besides: a column, or a home page."""
    found = items(document)
    if sum(item.date is not None for item in found) < _LEAST_LISTED:
        return False
    own = [line for line in document.lines if line.region == "main"]
    said = sum(len(norm(line.text)) for line in own)
    linked = sum(len(norm(link.text)) for line in own for link in line.links)
    return said - linked < _LITTLE + _DATE_CHARS * len(found)


def _rows(document: Document, regions: Collection[Region]) -> list[_Row]:
    rows: list[_Row] = []
    year, side = None, False
    lines = boxed([line for line in document.lines if line.region in regions])
    lines = [line for place, line in enumerate(lines) if not (place and _dates_page(lines[place - 1], line, document))]
    for _, group in groupby(enumerate(lines), key=lambda one: one[1].cell[:2] if one[1].cell else -1 - one[0]):
        members = tuple(line for _, line in group)
        parts = [members] if sum(len(_titled(line.links)) for line in members) <= 3 else [(line,) for line in members]
        for part in parts:
            text = norm(part[0].text)
            if len(part) == 1 and (match := _YEAR.match(text)):
                year = int(match[1])
            side = _is_side(part[0], text, side)
            if not side and not _is_frame(part):
                rows.append(_row(part, year, document.seen))
    return rows


def _dates_page(before: Line, line: Line, document: Document) -> bool:
    """The date under the page's own title is the page's, not an entry's."""
    titled = not before.links and (bool(before.heading) or norm(before.text) in norm(document.title))
    return titled and not line.links and bool(_PAGE_DATE.match(norm(line.text)))


def _is_side(line: Line, text: str, before: bool) -> bool:
    """Lines under `热门文章` and the like belong to no list, until the next heading."""
    if _SIDE.match(text) and len(text) <= 12:
        return True
    return before and not line.heading


def _is_frame(lines: Sequence[Line]) -> bool:
    return all(breadcrumb(line) or menu(line) or _NEIGHBOUR.match(norm(line.text)) for line in lines)


def _row(lines: tuple[Line, ...], year: int | None, seen: str) -> _Row:
    links = _titled(tuple(link for line in lines for link in line.links))
    days = _dates(lines, links, year) or _days_ago(lines, links, seen)
    return _Row(lines, links, days, year, not days and any(is_yearless(_beside(line, links)) for line in lines))


def _titled(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if len(norm(link.text)) >= 2 and not _MORE.match(norm(link.text)))


def _dates(lines: Sequence[Line], links: Sequence[Link], year: int | None) -> tuple[str, ...]:
    """The dates that stand beside the titles; those inside a title only where they close or open it, or follow a label in its note."""
    beside = [_beside(line, links) for line in lines]
    for texts in (beside, [date_edge(link.text) for link in links], [_noted(link) for link in links]):
        labelled = [day for text in texts for day in days_after_label(text)]
        whole = labelled or [day for text in texts for day in whole_days(text, year)]
        if whole:
            return tuple(whole)
    return ()


def _noted(link: Link) -> str:
    """What a link's `title` says below its words when it came out: `标题：… 发布时间：2026-11-20`."""
    return link.title if days_after_label(link.title) else ""


def _days_ago(lines: Sequence[Line], links: Sequence[Link], seen: str) -> tuple[str, ...]:
    """What `3天前` beside a title means on a page of which is known when it was fetched."""
    return tuple(filter(None, (day_ago(_beside(line, links), seen) for line in lines))) if seen else ()


def _beside(line: Line, links: Sequence[Link]) -> str:
    text = line.text
    for link in links:
        text = text.replace(link.text, " | ", 1)
    return text


def _paired(rows: list[_Row]) -> list[_Row]:
    """Rows that are only a date give it to the link row of the same smallest block."""
    rows = list(rows)
    leading = _date_first(rows)
    of_page = _of_page(rows)
    for index, row in enumerate(rows):
        if row.links or len(row.dates) != 1 or index in of_page:
            continue
        partner = _partner(rows, index, leading)
        if partner is not None:
            rows[partner] = replace(rows[partner], dates=row.dates)
    return rows


def _of_page(rows: Sequence[_Row]) -> frozenset[int]:
    """Date rows that say when the page itself came out: in a table without links, or the only date of many links."""
    listing = {row.lines[0].cell[0] for row in rows if row.links and row.lines[0].cell}
    dated = [index for index, row in enumerate(rows) if row.dates]
    alone = len(dated) == 1 and sum(bool(row.links) for row in rows) > 1
    tabled = (index for index in dated if (cell := rows[index].lines[0].cell) and cell[0] not in listing)
    named = (index for index in dated if alone and _PAGE_DATE.search(norm(rows[index].text)))
    return frozenset((*tabled, *(index for index in named if _beside_many(rows, index))))


def _beside_many(rows: Sequence[_Row], index: int) -> bool:
    """Whether the smallest block around a row that holds any links holds several: then it is no entry's."""
    path = rows[index].path
    for depth in range(len(path), 0, -1):
        linked = sum(bool(row.links) and row.path[:depth] == path[:depth] for row in rows)
        if linked:
            return linked > 1
    return False


def _partner(rows: Sequence[_Row], index: int, leading: bool) -> int | None:
    """The undated link row that shares the smallest block with the date at `index`."""
    path = rows[index].path
    near = range(max(0, index - _NEAR), min(len(rows), index + _NEAR + 1))
    for depth in range(len(path), _BODY - 1, -1):
        inside = [n for n in near if rows[n].path[:depth] == path[:depth]]
        linked = [n for n in inside if rows[n].links and not rows[n].dates]
        dates = sum(1 for n in inside if rows[n].dates)
        if linked and dates == 1:
            alone = len(linked) <= _MOST_LINKS or path[depth - 1].startswith(_ENTRY_TAGS)
            return max(linked, key=lambda n: (*_prominence(rows[n]), -n)) if alone and depth > _BODY else None
        if linked:
            return _in_turn(linked, index, leading) if depth > _BODY or dates >= _RUN else None
    return None


def _in_turn(linked: Sequence[int], index: int, leading: bool) -> int | None:
    """In a run of titles and dates in turn: the next row (dates first) or the one before (titles first)."""
    after, before = [n for n in linked if n > index], [n for n in linked if n < index]
    if leading:
        return after[0] if after and after[0] - index <= _TURN else None
    return before[-1] if before and index - before[-1] <= _TURN else None


def _prominence(row: _Row) -> tuple[bool, int, int]:
    return bool(row.lines[0].heading), -len(row.path), max(len(link.text) for link in row.links)


def _date_first(rows: Sequence[_Row]) -> bool:
    """Whether dates stand before their titles: the first of the two kinds of rows that occurs."""
    first = next((row for row in rows if (row.links and not row.dates) or (row.dates and not row.links)), None)
    return first is not None and not first.links


def _of_row(row: _Row, document: Document) -> list[Item]:
    links = row.links
    if not links:
        return []
    if len(links) > 1 and len(links) == len(row.dates):
        return [_item(link, day, row) for link, day in zip(links, row.dates, strict=True)]
    if len(row.dates) == 0 and len(links) > 1:
        return [_item(link, None, row) for link in links if _entry_like(link)]
    main = max(links, key=lambda link: len(norm(link.text)))
    if not row.dates and not row.yearless and not _entry_like(main):
        return []
    return [_item(main, _day(row, document), row)]


def _entry_like(link: Link) -> bool:
    return len(norm(link.text)) >= 10


def _day(row: _Row, document: Document) -> str | None:
    """The date of a row with several: in a table the column headed as publication, else the last."""
    if len(row.dates) > 1 and row.lines[0].cell and row.lines[0].cell[0] < len(document.tables):
        table, number, _ = row.lines[0].cell
        rows = document.tables[table].rows
        heads = [norm(head) for head in rows[0]] if rows and number < len(rows) else []
        for wanted in (_CAME_OUT, _NOT_AN_END):
            dated = (parse_date(rows[number][i]) for i, head in enumerate(heads) if wanted.search(head))
            if first := next(filter(None, dated), None):
                return first
    return row.dates[-1] if row.dates else None


def _item(link: Link, day: str | None, row: _Row) -> Item:
    return Item(_title(link), link.url, day, row.text, row.lines[0].locator, row.yearless)


def _title(link: Link) -> str:
    text = link.text
    if link.title and (re.search(r"(?:…|\.{2,}|。。)\s*$", text) or len(norm(text)) < 2):
        text = link.title
    edge = date_edge(text)
    plain = unicodedata.normalize("NFKC", text).strip()
    if edge and norm(plain) != norm(edge):
        text = (plain[: -len(edge)] if plain.endswith(edge) else plain.replace(edge, "", 1)).strip(" []()【】|")
    return _BULLET.sub("", text).strip() or text
