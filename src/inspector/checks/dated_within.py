"""Is the page dated, and is the date recent enough at the monitoring time point?"""

from __future__ import annotations

from datetime import date

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.facts.reading import Fact
from inspector.model.finding import Answer


class DatedWithinParams(Params):
    """`facts`: dates to look at, the newest counts. `months`: the age it may reach."""

    facts: tuple[str, ...] = ("updated", "published")
    months: int = 12


def dated_within(on: On, params: DatedWithinParams) -> list[Answer]:
    """Pass for a recent date, fail for an old one or none: an undated page counts as not updated."""
    found = [fact for name in params.facts for fact in on.reading.many(name) if fact.value] or _of_carrier(on, params)
    if not found:
        return [on.failed("页面没有注明发布或更新日期", "the page shows no date of publication or update")]
    newest = max(found, key=lambda fact: str(fact.value))
    return [_judge(on, params, newest)]


def _of_carrier(on: On, params: DatedWithinParams) -> list[Fact]:
    """The dates of the page that carries a file: a file has none of its own to show."""
    carrier = next((page for page in reversed(on.sheet.via) if page.open), None)
    if carrier is None or on.page.document is None or on.page.document.kind == "html":
        return []
    reading = carrier.read(on.reading.kind)
    return [fact for name in params.facts for fact in reading.many(name) if fact.value]


def _judge(on: On, params: DatedWithinParams, newest: Fact) -> Answer:
    day, limit = date.fromisoformat(str(newest.value)[:10]), months_before(on.case.at, params.months)
    zh = f"最近日期为{day}，监测时间点为{on.case.at}，应不早于{limit}"
    en = f"the newest date is {day}; at the monitoring time point {on.case.at} it must not be before {limit}"
    if day > on.case.at:
        return on.unseen(
            f"页面日期{day}晚于监测时间点",
            f"the page's date {day} is after the monitoring time point",
            on.cite(newest),
            reason="future_date",
        )
    return on.passed(zh, en, on.cite(newest)) if day >= limit else on.failed(zh, en, on.cite(newest))


CHECK = Check("dated_within", DatedWithinParams, dated_within)
