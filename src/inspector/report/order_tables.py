"""Ledgers and response forms as tables: CSV that Excel in China opens, XLSX with a list to choose from. No text becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from inspector.rectify.answers import KINDS, REASONS
from inspector.rectify.ledger import ASKED, FORM, HEADINGS, Line, cells
from inspector.report.export import lines as csv_lines
from inspector.report.links import clean

LEDGER = tuple(HEADINGS)
RESPONSE = (*FORM, *ASKED)
_WIDE = {
    "message",
    "quote",
    "remedy",
    "example",
    "basis",
    "done",
    "title",
    "url",
    "final_url",
    "new_url",
    "column",
    "copy",
    "screenshot",
}
_NARROW = {"severity", "points", "http_status", "overdue_days", "days", "recurred", "rule"}
_HELP = {
    "answer": "已整改、整改中、申请延期或提出异议；不填视为已整改",
    "objection": "仅提出异议时选择理由",
    "done": "做了什么；提出异议的，写明理由",
    "done_on": "如2026-12-01；申请延期的，填申请延至的日期",
    "new_url": "整改后的页面地址，地址有变化时填写",
    "attachment": "附件名称",
    "answered_by": "填报人姓名或岗位",
}
_LISTS = {"answer": KINDS, "objection": REASONS}
"""The cells that are chosen from a list."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CELL = 32000
"""Excel takes 32,767 characters in a cell."""


def csv_text(orders: Iterable[Line], names: Sequence[str] = LEDGER) -> str:
    """The columns `names` of a ledger as CSV: UTF-8 with byte order mark, CRLF."""
    header = [HEADINGS[name] for name in names]
    return "".join(csv_lines(header, ([_text(cell) for cell in cells(line, names)] for line in orders)))


def workbook(orders: Iterable[Line], today: date, names: Sequence[str] = LEDGER, sheet: str = "整改台账") -> bytes:
    """The same as a workbook: header frozen and filtered, the cells that a unit fills in marked. Same bytes for the same day."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": sheet, "created": datetime(today.year, today.month, today.day)})  # noqa: DTZ001 - a day
        rows = [cells(line, names) for line in orders]
        page = book.add_worksheet(sheet)
        _fill(page, rows, names, _formats(book))
        _ask(page, names, len(rows))
        _lay_out(page, names, len(rows))
    return stream.getvalue()


def response_form(orders: Iterable[Line], today: date) -> bytes:
    """The form a unit fills in, as a workbook: what is asked of it, and the cells for its answer."""
    return workbook(orders, today, RESPONSE, "整改反馈表")


def _formats(book: Any) -> dict[str, Any]:
    common = {
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#C9C3B4",
        "font_name": "宋体",
        "font_size": 10,
    }
    return {
        "head": book.add_format(
            {**common, "bold": True, "bg_color": "#175A4D", "font_color": "#FFFFFF", "valign": "vcenter"}
        ),
        "given": book.add_format({**common, "num_format": "@"}),
        "number": book.add_format(common),
        "asked": book.add_format({**common, "num_format": "@", "bg_color": "#FFF8E1"}),
    }


def _fill(page: Any, rows: Sequence[Sequence[object]], names: Sequence[str], formats: dict[str, Any]) -> None:
    for column, name in enumerate(names):
        page.write_string(0, column, HEADINGS[name], formats["head"])
        style = formats["asked" if name in ASKED else "given"]
        for number, row in enumerate(rows, 1):
            value = row[column]
            if isinstance(value, int | float):
                page.write_number(number, column, value, formats["number"])
            else:
                page.write_string(number, column, _text(value)[:_CELL], style)


def _ask(page: Any, names: Sequence[str], count: int) -> None:
    """A list to choose the kind of answer, and the reason of an objection, from, and a word of help on every cell to be filled in."""
    for column, name in enumerate(names):
        if name not in ASKED or not count:
            continue
        kind = {"validate": "list", "source": list(_LISTS[name])} if name in _LISTS else {"validate": "any"}
        told = {"input_title": HEADINGS[name], "input_message": _HELP[name], "ignore_blank": True}
        page.data_validation(1, column, count, column, {**kind, **told})


def _lay_out(page: Any, names: Sequence[str], count: int) -> None:
    for column, name in enumerate(names):
        page.set_column(column, column, 36 if name in _WIDE else 9 if name in _NARROW else 16)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, count), len(names) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _text(value: object) -> Any:
    return clean(value) if isinstance(value, str) else value
