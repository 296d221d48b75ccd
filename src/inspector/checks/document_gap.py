"""Were documents published within their working days of being written?"""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import documents, unread
from inspector.checks.gaps import within
from inspector.checks.issuers import of_another
from inspector.checks.names import ColumnKindId
from inspector.facts.reading import Reading
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class DocumentGapParams(Params):
    """`kinds`: column kinds whose documents are looked at. `working_days`: the limit (Art. 26: 20)."""

    kinds: tuple[ColumnKindId, ...]
    working_days: int = Field(20, ge=1)


def document_gap(on: On, params: DocumentGapParams) -> list[Answer]:
    """One answer a document that shows both dates and was published in the window.

    A day under a signature counts only on a numbered document: a plain notice may end with any day.
    """
    pages = [page for page in documents(on.case, params.kinds) if page.open]
    answers = [answer for page in pages if (answer := _judge(on, page, params.working_days)) is not None]
    return [*answers, *unread(on, params.kinds)] or [
        on.not_applicable("窗口期内没有同时标注成文和发布日期的文件", "no document of the window shows both dates")
    ]


def _passed_on(reading: Reading) -> bool:
    """Whether the page hands on another body's document, which was not formed here."""
    title = reading.one("title")
    return title is not None and bool(re.search(r"转发|转载|转登", str(title.value)))


def _judge(on: On, page: Page, limit: int) -> Answer | None:
    written, published = page.read("article").one("written"), page.read("article").one("published")
    if written is None or published is None:
        return None
    reading = page.read("article")
    if (
        (written.notes.get("source") == "signature" and reading.one("doc_number") is None)
        or _passed_on(reading)
        or of_another(on, reading)
    ):
        return None
    first, second = (date.fromisoformat(str(fact.value)[:10]) for fact in (written, published))
    if not on.case.window[0] <= second <= on.case.at or second < first:
        return None
    ok = within(on.case.workdays, first, second, limit)
    zh, en = (
        f"“{page.label}”成文{first}，发布{second}，时限{limit}个工作日",
        f"“{page.label}” written {first}, published {second}, limit {many(limit, 'working day')}",
    )
    cites = (on.cite(written, page), on.cite(published, page))
    if ok is None:
        return on.unseen(
            f"{zh}；缺少工作日历",
            f"{en}; a table of working days is missing",
            *cites,
            subject=page.url,
            reason="calendar",
        )
    return on.passed(zh, en, *cites, subject=page.url) if ok else on.failed(zh, en, *cites, subject=page.url)


CHECK = Check(
    "document_gap",
    DocumentGapParams,
    document_gap,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
