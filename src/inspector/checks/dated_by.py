"""Was the page published by its legal day?"""

from __future__ import annotations

from datetime import date

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer


class DatedByParams(Params):
    """`due`: month-day by unit type, `default` for the others, in the year after the report's."""

    due: dict[str, str]


def dated_by(on: On, params: DatedByParams) -> list[Answer]:
    """Fail for a displayed date after the day; an undated report says nothing about when it was published."""
    published = on.reading.one("published")
    if published is None or not published.value:
        return [
            on.unseen(
                "年报没有标注发布日期，不作判定",
                "the report shows no date of publication; nothing is judged",
                reason="undated",
            )
        ]
    due = params.due.get(on.case.unit.type) or params.due["default"]
    limit = date.fromisoformat(f"{on.case.report_year + 1}-{due}")
    day = date.fromisoformat(str(published.value)[:10])
    zh, en = f"发布日期{day}，法定时限{limit}", f"published {day}, due by {limit}"
    return [on.passed(zh, en, on.cite(published)) if day <= limit else on.failed(zh, en, on.cite(published))]


CHECK = Check("dated_by", DatedByParams, dated_by)
