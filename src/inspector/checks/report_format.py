"""Does an annual report follow the unified format?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.survey.unit_names import is_named

_HEAD = 1500
Fault = tuple[str, str]


class ReportFormatParams(Params):
    """`sections`: how many standard sections there are, in order."""

    sections: int = Field(6, ge=1, le=6)


def report_format(on: On, params: ReportFormatParams) -> list[Answer]:
    """Six sections in order, the unit's own name, and one year in title and text. A report in an unread file is not judged."""
    rows = on.reading.many("sections")
    if not rows and on.reading.data("attachments"):
        zh, en = "年报正文在附件中，附件未能读取", "the report stands in an attached file that was not read"
        return [on.unseen(zh, en, reason="unreadable_file")]
    numbers = [int(str(one.notes.get("number"))) for one in rows]
    wanted = list(range(1, params.sections + 1))
    faults: list[Fault] = [(f"缺少第{n}部分", f"section {n} is missing") for n in wanted if n not in numbers]
    if not faults and [n for n in numbers if n in wanted] != wanted:
        faults.append(("六部分顺序不符", "the six sections are out of order"))
    faults += [*_year(on), *_owner(on)]
    cites = [on.cite(one) for one in rows[: params.sections]]
    if faults:
        zh, en = "；".join(fault[0] for fault in faults), "; ".join(fault[1] for fault in faults)
        return [on.failed(f"格式不符：{zh}", f"not in the unified format: {en}", *cites)]
    return [on.passed("六部分齐全，单位和年度写明", "six sections in order, unit and year are named", *cites)]


def _year(on: On) -> list[Fault]:
    title, period = on.reading.one("year_in_title"), on.reading.one("period_year")
    if title is None:
        return [("标题没有年度", "the title has no year")]
    if period is not None and period.value != title.value:
        return [
            (
                f"标题年度{title.value}与统计期限{period.value}年不一致",
                f"the title says {title.value}, the period covered is {period.value}",
            )
        ]
    return []


def _owner(on: On) -> list[Fault]:
    """The unit is named in the report's title or opening, under any of its names, with or without the district before it."""
    document = on.page.document
    owner = on.reading.one("unit")
    head = norm(f"{document.title}{document.text()}")[:_HEAD] if document is not None else ""
    head += norm(str(owner.value)) if owner is not None else ""
    if is_named(on.case.unit, head):
        return []
    title = norm(document.title) if document is not None else ""
    other = next((one for one in on.case.others if norm(one.name) in head or is_named(one, title)), None)
    if other is not None:
        return [(f"写的是“{other.name}”，不是本单位", f"it names “{other.name}”, not this unit")]
    return [] if owner is not None else [("没有写明本单位名称", "the unit is not named")]


CHECK = Check("report_format", ReportFormatParams, report_format)
