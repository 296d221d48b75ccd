"""A table of several bodies' contacts, as a guide for a whole district prints them: one row a body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from inspector import lazy
from inspector.facts.contacts import address, is_none, mailboxes, numbers, postcode
from inspector.facts.document import Document, Table, norm
from inspector.facts.hours import read_hours
from inspector.facts.plain import fold_text
from inspector.facts.reading import Fact, Json, Value

_HEADS: dict[str, re.Pattern[str]] = {
    "body": lazy.pattern(
        r"^(?:受理)?(?:单位|部门|机构|机关|街道|镇街|乡镇|名称|公开主体)(?:\(?[街镇乡]+\)?)?(?:名称)?$"
    ),
    "work_body": lazy.pattern(r"(?:受理|工作|承办|责任|负责)(?:机构|部门|科室|单位)"),
    "office_address": lazy.pattern(r"地址|地点"),
    "fax": lazy.pattern(r"传真"),
    "phone": lazy.pattern(r"电话"),
    "email": lazy.pattern(r"邮箱|邮件|E-?mail|信箱", re.IGNORECASE),
    "office_hours": lazy.pattern(r"时间"),
    "postal_code": lazy.pattern(r"邮编|邮政编码"),
}
_LEAST_ROWS, _LEAST_COLUMNS = 3, 2
_HEAD_CHARS = 14


def directory(document: Document) -> list[Json]:
    """The rows of such tables: `{"body", "locator", ...}` with what the row says under each head; empty where there is none."""
    return [row for table in document.tables if table.region == "main" for row in _rows(table)]


def facts_of(rows: Json, is_own: Callable[[str], bool]) -> dict[str, Fact | tuple[Fact, ...]]:
    """The contacts of the one row whose body `is_own` knows; nothing where none or several are."""
    own = [row for row in rows if isinstance(row, dict) and is_own(str(row["body"]))] if isinstance(rows, list) else []
    return dict(_read(own[0])) if len(own) == 1 else {}


def _rows(table: Table) -> Iterator[Json]:
    heads = _heads(table.rows[0]) if table.rows else {}
    if "body" not in heads or len(heads) <= _LEAST_COLUMNS or len(table.rows) <= _LEAST_ROWS:
        return
    for row in table.rows[1:]:
        yield {"locator": table.locator, **{key: row[column] for key, column in heads.items()}}


def _heads(cells: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        text = norm(cell)
        key = next((key for key, words in _HEADS.items() if len(text) <= _HEAD_CHARS and words.search(text)), "")
        if key:
            found.setdefault(key, column)
    return found


def _read(row: Mapping[str, Json]) -> Iterator[tuple[str, Fact | tuple[Fact, ...]]]:
    said = {key: fold_text(str(value)) for key, value in row.items() if key != "locator"}
    quote, place = " ".join(said.values()), str(row["locator"])
    yield "work_body", Fact(said.get("work_body") or said["body"], quote, place, {"label": ""})
    if text := address(said.get("office_address", "")):
        yield "office_address", Fact(text, quote, place, {"label": "", "mailing": False})
    for key in ("phone", "fax"):
        if found := tuple(_numbers(said.get(key, ""), quote, place)):
            yield key, found
    if boxes := [box for _, _, box in mailboxes(said.get("email", ""))]:
        yield "email", tuple(Fact(box, quote, place, {"accepts": None, "placeholder": False}) for box in boxes)
    if hours := read_hours(said.get("office_hours", "")):
        yield "office_hours", Fact(hours.text, quote, place, hours.notes)
    if code := postcode(said.get("postal_code", "")):
        yield "postal_code", Fact(code, quote, place)


def _numbers(text: str, quote: str, place: str) -> Iterator[Fact]:
    for one in numbers(text):
        notes: dict[str, Value] = {"digits": one.digits, "mobile": one.mobile, "placeholder": one.placeholder}
        yield Fact(one.text, quote, place, notes)
    if text and is_none(text):
        yield Fact(None, quote, place, {"declared_none": True})
