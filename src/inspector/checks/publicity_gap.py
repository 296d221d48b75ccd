"""Were decisions published within their working days?"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import documents, of_kinds
from inspector.checks.gaps import within
from inspector.checks.names import ColumnKindId
from inspector.facts.dates import parse_date
from inspector.facts.document import Document, Table, norm
from inspector.facts.labelled import folded, labelled
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page

_DECIDED = lazy.pattern(r"决定(?:书)?(?:作出)?(?:日期|时间)|作出.*决定.*(?:日期|时间)|许可日期|处罚日期")
_DECIDED_LABEL = (
    r"(?:行政)?(?:许可|处罚|强制)?决定(?:书)?(?:作出)?的?(?:日期|时间)|作出(?:行政)?(?:许可|处罚)?决定的?(?:日期|时间)"
)
_SHOWN = lazy.pattern(r"(?:公示|公开|发布|上网)(?:日期|时间)")


class PublicityGapParams(Params):
    """`kinds`: column kinds with tables of decisions. `working_days`: the limit."""

    kinds: tuple[ColumnKindId, ...]
    working_days: int = Field(7, ge=1)


def publicity_gap(on: On, params: PublicityGapParams) -> list[Answer]:
    """One fail a page with rows beyond the limit, quoting the worst; rows without both dates say nothing."""
    pages = [column.page for column in of_kinds(on.case, params.kinds)] + documents(on.case, params.kinds)
    judged = [
        (page, rows)
        for page in pages
        if page.open and page.document is not None and (rows := _rows(page.document) or _single(page))
    ]
    if not judged:
        return [on.not_applicable("没有同时列出决定日期和公示日期的表格", "no table shows both dates")]
    late = [answer for page, rows in judged if (answer := _late(on, page, rows, params.working_days)) is not None]
    count = sum(len(rows) for _, rows in judged)
    return late or [
        on.passed(
            f"{count}条均在{params.working_days}个工作日内公示",
            f"{many(count, 'row')}, all within {many(params.working_days, 'working day')}",
        )
    ]


def _late(on: On, page: Page, rows: list[tuple[date, date, str]], limit: int) -> Answer | None:
    window = on.case.window
    recent = [row for row in rows if window[0] <= row[1] <= on.case.at]
    late = [row for row in recent if within(on.case.workdays, row[0], row[1], limit) is False]
    if not late:
        return None
    worst = max(late, key=lambda row: (row[1] - row[0]).days)
    zh = f"{len(recent)}条中有{len(late)}条超过{limit}个工作日，最长：{worst[0]}决定，{worst[1]}公示"
    en = f"{len(late)} of {many(len(recent), 'row')} beyond {many(limit, 'working day')}; the worst decided {worst[0]}, shown {worst[1]}"
    return on.failed(zh, en, on.cite(worst[2], page), subject=page.url)


def _rows(document: Document) -> list[tuple[date, date, str]]:
    return [row for table in document.tables for row in _table_rows(table)]


def _single(page: Page) -> list[tuple[date, date, str]]:
    """A page about one decision: its labelled day, and the day the page was published."""
    published = page.read("article").one("published")
    if published is None or page.document is None:
        return []
    for found in labelled(folded(page.document), _DECIDED_LABEL):
        if day := parse_date(found.value):
            return [(date.fromisoformat(day), date.fromisoformat(str(published.value)[:10]), found.quote)]
    return []


def _table_rows(table: Table) -> list[tuple[date, date, str]]:
    for number, header in enumerate(table.rows[:4]):
        decided = next((i for i, cell in enumerate(header) if _DECIDED.search(norm(cell))), None)
        shown = next((i for i, cell in enumerate(header) if _SHOWN.search(norm(cell))), None)
        if decided is not None and shown is not None:
            return [row for cells in table.rows[number + 1 :] if (row := _row(cells, decided, shown)) is not None]
    return []


def _row(cells: tuple[str, ...], decided: int, shown: int) -> tuple[date, date, str] | None:
    if len(cells) <= max(decided, shown):
        return None
    first, second = parse_date(cells[decided]), parse_date(cells[shown])
    if not first or not second:
        return None
    return date.fromisoformat(str(first)[:10]), date.fromisoformat(str(second)[:10]), " | ".join(cells)


CHECK = Check(
    "publicity_gap",
    PublicityGapParams,
    publicity_gap,
    needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"}),
)
