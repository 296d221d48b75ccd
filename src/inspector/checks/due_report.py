"""Is the annual report there that is due at the monitoring time point?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.missing import not_open
from inspector.facts.items import is_list
from inspector.model.finding import Answer


class DueReportParams(Params):
    """`min_chars`: visible characters below which a page without tables, sections or attached files is no report."""

    min_chars: int = Field(200, ge=1)


def due_report(on: On, params: DueReportParams) -> list[Answer]:
    """Pass for the report of the year that is due, or a later one; an older one at the registered address is for a person."""
    closed = not_open(on)
    if closed is not None:
        return [closed]
    reading, due = on.reading, on.case.report_year
    year = reading.one("year")
    told = year.value if year is not None and isinstance(year.value, int) else None
    place = on.cite(year) if year is not None else on.cite()
    if told is not None and told < due:
        zh, en = f"页面是{told}年度报告，应公布{due}年度报告", f"the page is the report of {told}; that of {due} is due"
        return [on.failed(zh, en, place, sure=False)]
    if not _is_report(on, params):
        zh, en = f"页面上没有{due}年度报告的内容", f"the page holds no report of {due}"
        return [on.failed(zh, en, place, sure=False)]
    return [on.passed(f"{told or due}年度报告可以打开", f"the report of {told or due} opens", place)]


def _is_report(on: On, params: DueReportParams) -> bool:
    document, reading = on.page.document, on.reading
    if document is None or document.kind not in ("html", "text"):
        return True
    tables, files = reading.data("tables"), reading.data("attachments")
    rich = bool(reading.many("sections")) or (isinstance(tables, dict) and any(tables.values())) or bool(files)
    return rich or (document.chars >= params.min_chars and not is_list(document))


CHECK = Check("due_report", DueReportParams, due_report, gated=False)
