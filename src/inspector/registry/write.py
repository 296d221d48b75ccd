"""Units as a registry file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from inspector.errors import StorageError
from inspector.model.unit import Unit
from inspector.registry.rows import COLUMNS, rows_of
from inspector.registry.table import guarded


def write(path: Path, units: Sequence[Unit]) -> None:
    """A file that `read` reads back as the same units: XLSX where its name says so, else CSV that Excel opens rightly.

    The old file stays whole until the new one is; no cell is a formula to a spreadsheet.
    """
    body = _workbook(units) if path.suffix.lower() == ".xlsx" else _csv(units)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        remedy = "Make room or permit writing there; the registry is as it was."
        raise StorageError(
            f"the registry cannot be written: {error.strerror}", where=str(path), remedy=remedy
        ) from None


def _csv(units: Sequence[Unit]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({column: guarded(cell) for column, cell in row.items()} for row in rows_of(units))
    return text.getvalue().encode("utf-8-sig")


def _workbook(units: Sequence[Unit]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - slow to load

    body = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(body, options) as book:
        sheet = book.add_worksheet("units")
        for number, row in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *rows_of(units)]):
            sheet.write_row(number, 0, [row[column] for column in COLUMNS])
    return body.getvalue()
