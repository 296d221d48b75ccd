"""Full lists of voluntary disclosure and catalogues (Art. 12(3), Art. 20), as tables in pages or files.

Facts: `columns`, `row_count` and `rows` (first 50) as the contract has them; `column_map` (meaning to headers),
`blanks`, `duplicates`, `placeholders`, `deadlines` (each text once, with the rows it stands in), `categories` (items of Art. 20),
`art21`, `published`, `updated`, `attachments`, `links`, `structured`, `paged` (it goes on on other pages), `documents` (the words by which
the page is a catalogue of documents and no list of what is disclosed). Row numbers count the list's rows from 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector import lazy
from inspector.facts import page_dates
from inspector.facts.annual_report import attachments
from inspector.facts.deadlines import parse_deadline
from inspector.facts.document import Document, norm
from inspector.facts.editions import edition
from inspector.facts.list_columns import ART_21, CATALOGUE_KEYS, INSTEAD, LIST_KEYS, items_of, meaning, says_how
from inspector.facts.list_rows import Listing, listing
from inspector.facts.paging import goes_on
from inspector.facts.reading import Facts, Json, Reader, WhenAsked
from inspector.facts.substance import pictures

_FIRST_ROWS = 50
_AS_ABOVE = ("", "同上", "同前", "〃", "''", ",,")
"""Cells that state no deadline of their own."""
_MOST_NAMED = 50
_TEXT_CHARS = 300
_PLACEHOLDER = lazy.pattern(
    r"(?:内容)?(?:正在)?(?:更新|建设|完善|补充|整理)中|待(?:补充|定|完善|公开|更新)|暂无(?:数据|内容|信息)?|敬请期待|无标题|"
    r"[xX×*]{2,}|undefined|null|nan|none|test|测试|请输入.*|\{\{.*\}\}|#(?:REF|N/A|VALUE|NAME\?).*|tbd|todo",
    re.IGNORECASE,
)


def read(document: Document) -> Facts:
    """The facts of one list page or file."""
    found = listing(document)
    columns = _column_map(found)
    return WhenAsked(
        columns=lambda: list(found.headers),
        column_map=lambda: {key: list(names) for key, names in columns.items()},
        row_count=lambda: len(found.rows),
        rows=lambda: [dict(row.cells) for row in found.rows[:_FIRST_ROWS]],
        blanks=lambda: _blanks(found, columns),
        duplicates=lambda: _duplicates(found, columns),
        placeholders=lambda: _placeholders(found),
        deadlines=lambda: _deadlines(found, columns),
        categories=lambda: _categories(found),
        art21=lambda: sum(bool(ART_21.search(_text(row.cells))) for row in found.rows),
        published=lambda: page_dates.published(document),
        updated=lambda: page_dates.updated(document),
        edition=lambda: edition(document),
        signed=lambda: page_dates.signed(document, cells=False) or page_dates.generated(document),
        attachments=lambda: [{"title": link.text, "url": link.url} for link in attachments(document)],
        links=lambda: [{"title": link.text, "url": link.url} for link in document.links if link.region == "main"],
        structured=lambda: _structured(document, found),
        documents=lambda: _documents(document, found, columns),
        paged=lambda: goes_on(document),
    )


def _column_map(found: Listing) -> dict[str, list[str]]:
    """Meaning to headers. Of a header in several storeys the top one counts, then the lower ones."""
    columns: dict[str, list[str]] = {}
    for header in found.headers:
        storeys = header.split("#")[0].split("/")
        key = "channel" if _says_how(found, header) else next(filter(None, map(meaning, storeys)), "")
        if key:
            columns.setdefault(key, []).append(header)
    columns = {key: columns[other] for key, other in INSTEAD.items() if other in columns} | columns
    if "content" in columns and "summary" not in columns and {"name", "index"} & set(columns):
        columns["summary"] = columns["content"]
    return columns


def _says_how(found: Listing, header: str) -> bool:
    return says_how([cell for row in found.rows if (cell := norm(row.cells.get(header, "")))])


_STANDS_FOR = {"matter": "name", "content": "summary"}
"""What a catalogue calls the same column."""


def _required(found: Listing, columns: dict[str, list[str]]) -> list[str]:
    catalogue = len([key for key in CATALOGUE_KEYS if key in columns]) > len(
        [key for key in LIST_KEYS if key in columns]
    )
    whole_list = all(key in columns or _STANDS_FOR.get(key) in columns for key in LIST_KEYS)
    keys = (*CATALOGUE_KEYS, *(LIST_KEYS if whole_list else ())) if catalogue else LIST_KEYS
    headers = [header for key in keys for header in columns.get(key, ())]
    return [header for header in dict.fromkeys(headers) if header not in found.ticked]


def _blanks(found: Listing, columns: dict[str, list[str]]) -> Json:
    required = _required(found, columns)
    empty: list[Json] = [
        {"row": number, "column": header}
        for number, row in enumerate(found.rows, 1)
        for header in required
        if header in row.cells and not norm(row.cells[header])
    ]
    total = sum(header in row.cells for row in found.rows for header in required)
    ways = columns.get("channel", [])
    ticked = [header for header in ways if header in found.ticked]
    if ticked:
        total += len(found.rows)
        empty += [{"row": number, "column": ticked[0]} for number in _without_way(found, ways)]
    return {"empty": len(empty), "total": total, "cells": empty[:_MOST_NAMED], "required": list(required)}


def _without_way(found: Listing, ways: Sequence[str]) -> list[int]:
    """The rows in which no way of disclosure is ticked, or written beside."""
    rows = enumerate(found.rows, 1)
    return [number for number, row in rows if not any(norm(row.cells.get(header, "")) for header in ways)]


def _duplicates(found: Listing, columns: dict[str, list[str]]) -> Json:
    """Rows that say the same in every column but the running number."""
    running = set(columns.get("seq", ()))
    seen: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(found.rows, 1):
        key = tuple(norm(text) for header, text in row.cells.items() if header not in running)
        seen.setdefault(key, []).append(number)
    same = [(key, numbers) for key, numbers in seen.items() if len(numbers) > 1 and any(key)]
    return [{"rows": list(numbers), "text": " | ".join(filter(None, key))[:200]} for key, numbers in same[:_MOST_NAMED]]


_REMARK = lazy.pattern(r"备注|附注|说明")
"""A column of remarks may well have none: `暂无` there is no hole."""


def _placeholders(found: Listing) -> Json:
    hits: list[Json] = [
        {"row": number, "column": header, "text": text}
        for number, row in enumerate(found.rows, 1)
        for header, text in row.cells.items()
        if not _REMARK.search(header) and _PLACEHOLDER.fullmatch(norm(text).strip("。.…!！"))
    ]
    return hits[:_MOST_NAMED]


def _deadlines(found: Listing, columns: dict[str, list[str]]) -> Json:
    groups: dict[tuple[str, bool], list[int]] = {}
    for number, row in enumerate(found.rows, 1):
        stated = any(len(norm(row.cells.get(header, ""))) > 3 for header in columns.get("basis", ()))
        for header in columns.get("deadline", ()):
            if norm(row.cells.get(header, "")).strip('"“”') not in _AS_ABOVE:
                groups.setdefault((row.cells[header], stated), []).append(number)
    return [_deadline(text, stated, rows) for (text, stated), rows in groups.items()]


def _deadline(text: str, stated: bool, rows: Sequence[int]) -> Json:
    found = parse_deadline(text)
    return {
        "text": text,
        "kind": found.kind if found else None,
        "n": found.n if found else None,
        "date": found.date if found else "",
        "well_formed": bool(found and found.well_formed),
        "quotes_basis": stated or bool(found and found.quotes_basis),
        "count": len(rows),
        "rows": list(rows[:_MOST_NAMED]),
    }


def _categories(found: Listing) -> Json:
    counts: dict[int, list[str]] = {}
    for row in found.rows:
        text = _text(row.cells)
        for item in items_of(text):
            counts.setdefault(item, []).append(text)
    for caption in found.captions:
        for item in items_of(norm(caption)):
            counts.setdefault(item, []).append(caption)
    return [{"item": item, "rows": len(texts), "quote": texts[0][:120]} for item, texts in sorted(counts.items())]


def _text(cells: dict[str, str]) -> str:
    """What a row is about: its cells but for basis, deadline, channel and who is responsible."""
    about = (text for header, text in cells.items() if meaning(header.split("/")[0]) not in _ASIDE)
    return " ".join(norm(text) for text in about if text)


_ASIDE = frozenset(("basis", "deadline", "channel", "responsible", "audience", "level", "note", "seq"))


def _structured(document: Document, found: Listing) -> str:
    """html, xlsx, docx or pdf where the list is text; scan where it is a picture; none where there is none."""
    if document.kind in ("xlsx", "xls"):
        return "xlsx" if document.tables else "none"
    if document.kind in ("docx", "doc", "wps"):
        return "docx" if document.lines else "none"
    if document.kind == "pdf":
        return "scan" if not document.lines and not document.problem else "pdf" if document.lines else "none"
    if document.kind == "image":
        return "scan"
    if found.rows or (document.chars >= _TEXT_CHARS and not attachments(document)):
        return "html"
    return "scan" if pictures(document) and not attachments(document) else "none"


_OF_DOCUMENTS = lazy.pattern(r"(?:规范性|政策性?|法规)文件|文件(?:目录|汇编|库)|政策法规")
_OF_DISCLOSURE = lazy.pattern(r"全清单|主动公开|信息公开|公开(?:清单|目录|事项)|标准目录")
_NUMBERED = lazy.pattern(r"[〔\[【(（]\s*(?:19|20)\d{2}\s*[〕\]】)）]\s*\d{1,4}\s*号|第\s*\d+\s*号令")


def _documents(document: Document, found: Listing, columns: dict[str, list[str]]) -> str:
    """The title of a page whose rows are documents by number (a normative catalogue), and which does not call itself the list."""
    heads = [document.title, *(line.text for line in document.lines if line.heading), *found.captions]
    title = next((head for head in heads if _OF_DOCUMENTS.search(norm(head))), "")
    own = any(_OF_DISCLOSURE.search(norm(head).replace("政府信息公开", "", 1)) for head in heads)
    numbered = sum(any(_NUMBERED.search(text) for text in row.cells.values()) for row in found.rows)
    if own or not title or {"deadline", "channel", "index", "summary"} & set(columns):
        return ""
    return title if 2 * numbered > len(found.rows) else ""


READER = Reader("list", read)
