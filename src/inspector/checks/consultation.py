"""Was the public consulted long enough, and told what came of it?"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns, day_of, documents, listed_days, of_kinds, unread
from inspector.checks.gaps import within
from inspector.checks.names import ColumnKindId
from inspector.facts.document import norm
from inspector.facts.reading import Fact, Reading
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page

_LONGEST = 92
"""Days that a consultation may have begun, or ended, before the window and still be judged in it."""
_OUTCOME_WORDS = r"结果|采纳|反馈|(?:征集|征求|意见)[^,。]{0,6}情况"
_OUTCOME = lazy.pattern(_OUTCOME_WORDS)
_HOLDS_OUTCOMES = lazy.pattern(rf"{_OUTCOME_WORDS}|公告|通知|公示|意见|征集|征求")
_HEARING = lazy.pattern(r"听证")
_DRAFT = lazy.pattern(r"征求|征集|意见稿|草案")
_LONGER = lazy.pattern(r"延长.{0,30}(?:征求|征集|意见|时间|期限)|(?:征求|征集|意见).{0,20}延[长期]")


class ConsultationParams(Params):
    """`ask`: `period` (at least `working_days`) or `feedback` (`after_days` after the end)."""

    ask: Literal["period", "feedback"]
    kinds: tuple[ColumnKindId, ...] = ("consultation",)
    working_days: int = Field(7, ge=1)
    after_days: int = Field(30, ge=1)


def consultation(on: On, params: ConsultationParams) -> list[Answer]:
    """One answer a consultation whose period is printed."""
    judge = _period if params.ask == "period" else _feedback
    pages = [page for page in documents(on.case, params.kinds) if page.open]
    drafts = [page for page in pages if _asks(page.read("consultation"))]
    answers = [answer for page in drafts if (answer := judge(on, page, params)) is not None]
    since = on.case.window[0] - timedelta(days=_LONGEST)
    none = {
        "period": ("没有标明期限的意见征集", "there is no consultation with a printed period"),
        "feedback": ("没有已到反馈时限的意见征集", "there is no consultation whose result is due"),
    }
    return [*answers, *unread(on, params.kinds, since)] or [on.not_applicable(*none[params.ask])]


def _asks(reading: Reading) -> bool:
    """Whether opinions are asked for: results, and notices that merely hang out something for a while, ask for none."""
    return reading.one("asks") is not None and not _flag(reading, "is_result")


def _flag(reading: Reading, name: str) -> bool:
    fact = reading.one(name)
    return bool(fact.value) if fact is not None else bool(reading.data(name))


def _day(reading: Reading, name: str) -> date | None:
    fact = reading.one(name)
    return date.fromisoformat(str(fact.value)[:10]) if fact is not None and fact.value else None


def _period(on: On, page: Page, params: ConsultationParams) -> Answer | None:
    reading = page.read("consultation")
    start, end = _day(reading, "start"), _day(reading, "end")
    if end is None and _states_nothing(page, reading):
        return _timeless(on, page, params)
    if end is None and (stated := reading.one("stated_days")) is not None:
        return _stated(on, page, stated, params)
    if start is None or end is None or not on.case.window[0] <= end or start > on.case.at:
        return None
    # Both ends count, so the days after the eve of the first one.
    short = within(on.case.workdays, start - timedelta(days=1), end, params.working_days - 1)
    zh = f"“{page.label}”征集期{start}至{end}，应不少于{params.working_days}个工作日"
    en = f"“{page.label}” ran from {start} to {end}; at least {many(params.working_days, 'working day')} due"
    cites = [on.cite(fact, page) for name in ("start", "end") if (fact := reading.one(name)) is not None]
    if short is None:
        return on.unseen(
            f"{zh}；缺少工作日历",
            f"{en}; a table of working days is missing",
            *cites,
            subject=page.url,
            reason="calendar",
        )
    if short and (longer := _extended(on, page, params)):
        zh, en = f"{zh}；征集期已延长：“{longer}”", f"{en}; the period was extended: “{longer}”"
        return on.passed(zh, en, *cites, subject=page.url)
    if short:
        return on.failed(zh, en, *cites, subject=page.url, sure=_certain(page))
    return on.passed(zh, en, *cites, subject=page.url)


def _stated(on: On, page: Page, stated: Fact, params: ConsultationParams) -> Answer | None:
    """A recent consultation whose period is given as a number of days."""
    day = day_of(page, listed_days(on.case, params.kinds))
    if day is None or not on.case.window[0] - timedelta(days=_LONGEST) <= day <= on.case.at:
        return None
    count, working = int(str(stated.value)), stated.notes.get("unit") == "working_days"
    due = params.working_days
    short: bool | None = count < due
    if not working:
        short = within(on.case.workdays, day, day + timedelta(days=count), due - 1)
    unit_zh, unit_en = ("个工作日", "working day") if working else ("日", "day")
    zh = f"“{page.label}”征集期{count}{unit_zh}，应不少于{due}个工作日"
    en = f"“{page.label}” takes opinions for {many(count, unit_en)}; at least {many(due, 'working day')} due"
    cite = on.cite(stated, page)
    if short is None:
        return on.unseen(zh, en, cite, subject=page.url, reason="calendar")
    return on.failed(zh, en, cite, subject=page.url) if short else on.passed(zh, en, cite, subject=page.url)


def _states_nothing(page: Page, reading: Reading) -> bool:
    """Whether this is a consultation that names no end and no number of days; a notice that one goes on longer is none."""
    asks = _flag(reading, "is_consultation") and not _LONGER.search(norm(page.label))
    return asks and reading.one("stated_days") is None


def _timeless(on: On, page: Page, params: ConsultationParams) -> Answer | None:
    """A recent consultation that does not say until when: whether it lasts long enough cannot be told."""
    day = day_of(page, listed_days(on.case, params.kinds))
    if day is None or not on.case.window[0] - timedelta(days=_LONGEST) <= day <= on.case.at:
        return None
    zh, en = f"“{page.label}”没有写明征集期限", f"“{page.label}” does not say until when opinions are taken"
    return on.unseen(zh, en, on.cite(page.label, page), subject=page.url, whose="unit", reason="no_period")


def _extended(on: On, page: Page, params: ConsultationParams) -> str:
    """The words that say that the period was made longer: on the page or in the title of a sister entry."""
    for line in page.document.lines if page.document else ():
        if line.region == "main" and _LONGER.search(norm(line.text)):
            return line.text[:60]
    items = [item for column in of_kinds(on.case, params.kinds) if column.page.open for item in column.items]
    about = _quoted(page.label)
    found = (item.title for item in items if _LONGER.search(norm(item.title)) and about and about in norm(item.title))
    return next(found, "")


def _quoted(title: str) -> str:
    """The name of the draft in a title, without the words that say it is one."""
    return re.sub(
        r"\((?:征求意见稿|草案|意见征集稿|公开征求意见稿)\)", "", norm(title).partition("《")[2].partition("》")[0]
    )


def _feedback(on: On, page: Page, params: ConsultationParams) -> Answer | None:
    reading = page.read("consultation")
    end = _day(reading, "end")
    if (
        end is None
        or end + timedelta(days=params.after_days) > on.case.at
        or end < on.case.window[0] - timedelta(days=_LONGEST)
    ):
        return None
    zh, en = f"“{page.label}”于{end}截止", f"“{page.label}” closed on {end}"
    if reading.one("feedback") is not None or reading.data("results") or _result_listed(on, page):
        return on.passed(
            f"{zh}，已公布结果", f"{en}; its result is published", on.cite(page.label, page), subject=page.url
        )
    cite = on.cite(reading.one("end"), page)
    return on.failed(
        f"{zh}，未见征集结果和采纳情况",
        f"{en}; neither result nor adoption was found",
        cite,
        subject=page.url,
        sure=_certain(page) and not _results_unseen(on, end),
    )


def _result_listed(on: On, page: Page) -> bool:
    """Whether the title of an entry, in whatever column, is the result of this consultation."""
    core = norm(page.label).replace("公开", "").replace("征求", "").replace("关于", "")[:12]
    items = [item for column in columns(on.case) if column.page.open for item in column.items]
    results = [title for item in items if _OUTCOME.search(title := norm(item.title)) and title != norm(page.label)]
    quoted = _quoted(page.label)
    return any(
        (quoted and quoted in title) or (len(core) > 6 and core in title.replace("关于", "")) for title in results
    )


def _results_unseen(on: On, end: date) -> bool:
    """Whether a column that results may stand in could not be seen, or not back to `end`: older entries are on further pages."""
    named = [column for column in columns(on.case) if _HOLDS_OUTCOMES.search(norm(column.name))]
    paged = [column for column in named if column.page.open and column.reading.data("goes_on")]
    days = [[item.date for item in column.items if item.date is not None] for column in paged]
    closed = any(column.page.sight.state == "unseen" and _OUTCOME.search(norm(column.name)) for column in named)
    return closed or any(min(some, default=end) >= end for some in days) or any(one.ends_elsewhere for one in paged)


def _certain(page: Page) -> bool:
    """Whether the days are those for comments on a draft; those of a hearing are for who wants to take part."""
    title = norm(page.label)
    return not _HEARING.search(title) or bool(_DRAFT.search(title))


CHECK = Check(
    "consultation",
    ConsultationParams,
    consultation,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
