"""The old Office formats (OLE containers: doc, xls, wps) to a `Document`, as far as they can be read."""

from __future__ import annotations

import struct
from io import BytesIO, StringIO
from typing import TypeAlias

import olefile
import xlrd
import xlrd.biffh

from inspector import lazy
from inspector.facts.document import Document
from inspector.facts.files.sheets import lay_out
from inspector.facts.files.xlsx import cell_text
from inspector.facts.grids import MOST_CELLS, Pages
from inspector.facts.package import Unreadable

Container: TypeAlias = "olefile.OleFileIO[str]"
_MOST_CHARS = 2_000_000
_FIELD = lazy.pattern("\x13[^\x13\x14\x15]*\x14?|\x15")
_MARKS = lazy.pattern("[\x00-\x06\x08\x0b\x0c\x0e-\x1f]")
_CELL = "\x07"


def read_ole(body: bytes, url: str) -> Document:
    """A Word, WPS or Excel file of the old kind. Raises Unreadable where it is encrypted, broken or something else."""
    try:
        file = olefile.OleFileIO(BytesIO(body))
    except Exception as error:
        raise Unreadable("the file is a broken Office container") from error
    if file.exists("EncryptedPackage"):
        raise Unreadable("the file is encrypted")
    if file.exists("Workbook") or file.exists("Book"):
        return _xls(body, url)
    if file.exists("WordDocument"):
        return _doc(file, url)
    raise Unreadable("the file is an Office container without text of a known kind")


def _xls(body: bytes, url: str) -> Document:
    pages = Pages(url, "xls")
    book = _book(body)
    for sheet in book.sheets():
        width = max(1, sheet.ncols)
        values = [
            [_xls_text(cell, book.datemode) for cell in sheet.row(number)]
            for number in range(min(sheet.nrows, MOST_CELLS // width))
        ]
        names = [xlrd.colname(column) for column in range(width)]
        places = [[f"{sheet.name}!{name}{number}" for name in names] for number in range(1, len(values) + 1)]
        _fill(values, places, sheet.merged_cells)
        for note in sheet.cell_note_map.values():
            pages.hide(str(note.text))
        lay_out(pages, sheet.name, values, places, None if sheet.visibility else _unseen(sheet))
    return pages.document()


def _book(body: bytes, *, formats: bool = True) -> xlrd.Book:
    """The workbook with its merged and hidden cells; without them where only its formats are broken."""
    try:
        return xlrd.open_workbook(file_contents=body, logfile=StringIO(), formatting_info=formats)
    except Exception as error:
        if formats:
            return _book(body, formats=False)
        locked = isinstance(error, xlrd.biffh.XLRDError) and "crypt" in str(error).lower()
        raise Unreadable("the file is encrypted" if locked else "the Excel file is broken") from error


def _unseen(sheet: xlrd.sheet.Sheet) -> tuple[set[int], set[int]]:
    """The hidden rows and columns of a sheet, counted from 0."""
    rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
    return rows, {number for number, column in sheet.colinfo_map.items() if column.hidden}


def _xls_text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return cell_text(xlrd.xldate_as_datetime(float(cell.value), 1 if datemode else 0))
        except (xlrd.XLDateError, OverflowError, ValueError):
            return str(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell_text(cell.value)


def _fill(values: list[list[str]], places: list[list[str]], merged: list[tuple[int, int, int, int]]) -> None:
    for top, bottom, left, right in merged:
        for row in range(top, min(bottom, len(values))):
            for column in range(left, min(right, len(values[row]))):
                values[row][column], places[row][column] = values[top][left], places[top][left]


def _doc(file: Container, url: str) -> Document:
    try:
        text = _doc_text(file)
    except (struct.error, IndexError, OSError, UnicodeDecodeError) as error:
        raise Unreadable("the Word file is broken") from error
    pages = Pages(url, "doc")
    rows: list[list[str]] = []
    for number, paragraph in enumerate(_FIELD.sub("", text).split("\r"), 1):
        clean = _MARKS.sub("", paragraph)
        if _CELL in clean:
            rows, clean = _doc_rows(rows, clean)
        elif rows:
            rows = _close(rows, pages)
        pages.line(clean, f"paragraph {number}")
    _close(rows, pages)
    return pages.document()


def _doc_rows(rows: list[list[str]], text: str) -> tuple[list[list[str]], str]:
    """Cells end with a mark, a row with a second one; what follows the last row is text again."""
    rows = rows or [[]]
    *cells, rest = text.split(_CELL)
    for cell in cells:
        if not cell and rows[-1]:
            rows.append([])
        else:
            rows[-1].append(cell)
    return rows, rest


def _close(rows: list[list[str]], pages: Pages) -> list[list[str]]:
    filled = [row for row in rows if row]
    if filled:
        name = f"table {len(pages.tables) + 1}"
        places = [[f"{name} R{r + 1}C{c + 1}" for c in range(len(row))] for r, row in enumerate(filled)]
        pages.table(filled, places, name)
    return []


def _doc_text(file: Container) -> str:
    """The main text by the piece table ([MS-DOC] 2.4.1)."""
    stream = file.openstream("WordDocument").read()
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & 0x0100:
        raise Unreadable("the file is encrypted")
    table = file.openstream("1Table" if flags & 0x0200 else "0Table").read()
    start, size = struct.unpack_from("<II", stream, 0x01A2)
    return _pieces(stream, table[start : start + size])[: struct.unpack_from("<i", stream, 0x4C)[0]]


def _pieces(stream: bytes, clx: bytes) -> str:
    at = 0
    while clx[at] == 0x01:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 0x02:
        raise Unreadable("the Word file has no piece table")
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    at += 5
    places = struct.unpack_from(f"<{count + 1}I", clx, at)
    pieces, total = [], 0
    for number in range(count):
        chars = places[number + 1] - places[number]
        offset = struct.unpack_from("<I", clx, at + 4 * (count + 1) + 8 * number + 2)[0]
        total += chars
        if chars < 0 or total > _MOST_CHARS:
            raise Unreadable("the Word file is broken")
        pieces.append(_piece(stream, offset, chars))
    return "".join(pieces)


def _piece(stream: bytes, offset: int, chars: int) -> str:
    if offset & 0x40000000:
        start = (offset & 0x3FFFFFFF) // 2
        return stream[start : start + chars].decode("cp1252", "replace")
    return stream[offset : offset + 2 * chars].decode("utf-16-le", "replace")
