"""The columns of a list made blank, one after the other: in a web page, in a workbook and in a plain PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from inspector import lazy
from inspector.facts.document import norm
from inspector.facts.list_columns import CATALOGUE_KEYS, LIST_KEYS
from inspector.judge.ground import Ground, Made, is_web
from inspector.judge.pdf_text import without_column
from inspector.survey.dossier import Page

_TAG = lazy.pattern(r"<[^>]*>")
_TABLE = lazy.pattern(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)
_ROW = lazy.pattern(r"<tr\b.*?</tr>", re.IGNORECASE | re.DOTALL)
_ANY_CELL = lazy.pattern(r"<(t[dh])\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_LETTERS = 26
_HEAD_ROWS = 4
_ASKED = (*LIST_KEYS, *CATALOGUE_KEYS)
_LEAST_ROWS = 3


def columns(ground: Ground) -> Made:
    """The list once for each column that is asked for, that column blank below its head."""
    for _, page, text in ground.texts("list"):
        asked = _asked_columns(page)
        for head, changed in _without_column(text) if is_web(page) else _without_file_column(page, text):
            if norm(head) in asked:
                yield f"“{head}”", ground.with_text(page.url, changed)


def _asked_columns(page: Page) -> set[str]:
    """The heads of the columns that a full list or a catalogue must have; a running number is nobody's loss."""
    data = page.read("list").data("column_map")
    heads = data.items() if isinstance(data, dict) else ()
    return {
        norm(str(head)) for key, those in heads if key in _ASKED for head in (those if isinstance(those, list) else [])
    }


def _without_column(text: str) -> Iterator[tuple[str, str]]:
    """The page once for each column of its first table, that column's cells (below its head) blank."""
    table = _TABLE.search(text)
    rows = list(_ROW.finditer(table[0])) if table else []
    cells = [list(_ANY_CELL.finditer(row[0])) for row in rows]
    if table is None or len(rows) < _LEAST_ROWS or len({len(one) for one in cells}) > 1:
        return
    for n, head in enumerate(cells[0]):
        changed = table[0]
        for row, those in reversed(list(zip(rows[1:], cells[1:], strict=True))):
            start, end = row.start() + those[n].start(2), row.start() + those[n].end(2)
            changed = changed[:start] + changed[end:]
        yield _TAG.sub("", head[2]).strip(), text[: table.start()] + changed + text[table.end() :]


def _without_file_column(page: Page, text: str) -> Iterator[tuple[str, str]]:
    """The same of a workbook or a PDF, whose head is the first row with a column that is asked for."""
    table = next(iter(page.document.tables), None) if page.document is not None else None
    asked = _asked_columns(page)
    rows = table.rows[:_HEAD_ROWS] if table is not None else ()
    top = next((n for n, row in enumerate(rows) if any(norm(cell) in asked for cell in row)), None)
    if page.document is not None and page.document.kind == "pdf":
        yield from ((head, without_column(text, head)) for head in rows[top or 0] if norm(head) in asked)
        return
    for n, head in enumerate(rows[top][:_LETTERS] if top is not None else ()):
        below = lazy.pattern(rf'<c r="{chr(ord("A") + n)}(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
        yield head.strip(), below.sub(partial(_blank_below, (top or 0) + 1), text)


def _blank_below(head: int, cell: re.Match[str]) -> str:
    return "" if int(cell[1]) > head else cell[0]
