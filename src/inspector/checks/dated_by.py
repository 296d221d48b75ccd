"""Was the page published by its legal day?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from inspector.checks.case import Check, On, Params
from inspector.checks.page_dates import shown_dates
from inspector.model.finding import Answer
from inspector.model.unit import UnitType


def _month_day(text: str) -> str:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise ValueError("a day of the year is written as 01-31") from error
    return text


MonthDay = Annotated[str, AfterValidator(_month_day)]


class DatedByParams(Params):
    """`due`: month-day by unit type, `default` for the others, in the year after the report's."""

    due: dict[Literal["default"] | UnitType, MonthDay]


def dated_by(on: On, params: DatedByParams) -> list[Answer]:
    """Fail for a displayed date after the day; an undated report says nothing about when it was published."""
    found = shown_dates(on, ("published",))
    if not found:
        zh, en = "年报没有标注发布日期，不作判定", "the report shows no date of publication; nothing is judged"
        return [on.unseen(zh, en, reason="undated")]
    year = on.reading.one("year")
    reported = year.value if year is not None and isinstance(year.value, int) else on.case.report_year
    due = params.due.get(on.case.unit.type) or params.due["default"]
    limit = date.fromisoformat(f"{reported + 1}-{due}")
    day, place = min(found, key=lambda one: one[0])
    zh, en = (
        f"{reported}年度报告发布日期{day}，法定时限{limit}",
        f"report of {reported} published {day}, due by {limit}",
    )
    if day.year <= reported:
        zh, en = f"{zh}；发布日期早于年度结束，请核实", f"{en}; a date before the year had ended, to be looked into"
        return [on.unseen(zh, en, place, reason="early_date")]
    return [on.passed(zh, en, place) if day <= limit else on.failed(zh, en, place)]


CHECK = Check("dated_by", DatedByParams, dated_by)
