"""Does an annual report follow the unified format?"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.facts.report.text import years_in
from inspector.model.finding import Answer
from inspector.survey.unit_names import is_named, maybe_former

_HEAD = 1500
_BODY = lazy.pattern(r"(?:局|委|委员会|办公室|办事处|街道|政府|中心|镇|乡|馆|院|大队)$")
Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Owned:
    """Whose report it is: `fault` where not the unit's, `doubt` the name that may be an earlier one of the unit's."""

    fault: Fault | None = None
    doubt: str = ""
    sure: bool = True


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
    faults += _year(on)
    owned = _owner(on)
    sure = bool(faults) or owned.sure
    faults += [owned.fault] if owned.fault else []
    cites = [on.cite(one) for one in rows[: params.sections]]
    if faults:
        zh, en = "；".join(fault[0] for fault in faults), "; ".join(fault[1] for fault in faults)
        return [on.failed(f"格式不符：{zh}", f"not in the unified format: {en}", *cites, sure=sure)]
    if owned.doubt:
        zh = f"报告写的是“{owned.doubt}”，可能是本单位更名前的名称；如是，请在登记表中加为别名"
        en = f"the report names “{owned.doubt}”, perhaps the unit before it was renamed; if so, add it to the aliases"
        return [on.unseen(zh, en, *cites, reason="other_name")]
    return [on.passed("六部分齐全，单位和年度写明", "six sections in order, unit and year are named", *cites)]


def _year(on: On) -> list[Fault]:
    title, period = on.reading.one("year_in_title"), on.reading.one("period_year")
    linked = next(iter(years_in(on.page.label)), None)
    named = title.value if title is not None else linked
    if named is None:
        return [("标题没有年度", "the title has no year")]
    if period is not None and period.value != named:
        return [
            (
                f"标题年度{named}与统计期限{period.value}年不一致",
                f"the title says {named}, the period covered is {period.value}",
            )
        ]
    return []


def _owner(on: On) -> _Owned:
    """The unit is named in the report's title or opening, with or without the district before it; else by the link to it.

    What the report says of another unit of the registry outweighs what the link is called.
    A name that nobody in the registry has may be the unit's own, from before it was renamed: that is for a person to say.
    """
    document = on.page.document
    owner = on.reading.one("unit")
    whose = norm(str(owner.value)) if owner is not None else ""
    title = norm(document.title) if document is not None else ""
    head = norm(f"{document.title}{document.text()}")[:_HEAD] if document is not None else ""
    if is_named(on.case.unit, head + whose):
        return _Owned()
    other = next((one for one in on.case.others if is_named(one, whose or title)), None)
    if other is not None:
        return _Owned(fault=(f"写的是“{other.name}”，不是本单位", f"it names “{other.name}”, not this unit"))
    if is_named(on.case.unit, norm(on.page.label)):
        return _Owned()
    if not whose:
        return _Owned(fault=("没有写明本单位名称", "the unit is not named"))
    if not _BODY.search(whose) or maybe_former(on.case.unit, whose):
        return _Owned(doubt=whose)
    return _Owned(
        fault=(f"写的是“{whose}”，不是本单位登记的名称或别名", f"it names “{whose}”, none of the unit's names"),
        sure=False,
    )


CHECK = Check("report_format", ReportFormatParams, report_format)
