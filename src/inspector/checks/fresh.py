"""Is the newest entry of each column recent enough?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlsplit

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, Item, columns
from inspector.model.column import ColumnKind
from inspector.model.finding import Answer
from inspector.model.words import Words

_MAY_BE_NEWER = Words(
    "；另有条目只写月日或“几天前”，可能更新，由人工确认",
    "; other entries show a day without its year, or how long ago it was, and may be newer: a person confirms",
)
_OF_SOMETHING = Words(
    "；该日期未标明是发布日期，由人工确认", "; it is not said to be the day of publication: a person confirms"
)
_OLDEST_FIRST = Words(
    "；列表由旧到新排列并有后续页面未读，最新的可能在后面，由人工确认",
    "; the list begins with the oldest and goes on on pages that were not read, where newer ones may stand: a person confirms",
)
_NEED_NOT_CHANGE = Words(
    "；此类内容没有变化时可以不更新，由人工确认",
    "; such content need not change where nothing changed: a person confirms",
)


class FreshParams(Params):
    """`group`: the group of column kinds whose limits (in the profile) are applied."""

    group: Literal["dynamic", "notice", "other"]


def fresh(on: On, params: FreshParams) -> list[Answer]:
    """One answer a column of the group; blank and dead columns are left to the rule on filled columns."""
    found = [column for column in columns(on.case) if column.kind is not None and column.kind.group == params.group]
    answers = [answer for column in found if (answer := _judge(on, column)) is not None]
    return answers or [on.not_applicable("没有此类栏目", "there is no column of this kind")]


def _judge(on: On, column: Column) -> Answer | None:
    page, kind = column.page, column.kind
    if page.sight.state == "failed" or kind is None:
        return None
    if not page.open:
        sight = page.sight
        zh, en = (
            f"栏目“{column.name}”未能看到：{sight.reason.zh}",
            f"column “{column.name}” was not seen: {sight.reason.en}",
        )
        return on.unseen(zh, en, on.cite(page=page), subject=page.url, whose=sight.attribution, reason=sight.code)
    if column.none_held is not None or not (column.items or column.rows):
        return None
    return _age(on, column, _limit(kind, on.case.at))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _limit(kind: ColumnKind, at: date) -> date | None:
    if kind.limit_months is not None:
        return months_before(at, kind.limit_months)
    return at - timedelta(days=kind.limit_days) if kind.limit_days is not None else None


def _age(on: On, column: Column, limit: date | None) -> Answer | None:
    if limit is None:
        return None
    newest = column.newest(on.case.at)
    return _dated(on, column, newest, newest.date, limit) if newest and newest.date else _undated(on, column)


def _undated(on: On, column: Column) -> Answer:
    page = column.page
    if any(item.date is not None for item in (*column.items, *column.rows)):
        return on.unseen(
            f"栏目“{column.name}”的条目日期均晚于监测时间点，由FR-05核实",
            f"all entries of “{column.name}” are dated after the time point; FR-05 looks into it",
            on.cite(column.name, page),
            subject=page.url,
            reason="future_date",
        )
    if column.yearless or column.unseen is not None:
        zh = f"栏目“{column.name}”的条目没有年份，条目页面也未能确定日期，不作判定"
        en = f"the entries of “{column.name}” show no year and their pages no date; nothing is judged"
        return on.unseen(zh, en, on.cite(column.name, page), subject=page.url, reason="no_year")
    if all(_host(item.url) != _host(page.capture.final_url or page.url) for item in column.items):
        zh = f"栏目“{column.name}”只链接到其他网站，无法监测更新"
        en = f"“{column.name}” only links to other sites; when it was last updated cannot be seen"
        return on.unseen(zh, en, on.cite(column.name, page), subject=page.url, reason="links_out")
    zh, en = (
        f"栏目“{column.name}”的条目没有日期，按未更新处理",
        f"no entry of “{column.name}” is dated, which counts as not updated",
    )
    return on.failed(zh, en, on.cite(column.name, page), subject=page.url, sure=False)


def _dated(on: On, column: Column, newest: Item, day: date, limit: date) -> Answer:
    page = column.page
    zh = f"栏目“{column.name}”最新条目为{day}，应不早于{limit}（监测时间点{on.case.at}）"
    en = f"the newest entry of “{column.name}” is of {day}; it must not be before {limit} (time point {on.case.at})"
    cite = on.cite(f"{newest.title} {day}", page)
    if day >= limit:
        return on.passed(zh, en, cite, subject=page.url)
    for doubtful, words in _doubts(column, newest):
        if doubtful:
            return on.failed(f"{zh}{words.zh}", f"{en}{words.en}", cite, subject=page.url, sure=False)
    return on.failed(zh, en, cite, subject=page.url)


def _doubts(column: Column, newest: Item) -> tuple[tuple[bool, Words], ...]:
    """What may speak for a column whose newest entry is old: then a person confirms."""
    unchanging = column.kind is not None and column.kind.confirm
    return (
        (column.yearless, _MAY_BE_NEWER),
        (newest.vague, _OF_SOMETHING),
        (column.ends_elsewhere, _OLDEST_FIRST),
        (unchanging, _NEED_NOT_CHANGE),
    )


CHECK = Check("fresh", FreshParams, fresh, needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}))
