"""Has the home page (or a column it leads to) something new?"""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.model.finding import Answer
from inspector.survey.dossier import Page


class HomeFreshParams(Params):
    """`days`: the age the newest dated entry may reach."""

    days: int = Field(14, ge=1)


def home_fresh(on: On, params: HomeFreshParams) -> list[Answer]:
    """Pass where any dated entry on the home page or its second-level pages is recent enough."""
    limit = on.case.at - timedelta(days=params.days)
    own = on.reading.one("newest")
    dated = [(date.fromisoformat(str(own.value)[:10]), on.cite(own))] if own is not None and own.value else []
    for column in columns(on.case, ("home",)):
        newest = column.newest(on.case.at) if column.page.open else None
        if newest is not None and newest.date is not None:
            dated.append((newest.date, on.cite(f"{newest.title} {newest.date}", column.page)))
    dated = [one for one in dated if one[0] <= on.case.at]
    if all(day < limit for day, _ in dated) and (unseen := _unseen(on)) is not None:
        zh, en = (
            "首页没有两周内的信息，部分二级页面未能看到",
            "nothing new on the home page; some second-level pages were not seen",
        )
        sight = unseen.sight
        return [on.unseen(zh, en, on.cite(page=unseen), whose=sight.attribution, reason=sight.code)]
    if not dated and _yearless(on):
        zh, en = "首页的信息只写月日、没有年份，不作判定", "entries of the home page show no year; nothing is judged"
        return [on.unseen(zh, en, reason="no_year")]
    if not dated:
        return [
            on.failed(
                "首页及二级页面没有带日期的信息",
                "neither home page nor second-level pages show a dated entry",
                sure=False,
            )
        ]
    newest_day, cite = max(dated, key=lambda one: one[0])
    zh = f"最新信息日期为{newest_day}，应不早于{limit}（监测时间点{on.case.at}）"
    en = f"the newest entry is of {newest_day}; it must not be before {limit} (time point {on.case.at})"
    if newest_day >= limit:
        return [on.passed(zh, en, cite)]
    if _yearless(on):
        zh = f"{zh}；另有条目只写月日，可能更新，由人工确认"
        en = f"{en}; other entries show a day without its year and may be newer: a person confirms"
        return [on.failed(zh, en, cite, sure=False)]
    return [on.failed(zh, en, cite)]


def _yearless(on: On) -> bool:
    """Whether entries of the home page show a day without its year."""
    rows = on.page.read("column").data("items")
    return isinstance(rows, list) and any(isinstance(row, dict) and row.get("yearless") for row in rows)


def _unseen(on: On) -> Page | None:
    return next((one.page for one in columns(on.case, ("home",)) if one.page.sight.state == "unseen"), None)


CHECK = Check("home_fresh", HomeFreshParams, home_fresh, needs=lambda _params, role: frozenset({f"{role}.columns"}))
