"""Is there an entry in every period that is due?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from inspector import lazy
from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, Item, of_kinds
from inspector.checks.names import ColumnKindId
from inspector.facts.document import norm
from inspector.model.finding import Answer

_SPAN = lazy.pattern(
    r"(?:(?P<year>20\d\d)[年\-./])?(?P<first>1[0-2]|0?[1-9])(?:月份?)?(?:(?:-|—|~|至|到)(?P<last>1[0-2]|0?[1-9]))?月"
)
_PLANS = lazy.pattern(r"任务分解|任务分工|实施方案|工作方案|计划|征集|投票|评选|候选|部署")
_GOES_ON = lazy.pattern(r"进展|进度|完成|落实|推进|竣工|开工|建成|情况")
_QUARTER = lazy.pattern(r"(?P<year>20\d\d)年(?:第)?(?P<quarter>[一二三四])季度")


class PeriodicParams(Params):
    """`kinds`: column kinds. `every`: `month` (each whole month of the year so far) or `quarter` (something in the last 92 days)."""

    kinds: tuple[ColumnKindId, ...]
    every: Literal["month", "quarter"]


def periodic(on: On, params: PeriodicParams) -> list[Answer]:
    """Fail naming the periods without an entry; where there is no column at all a person confirms."""
    found = of_kinds(on.case, params.kinds)
    readable = [column for column in found if column.page.open and (column.items or column.rows)]
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
    newest = _newest_progress(column, on.case.at)
    zh = f"栏目“{column.name}”最新进展为{newest.date if newest else '无'}，应不早于{since}"
    en = f"the newest progress in “{column.name}” is of {newest.date if newest else 'none'}; it must not be before {since}"
    cite = on.cite(f"{newest.title} {newest.date}" if newest else column.name, column.page)
    if newest is not None and newest.date is not None and newest.date >= since:
        return on.passed(zh, en, cite, subject=column.page.url)
    sure = bool(column.newest(on.case.at)) and not column.ends_elsewhere
    return on.failed(zh, en, cite, subject=column.page.url, sure=sure)


def _newest_progress(column: Column, at: date) -> Item | None:
    """The newest entry that tells how things go on, not what is planned."""
    dated = [item for item in (*column.items, *column.rows) if item.date is not None and item.date <= at]
    told = [item for item in dated if not _PLANS.search(item.title) or _GOES_ON.search(item.title)]
    return max(told, key=lambda item: item.date or date.min, default=None)


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
        sure = not column.reading.data("goes_on")
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
    return any(_is_of(item, year, month) for item in (*column.items, *column.rows))


def _is_of(item: Item, year: int, month: int) -> bool:
    """Whether the title names the month (or a span around it); where it names none, the date tells."""
    title = norm(item.title)
    said = _SPAN.search(title)
    if said is not None:
        of_year = int(said["year"]) if said["year"] else item.date.year if item.date else None
        first = int(said["first"])
        return of_year == year and first <= month <= int(said["last"] or first)
    quarter = _QUARTER.search(title)
    if quarter is not None:
        return int(quarter["year"]) == year and "一二三四".index(quarter["quarter"]) == (month - 1) // 3
    return item.date is not None and _about(item.date, year, month)


def _about(day: date, year: int, month: int) -> bool:
    """Dated in the month, or in the first half of the next, when the list of a month comes out."""
    before = months_before(day.replace(day=1), 1)
    late = day.day <= 15 and (before.year, before.month) == (year, month)
    return late or (day.year, day.month) == (year, month)


CHECK = Check("periodic", PeriodicParams, periodic, needs=lambda _params, role: frozenset({f"{role}.columns"}))
