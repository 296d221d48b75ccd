"""The response form of a unit: written as a table, read back with every fault named by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from inspector.errors import Problem, UsageError
from inspector.model.order import Order
from inspector.pipeline.files import write_whole
from inspector.pipeline.orders import Word, add, listed
from inspector.pipeline.workspace import Workspace

_GIVEN = ("编号", "单位", "指标", "问题", "页面", "整改时限", "状态")
_ASKED = ("整改情况", "完成日期", "新网址", "填报人")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def form(orders: Iterable[Order]) -> str:
    """The form as CSV text that Excel opens (UTF-8 with BOM); text of pages cannot become a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow((*_GIVEN, *_ASKED))
    for order in orders:
        cited = order.opened["evidence"]
        due = order.due.isoformat() if order.due else ""
        message, url = order.opened["message"]["zh"], cited[0]["url"] if cited else ""
        cells = (order.number, order.unit, order.rule, message, url, due, order.status)
        writer.writerow([_plain(cell) for cell in cells] + [""] * len(_ASKED))
    return "\ufeff" + buffer.getvalue()


def export(workspace: Workspace, path: Path, unit: str | None = None) -> int:
    """Write the form for all open orders (of a unit); returns how many there are."""
    chosen = [order for order in listed(workspace) if order.open and unit in (None, order.unit)]
    write_whole(path, form(chosen))
    return len(chosen)


def take_in(workspace: Workspace, path: Path) -> tuple[Order, ...]:
    """Read a form that came back; rows without an answer are skipped, and with one fault nothing is taken in.

    Raises UsageError naming every fault by file, row and column.
    """
    rows = _rows(path)
    known = {order.number: order for order in listed(workspace)}
    faults = [fault for number, row in rows for fault in _faults(path.name, number, row, known)]
    if faults:
        raise UsageError.of(faults)
    return tuple(
        add(
            workspace,
            row["编号"],
            "responded",
            Word(row["填报人"]),
            {"done": row["整改情况"], "on": row["完成日期"], "url": row["新网址"]},
        )
        for _, row in rows
    )


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The answered rows with their numbers as a spreadsheet shows them."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in ("编号", *_ASKED) if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(
            f"the form lacks the column {missing[0]}", where=f"{path.name}:1", remedy="Keep its first row."
        )
    rows = [{name: (row.get(name) or "").strip() for name in ("编号", *_ASKED)} for row in reader]
    return [(n, row) for n, row in enumerate(rows, 2) if any(row[name] for name in _ASKED)]


def _faults(file: str, number: int, row: Mapping[str, str], known: Mapping[str, Order]) -> list[Problem]:
    order = known.get(row["编号"])
    found = []
    if order is None:
        found.append(Problem(f"{file}:{number}:编号", f"there is no order {row['编号']!r}"))
    elif not order.open or order.status == "rechecked":
        found.append(Problem(f"{file}:{number}:编号", f"order {order.number} is {order.status} and takes no answer"))
    found += [
        Problem(f"{file}:{number}:{name}", "this cell is empty") for name in ("整改情况", "填报人") if not row[name]
    ]
    if row["完成日期"] and not _day(row["完成日期"]):
        found.append(Problem(f"{file}:{number}:完成日期", f"{row['完成日期']!r} is not a date", "write 2026-12-01"))
    if row["新网址"] and not row["新网址"].startswith(("http://", "https://")):
        found.append(Problem(f"{file}:{number}:新网址", f"{row['新网址']!r} is not an address"))
    return found


def _day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
