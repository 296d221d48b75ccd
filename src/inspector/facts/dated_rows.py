"""Dated entries that lead nowhere: rows of a table without a link, and lines that end or begin with their day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from inspector import lazy
from inspector.facts.dates import parse_date, scan
from inspector.facts.document import Document, Line, Table, norm
from inspector.facts.item_dates import date_edge
from inspector.facts.reading import Json
from inspector.facts.substance import breadcrumb, menu

_CAME_OUT = lazy.pattern(r"(?:发布|公布|公开|公示|上网|更新)(?:日期|时间)")
_DAY = lazy.pattern(r"^(?!.*(?:截止|结束|终止|到期|有效|反馈|时限|期限)).*(?:日期|时间)")
_HEADS = 3
"""Rows in which the heads of a table may stand."""
_LEAST_TITLE, _LEAST_RUN = 6, 2
_OF_PAGE = lazy.pattern(
    r"来源[:：]|(?:发布|更新|公布|成文|发文)(?:日期|时间)[:：]|字号|浏览|点击(?:数|次数)|版权|ICP备"
)


def dated_rows(document: Document) -> list[Json]:
    """`[{"title", "date", "came_out"}]`: `came_out` where the page says that the day is that of publication."""
    linked = {line.cell[:2] for line in document.lines if line.cell and line.links}
    tables = (row for number, table in enumerate(document.tables) for row in _of_table(number, table, linked))
    return [*tables, *_of_lines(document)]


def _of_table(number: int, table: Table, linked: set[tuple[int, int]]) -> Iterator[Json]:
    head, column, came_out = _day_column(table)
    rows = list(enumerate(table.rows))[head + 1 :] if column >= 0 and table.region == "main" else []
    for place, cells in rows:
        day = parse_date(cells[column]) if (number, place) not in linked and len(set(cells)) > 1 else None
        if day:
            title = max((cell for n, cell in enumerate(cells) if n != column), key=len)
            yield {"title": title, "date": day, "came_out": came_out}


def _day_column(table: Table) -> tuple[int, int, bool]:
    """The row of the heads, the column of days (-1: none), and whether it says that they are those of publication."""
    for number, cells in enumerate(table.rows[:_HEADS]):
        for words in (_CAME_OUT, _DAY):
            found = next((n for n, cell in enumerate(cells) if len(cell) <= 12 and words.search(norm(cell))), -1)
            if found >= 0:
                return number, found, words is _CAME_OUT
    return 0, -1, False


def _of_lines(document: Document) -> Iterator[Json]:
    """Lines of one list, at least two, each a title and a day and no link: what a script opens."""
    own = [line for line in document.lines if line.region == "main"]
    for _, run in groupby(own, key=_place):
        rows = [(line, day) for line in run if (day := _day_of(line))]
        for line, day in rows if len(rows) >= _LEAST_RUN else ():
            yield {"title": line.text, "date": day, "came_out": False}


def _place(line: Line) -> str:
    """Where a line stands, but for its number among its like."""
    return re.sub(r"\[\d+\]", "", line.locator)


def _day_of(line: Line) -> str | None:
    bare = not (line.links or line.cell or line.heading or breadcrumb(line) or menu(line))
    if not bare or _OF_PAGE.search(line.text):
        return None
    edge = date_edge(line.text)
    titled = len(norm(line.text)) - len(norm(edge)) >= _LEAST_TITLE
    found: Sequence[object] = scan(edge) if edge and titled else ()
    return parse_date(edge) if found else None
