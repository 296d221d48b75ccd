"""Is the item of a year published: a budget, final accounts?"""

from __future__ import annotations

import re

from pydantic import Field

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, Item, of_kinds
from inspector.checks.names import ColumnKindId
from inspector.facts.dates import find_dates
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.model.words import Words, quoted

_HAN = "○一二三四五六七八九"
_ASIDE = lazy.pattern(r"绩效|三公|执行情况|编制(?:工作|通知|说明)|评审|培训|会议|审计")
_ANY_YEAR = lazy.pattern(r"(?:19|20)\d\d|[一二][○一二三四五六七八九]{3}年")


class YearlyItemParams(Params):
    """`kinds`: column kinds to look in. `word`: what the item's title says. `back`: 0 this year, 1 last year.

    `from_month`: before this month of the monitoring time point nothing is due yet. `perhaps`: words of a title that may be the item
    under another name, which is for a person to say.
    """

    kinds: tuple[ColumnKindId, ...]
    word: str
    back: int = Field(0, ge=0, le=5)
    from_month: int = Field(1, ge=1, le=12)
    perhaps: tuple[str, ...] = ()


def yearly_item(on: On, params: YearlyItemParams) -> list[Answer]:
    """Pass where an entry names the year and the word; fail where readable columns have none."""
    year = on.case.at.year - params.back
    what = Words(f"{year}年{params.word}", f"“{params.word}” of {year}")
    if on.case.at.month < params.from_month:
        return [on.not_applicable(f"{what.zh}尚未到公开时限", f"{what.en} is not due yet")]
    found = of_kinds(on.case, params.kinds)
    for column in found:
        hit = _hit(column, year, params, (params.word,)) if column.page.open else None
        if hit is not None:
            return [on.passed(f"已公开：{hit.title}", f"published: “{hit.title}”", on.cite(hit.title, column.page))]
    for column in found:
        near = _hit(column, year, params, (*params.perhaps, params.word)) if column.page.open else None
        if near is not None:
            zh = f"没有标题写明{what.zh}的条目；“{near.title}”可能就是，由人工确认"
            en = f"no entry's title says {what.en}; “{near.title}” may be it: a person confirms"
            return [on.failed(zh, en, on.cite(near.title, column.page), sure=False)]
    return [_without(on, params, found, str(year), what)]


def _beside(item: Item, word: str) -> bool:
    """Whether an entry is about the budget or the accounts, not they themselves: performance targets, notices on how to draw them up."""
    title = norm(item.title)
    whole = rf"(?:部门|单位){word}(?!(?:项目|支出|整体)*(?:绩效|编制))|{word}(?:信息)?公开"
    return bool(_ASIDE.search(title)) and not re.search(whole, title)


def _without(on: On, params: YearlyItemParams, found: list[Column], year: str, what: Words) -> Answer:
    said = next((column for column in found if column.page.open and column.none_held is not None), None)
    if said is not None:
        return on.not_applicable(
            "本单位说明没有此类事项", "the unit states that it has none", on.cite(said.none_held, said.page)
        )
    unseen = next((column for column in found if column.page.sight.state == "unseen"), None)
    if unseen is not None:
        sight = unseen.page.sight
        return on.unseen(
            sight.reason.zh, sight.reason.en, on.cite(page=unseen.page), whose=sight.attribution, reason=sight.code
        )
    paged = next((column for column in found if column.page.open and _may_go_on(column, year)), None)
    if paged is not None:
        return on.failed(
            f"栏目“{paged.name}”的首页没有{what.zh}，后续页面未查看",
            f"the first page of “{paged.name}” has no {what.en}; further pages were not looked at",
            on.cite(page=paged.page),
            sure=False,
        )
    unread = next((column for column in found if column.page.open and _may_hold(column, year, params.word)), None)
    if unread is not None:
        return on.failed(
            f"栏目“{unread.name}”的条目未能读取，或正文提到{what.zh}，由人工确认",
            f"the entries of “{unread.name}” could not be read, or its text speaks of {what.en}; a person confirms",
            on.cite(page=unread.page),
            sure=False,
        )
    if any(params.word in norm(column.name) and _charged(on, column) for column in found):
        zh, en = "栏目打不开，由栏目内容规则判定", "the column is dead; the rule on filled columns judges it"
        return on.not_applicable(zh, en)
    if found:
        names = [column.name for column in found]
        cites = [on.cite(page=column.page) for column in found]
        zh = f"栏目“{'、'.join(names)}”中没有{what.zh}"
        return on.failed(zh, f"no {what.en} under {quoted(names)}", *cites)
    return on.failed(f"没有找到公开{params.word}的栏目", f"no column for it (“{params.word}”) was found", sure=False)


def _charged(on: On, column: Column) -> bool:
    """Whether the column is a dead one below the statutory column: that is one defect, and charged there."""
    own = {page.url for page in on.case.dossier.sheet("statutory").parts.get("columns", ())}
    return column.page.sight.state == "failed" and column.page.url in own


def _may_go_on(column: Column, year: str) -> bool:
    """Whether the list has further pages, is a directory, or has an entry named by the year alone that may hold the item."""
    bare = (f"{year}年", f"{year}年度", year)
    below = _is_directory(column) and not any(item.date for item in column.items)
    return bool(column.reading.data("goes_on")) or below or any(norm(item.title) in bare for item in column.items)


def _may_hold(column: Column, year: str, word: str) -> bool:
    """Whether the page says something but shows no entry (they may be scripts), or names word and year outside its entries."""
    document = column.page.document
    if document is None or column.blank is not None:
        return False
    lines = [line for line in document.lines if line.region == "main" and not line.links]
    texts = [norm(line.text) for line in lines if not find_dates(line.text)]
    return not column.items or any(word in text and year in text for text in texts)


def _is_directory(column: Column) -> bool:
    """Whether columns lie below this one: links into its own folder; those of a menu lead elsewhere."""
    folder = column.page.capture.final_url.rpartition("/")[0] + "/"
    rows = column.reading.data("columns")
    urls = [str(row.get("url")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return any(url.startswith(folder) for url in urls)


def _hit(column: Column, year: int, params: YearlyItemParams, words: tuple[str, ...]) -> Item | None:
    """An entry that names one of the words and the year, in digits or in Chinese; one without any year is of the year it came out in."""
    named = (str(year), "".join(_HAN[int(digit)] for digit in str(year)))
    for item in column.items:
        title = norm(item.title).replace("〇", "○").replace("零", "○")
        if not any(word in title for word in words) or (words == (params.word,) and _beside(item, params.word)):
            continue
        if any(name in title for name in named):
            return item
        if not _ANY_YEAR.search(title) and item.date is not None and item.date.year == year + params.back:
            return item
    return None


CHECK = Check("yearly_item", YearlyItemParams, yearly_item, needs=lambda _params, role: frozenset({f"{role}.columns"}))
