"""A CSV or XLSX file as numbered rows of text; nothing here knows what a unit is."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile

from inspector.errors import RegistryError

Row = tuple[int, list[str]]
"""The row's number in the file, counted from 1, and its cells."""

MAX_BYTES = 50_000_000
_FORMULA = ("=", "+", "-", "@")


def table(path: Path) -> list[Row]:
    """The rows that hold anything, cells stripped; told apart by content, not by the file's name."""
    body = _bytes(path)
    rows = _workbook(body, path) if body.startswith(b"PK\x03\x04") else _csv(_decoded(body, path), path)
    return [(number, cells) for number, cells in rows if any(cells)]


def guarded(text: str) -> str:
    """The text as a spreadsheet may show it: an apostrophe keeps it from being taken for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RegistryError("this file is too large for a unit registry", where=str(path))
        return path.read_bytes()
    except FileNotFoundError:
        remedy = "Bring one in with: inspector units import FILE"
        raise RegistryError("there is no unit registry here", where=str(path), remedy=remedy) from None
    except OSError as error:
        raise RegistryError(f"this file cannot be read: {error.strerror}", where=str(path)) from None


def _decoded(body: bytes, path: Path) -> str:
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise RegistryError("this is an old .xls workbook", where=str(path), remedy="Save it as .xlsx or as CSV.")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body:
        raise RegistryError("this is not text in UTF-8 or GB18030", where=str(path), remedy='Save it as "CSV UTF-8".')
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _gb18030(body, path, error)


def _gb18030(body: bytes, path: Path, unicode_error: UnicodeDecodeError) -> str:
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as error:
        row = body[: max(error.start, unicode_error.start)].count(b"\n") + 1
        raise RegistryError(
            f"row {row} has bytes that are neither UTF-8 nor GB18030", where=str(path), remedy='Save it as "CSV UTF-8".'
        ) from None


def _csv(text: str, path: Path) -> Iterator[Row]:
    header = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, [_unguarded(cell.strip()) for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        remedy = 'A cell that holds a comma, a quote or a line break stands in "quotes".'
        raise RegistryError(
            f"row {number} cannot be split into cells: {error}", where=str(path), remedy=remedy
        ) from None


def _workbook(body: bytes, path: Path) -> list[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - slow to load

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of styles and extensions, which a table of text does not need
            book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
            values: Iterable[tuple[object, ...]] = book.worksheets[0].iter_rows(values_only=True)
            return [(number, [_cell(value) for value in row]) for number, row in enumerate(values, start=1)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError):
        raise RegistryError(
            "this file is not a workbook that can be read", where=str(path), remedy="Save it again as .xlsx or as CSV."
        ) from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _unguarded(str(value).strip())
