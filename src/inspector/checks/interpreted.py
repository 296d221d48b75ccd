"""Is each normative document interpreted, in time, and are both pages linked?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import day_of, documents, listed_days, of_kinds, unread
from inspector.checks.gaps import within
from inspector.checks.interpretations import Pair, pairs
from inspector.checks.names import ColumnKindId
from inspector.facts.filled_in import filled_in
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class InterpretedParams(Params):
    """`policies`, `interpretations`: column kinds. `ask`: `linked` (exists, linked both ways) or `in_time` (`working_days`)."""

    ask: Literal["linked", "in_time"]
    policies: tuple[ColumnKindId, ...] = ("policy",)
    interpretations: tuple[ColumnKindId, ...] = ("interpretation",)
    working_days: int = Field(3, ge=1)


def interpreted(on: On, params: InterpretedParams) -> list[Answer]:
    """One answer a normative document of the window; one more where not all documents could be seen."""
    judge = _linked if params.ask == "linked" else _in_time
    found = list(pairs(on, params.policies, params.interpretations))
    answers = [answer for pair in found if (answer := judge(on, pair, params)) is not None]
    unseen = unread(on, params.policies + (params.interpretations if params.ask == "in_time" and found else ()))
    return [*answers, *unseen] or [
        on.not_applicable("窗口期内没有需要解读的规范性文件", "no normative document of the window needs it")
    ]


def _linked(on: On, pair: Pair, params: InterpretedParams) -> Answer:
    page, name = pair.document, pair.document.label
    cite = on.cite(name, page)
    unseen = _unseen(on, params) if pair.interpretation is None and not pair.forth else None
    if unseen is not None:
        sight = unseen.sight
        zh, en = (
            f"没有看到“{name}”的解读，部分解读页面未能看到",
            f"no interpretation of “{name}” was seen, but not all pages were",
        )
        return on.unseen(zh, en, on.cite(page=unseen), subject=page.url, whose=sight.attribution, reason=sight.code)
    if pair.interpretation is None and not pair.forth:
        return on.failed(f"“{name}”没有解读", f"“{name}” has no interpretation", cite, subject=page.url, sure=False)
    script = _filled_by_script(pair)
    if script is not None:
        zh, en = (
            f"“{name}”与其解读的关联可能由脚本显示，未能看到",
            f"the links between “{name}” and its interpretation may be shown by a script and were not seen",
        )
        return on.unseen(zh, en, cite, subject=page.url, reason=Failure.SCRIPT_ONLY.value)
    if pair.interpretation is not None and not (pair.forth and pair.back):
        zh = f"“{name}”与其解读没有相互关联（文件到解读：{_yes(pair.forth)}，解读到文件：{_yes(pair.back)}）"
        en = f"“{name}” and its interpretation are not linked both ways (to it: {pair.forth}, back: {pair.back})"
        return on.failed(zh, en, cite, on.cite(pair.interpretation.label, pair.interpretation), subject=page.url)
    return on.passed(f"“{name}”已配发解读并关联", f"“{name}” is interpreted and linked", cite, subject=page.url)


def _filled_by_script(pair: Pair) -> Page | None:
    """The page whose link to the other is missing and whose script fetches something to show."""
    if pair.interpretation is None:
        return None
    ends = ((pair.document, pair.forth), (pair.interpretation, pair.back))
    return next((page for page, linked in ends if not linked and page.document and filled_in(page.document)), None)


def _unseen(on: On, params: InterpretedParams) -> Page | None:
    """A column of interpretations, or an entry of one, that could not be looked at."""
    pages = [column.page for column in of_kinds(on.case, params.interpretations)]
    pages += documents(on.case, params.interpretations)
    return next((page for page in pages if page.sight.state == "unseen"), None)


def _yes(value: bool) -> str:
    return "有" if value else "无"


def _in_time(on: On, pair: Pair, params: InterpretedParams) -> Answer | None:
    if pair.interpretation is None:
        return None
    listed = listed_days(on.case, params.policies + params.interpretations)
    first = day_of(pair.document, listed)
    dated = [(day, page) for page in pair.found if (day := day_of(page, listed)) is not None]
    if first is None or not dated:
        zh, en = (
            f"“{pair.document.label}”的解读没有标注日期",
            f"the interpretation of “{pair.document.label}” shows no date",
        )
        place = on.cite(pair.interpretation.label, pair.interpretation)
        return on.unseen(zh, en, place, subject=pair.document.url, whose="unit", reason="undated")
    second, source = min(dated, key=lambda one: one[0])
    zh = f"“{pair.document.label}”{first}发布，解读{second}发布，时限{params.working_days}个工作日"
    en = f"“{pair.document.label}” of {first}, interpretation of {second}, limit {many(params.working_days, 'working day')}"
    cites = tuple(on.cite(page.read("article").one("published"), page) for page in (pair.document, source))
    ok = second <= first or within(on.case.workdays, first, second, params.working_days)
    if ok is None:
        return on.unseen(
            f"{zh}；缺少工作日历",
            f"{en}; a table of working days is missing",
            *cites,
            subject=pair.document.url,
            reason="calendar",
        )
    return (
        on.passed(zh, en, *cites, subject=pair.document.url)
        if ok
        else on.failed(zh, en, *cites, subject=pair.document.url)
    )


CHECK = Check(
    "interpreted",
    InterpretedParams,
    interpreted,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
