"""Is the page dated, and is the date recent enough at the monitoring time point?"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from pydantic import Field

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.checks.page_dates import shown_dates
from inspector.facts.page_dates import perhaps, pictured
from inspector.facts.reading import Fact
from inspector.model.capture import Failure
from inspector.model.finding import Answer, Citation


class DatedWithinParams(Params):
    """`facts`: dates to look at, the newest counts. `months`: the age it may reach."""

    facts: tuple[str, ...] = ("updated", "published")
    months: int = Field(12, ge=1)


def dated_within(on: On, params: DatedWithinParams) -> list[Answer]:
    """Pass for a recent date, fail for an old one or none: an undated page counts as not updated."""
    found = shown_dates(on, params.facts)
    stated = on.reading.one("edition")
    newest = max(found, key=lambda one: one[0], default=None)
    hidden = pictured(on.page.document) if newest is None and on.page.document is not None else None
    if stated is not None and (newest is None or _later(stated, newest[0])):
        answer = _edition(on, params, stated)
        if hidden is None or answer.outcome != "fail":
            return [answer]
    if hidden is not None:
        zh, en = (
            "页面日期以图片或脚本显示，由人工核对",
            "the page's date is shown by a picture or a script: look by hand",
        )
        return [on.unseen(zh, en, on.cite(hidden), reason=Failure.IMAGE_ONLY.value)]
    if newest is None:
        return [_undated(on)]
    return [_judge(on, params, *newest)]


def _undated(on: On) -> Answer:
    zh, en = "页面没有注明发布或更新日期", "the page shows no date of publication or update"
    may_be = perhaps(on.page.document) if on.page.document is not None else None
    if may_be is None:
        return on.failed(zh, en)
    zh, en = f"{zh}；有的文字可能是，由人工确认", f"{en}; some words may be it: a person confirms"
    return on.failed(zh, en, on.cite(may_be), sure=False)


def _later(stated: Fact, day: date) -> bool:
    """Whether an edition is later than a day; a day in an unclear order counts only where there is no other."""
    return not stated.notes.get("unclear") and str(stated.value) > day.isoformat()[: len(str(stated.value))]


def _judge(on: On, params: DatedWithinParams, day: date, place: Citation) -> Answer:
    limit = months_before(on.case.at, params.months)
    zh = f"最近日期为{day}，监测时间点为{on.case.at}，应不早于{limit}"
    en = f"the newest date is {day}; at the monitoring time point {on.case.at} it must not be before {limit}"
    if day > on.case.at:
        zh, en = f"页面日期{day}晚于监测时间点", f"the page's date {day} is after the monitoring time point"
        return on.unseen(zh, en, place, reason="future_date")
    return on.passed(zh, en, place) if day >= limit else on.failed(zh, en, place)


def _edition(on: On, params: DatedWithinParams, stated: Fact) -> Answer:
    """A month or a year decides where all its days are on one side of the limit."""
    year, _, month = str(stated.value).partition("-")
    first = date(int(year), int(month or 1), 1)
    last = date(int(year), int(month or 12), monthrange(int(year), int(month or 12))[1])
    limit = months_before(on.case.at, params.months)
    zh = f"页面只标明{stated.value}，监测时间点为{on.case.at}，应不早于{limit}"
    en = f"the page only says {stated.value}; at the monitoring time point {on.case.at} it must not be before {limit}"
    if first >= limit:
        return on.passed(zh, en, on.cite(stated))
    return on.failed(zh, en, on.cite(stated)) if last < limit else on.unseen(zh, en, on.cite(stated), reason="no_day")


CHECK = Check(
    "dated_within",
    DatedWithinParams,
    dated_within,
    amiss=lambda params, role: unknown_facts(params.facts, role),
)
