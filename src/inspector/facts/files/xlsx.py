"""Excel files (xlsx) to a `Document`: shown cells as tables, hidden sheets, rows, columns and comments set apart."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from inspector.facts.document import Document, Link
from inspector.facts.files.sheets import lay_out
from inspector.facts.files.xlsx_bounds import refuse_vast_sheets
from inspector.facts.grids import MOST_CELLS, Pages
from inspector.facts.html.addresses import Addresses
from inspector.facts.package import Unreadable

_MOST_COLUMNS = 200


def read_xlsx(body: bytes, url: str) -> Document:
    """The workbook in `body`, values as last calculated. The caller has opened it as a package with limits before."""
    pages = Pages(url, "xlsx")
    refuse_vast_sheets(body)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(body), data_only=True)
    except Exception as error:
        raise Unreadable("the Excel file is broken") from error
    for sheet in book.worksheets:
        _sheet(sheet, pages)
    return pages.document(str(book.properties.title or ""))


def _sheet(sheet: Any, pages: Pages) -> None:
    columns = min(sheet.max_column or 0, _MOST_COLUMNS)
    rows = min(sheet.max_row or 0, MOST_CELLS // max(1, columns))
    merged = _merged(sheet, rows, columns)
    grid: list[list[str]] = []
    places: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=rows, max_col=columns), 1):
        tops = [merged.get((number, column), (number, column)) for column in range(1, len(row) + 1)]
        for cell in row:
            _extras(cell, sheet.title, pages)
        grid.append([cell_text(sheet.cell(*top).value) for top in tops])
        places.append([f"{sheet.title}!{get_column_letter(top[1])}{top[0]}" for top in tops])
    unseen = {number for number in range(len(grid)) if sheet.row_dimensions[number + 1].hidden}
    hidden = (unseen, _unseen_columns(sheet)) if sheet.sheet_state == "visible" else None
    lay_out(pages, sheet.title, grid, places, hidden)


def _extras(cell: Any, title: str, pages: Pages) -> None:
    if getattr(cell, "comment", None) is not None:
        pages.hide(str(cell.comment.text))
    target = getattr(getattr(cell, "hyperlink", None), "target", None)
    if target:
        pages.links.append(
            Link(cell_text(cell.value), Addresses("").absolute(str(target)), f"{title}!{cell.coordinate}")
        )


def _unseen_columns(sheet: Any) -> set[int]:
    """The hidden columns, counted from 0."""
    unseen: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            unseen.update(range(dimension.min - 1, min(dimension.max, _MOST_COLUMNS)))
    return unseen


def _merged(sheet: Any, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell of a merged range to the cell that holds its value."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, rows) + 1):
            for column in range(area.min_col, min(area.max_col, columns) + 1):
                found[row, column] = (area.min_row, area.min_col)
            if len(found) > MOST_CELLS:
                return found
    return found


def cell_text(value: object) -> str:
    """A cell's value as a reader sees it: whole numbers without a point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
