"""Is there an entry in every period that is due?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, of_kinds
from inspector.facts.document import norm
from inspector.model.finding import Answer


class PeriodicParams(Params):
    """`kinds`: column kinds. `every`: `month` (each whole month of the year so far) or `quarter` (something in the last 92 days)."""

    kinds: tuple[str, ...]
    every: Literal["month", "quarter"]


def periodic(on: On, params: PeriodicParams) -> list[Answer]:
    """Fail naming the periods without an entry; where there is no column at all a person confirms."""
    found = of_kinds(on.case, params.kinds)
    readable = [column for column in found if column.page.open and column.items]
    if not readable:
        return [_nothing(on, found)]
    return [_monthly(on, column) if params.every == "month" else _quarterly(on, column) for column in readable]


def _nothing(on: On, found: list[Column]) -> Answer:
    unseen = next((column for column in found if column.page.sight.state == "unseen"), None)
    if unseen is not None:
        sight = unseen.page.sight
        return on.unseen(
            sight.reason.zh, sight.reason.en, on.cite(page=unseen.page), whose=sight.attribution, reason=sight.code
        )
    if found:
        return on.not_applicable(
            "栏目为空，由栏目内容规则判定", "the column is blank; the rule on filled columns judges it"
        )
    return on.failed("没有找到该栏目", "the column was not found", sure=False)


def _quarterly(on: On, column: Column) -> Answer:
    since = on.case.at - timedelta(days=92)
    newest = column.newest(on.case.at)
    zh = f"栏目“{column.name}”最新进展为{newest.date if newest else '无'}，应不早于{since}"
    en = f"the newest progress in “{column.name}” is of {newest.date if newest else 'none'}; it must not be before {since}"
    cite = on.cite(f"{newest.title} {newest.date}" if newest else column.name, column.page)
    if newest is not None and newest.date is not None and newest.date >= since:
        return on.passed(zh, en, cite, subject=column.page.url)
    return on.failed(zh, en, cite, subject=column.page.url, sure=newest is not None)


def _monthly(on: On, column: Column) -> Answer:
    last = months_before(on.case.at.replace(day=1), 1)
    due = range(1, last.month + 1) if last.year == on.case.at.year else range(0)
    missing = [month for month in due if not _has_month(column, last.year, month)]
    cite, url = on.cite(column.name, column.page), column.page.url
    if not due:
        return on.not_applicable("本年尚无已满的月份", "no month of the year is over yet", cite, subject=url)
    if missing:
        months = "、".join(f"{month}月" for month in missing)
        names = ", ".join(str(month) for month in missing)
        sure = not column.reading.data("paging")
        return on.failed(
            f"{last.year}年缺少：{months}", f"months of {last.year} missing: {names}", cite, subject=url, sure=sure
        )
    return on.passed(
        f"{last.year}年1至{last.month}月均有",
        f"months 1 to {last.month} of {last.year} are all there",
        cite,
        subject=url,
    )


def _has_month(column: Column, year: int, month: int) -> bool:
    named = (f"{year}年{month}月", f"{year}年{month:02d}月", f"{year}-{month:02d}")
    by_title = any(name in norm(item.title) for item in column.items for name in named)
    return by_title or any(
        _about(item.date, year, month) for item in column.items if item.date and not _names_month(item.title)
    )


def _about(day: date, year: int, month: int) -> bool:
    return (day.year, day.month) == (year, month)


def _names_month(title: str) -> bool:
    return "月" in norm(title)


CHECK = Check("periodic", PeriodicParams, periodic, needs=lambda _params, role: frozenset({f"{role}.columns"}))
