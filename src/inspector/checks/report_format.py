"""Does an annual report follow the unified format?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.model.finding import Answer


class ReportFormatParams(Params):
    """`sections`: how many standard sections there are, in order."""

    sections: int = 6


def report_format(on: On, params: ReportFormatParams) -> list[Answer]:
    """Six sections in order, the unit's own name, and the year both in the title and in the text."""
    rows = on.reading.many("sections")
    numbers = [int(str(one.notes.get("number"))) for one in rows if one.notes.get("standard")]
    wanted = list(range(1, params.sections + 1))
    faults = [f"缺少第{n}部分" for n in wanted if n not in numbers]
    if not faults and [n for n in numbers if n in wanted] != wanted:
        faults.append("六部分顺序不符")
    faults += _names(on)
    cites = [on.cite(one) for one in rows[:6]]
    if faults:
        shown = "；".join(faults)
        return [on.failed(f"格式不符：{shown}", f"not in the unified format: {shown}", *cites)]
    return [on.passed("六部分齐全，单位和年度写明", "six sections in order, unit and year are named", *cites)]


def _names(on: On) -> list[str]:
    year, owner = on.reading.one("year_in_title"), on.reading.one("unit")
    faults = [] if year is not None else ["标题没有年度"]
    if year is not None and str(year.value) != str(on.case.report_year):
        faults.append(f"标题年度为{year.value}")
    text = norm(on.page.document.text()) if on.page.document is not None else ""
    named = owner is not None or any(norm(name) in text for name in on.case.unit.names)
    return faults if named else [*faults, "没有写明本单位名称"]


CHECK = Check("report_format", ReportFormatParams, report_format)
