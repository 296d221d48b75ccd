"""What a PDF file would weigh once opened, found out before it is: a small file may inflate without end, or draw without end."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

from inspector import lazy
from inspector.facts.package import Unreadable

MOST_DRAWN = 4 * 1024 * 1024
"""Bytes of drawing on one page, each form counted as often as it is drawn. Dense pages of text weigh some hundred KB."""
MOST_DRAWN_IN_ALL = 10 * 1024 * 1024
"""The same over all pages of a file: each megabyte is three seconds of reading, and the longest report has half of it."""
_MOST_TABLES = 8 * 1024 * 1024
"""Bytes of all tables of objects and references, which are inflated and read whole when the file is opened."""
_MOST_MARKS, _MARKS = 300_000, b" \r\n\t/([<"
"""Signs that separate words of the file, beyond the twentieth part of it that they are of packed bytes: each is a step to read."""
_DEEPEST = 12
_DRAWN = lazy.pattern(rb"/([^\s/\[\]<>()%]+)\s+Do\b")
_TABLE = lazy.pattern(rb"/Type\s*/(?:ObjStm|XRef)\b[^\0]{0,2000}?\bstream\r?\n", re.DOTALL)


def refuse_heavy_tables(body: bytes) -> None:
    """Raises Unreadable where the tables of objects would inflate beyond bounds, or the file has more words than any."""
    if sum(body.count(sign) for sign in _MARKS) > _MOST_MARKS + len(body) // 20:
        raise Unreadable("the PDF file has more parts than any document")
    left = _MOST_TABLES
    for found in _TABLE.finditer(body):
        left -= len(_inflated(memoryview(body)[found.end() :], left))
        if left < 0:
            raise Unreadable("the PDF file inflates beyond all bounds")


def drawn_on(page: Any) -> int:
    """Bytes of drawing on the page (a `pdfminer` one). Raises Unreadable where they go beyond bounds."""
    known: dict[int, int] = {}
    resources = resolve1(page.resources) or {}
    total = sum(_weight(resolve1(one), resources, known, 0) for one in page.contents)
    if total > MOST_DRAWN:
        raise Unreadable("a page of the PDF file draws beyond all bounds")
    return total


def _weight(stream: Any, resources: Mapping[str, Any], known: dict[int, int], depth: int) -> int:
    """The bytes that are drawn with `stream`: its own, and those of each form as often as it is named."""
    if not isinstance(stream, PDFStream):
        return 0
    data = _data(stream)
    total, forms = len(data), resolve1(resources.get("XObject")) or {}
    for name, count in Counter(_DRAWN.findall(data)).items():
        if total > MOST_DRAWN or depth > _DEEPEST:
            raise Unreadable("a page of the PDF file draws beyond all bounds")
        form = resolve1(forms.get(name.decode("latin-1")))
        if isinstance(form, PDFStream) and getattr(resolve1(form.get("Subtype")), "name", "") == "Form":
            key = form.objid or id(form)
            if key not in known:
                known[key] = 0
                known[key] = _weight(form, resolve1(form.get("Resources")) or resources, known, depth + 1)
            total += count * known[key]
    return total


def _data(stream: PDFStream) -> bytes:
    """The stream's bytes, no more of them than matter here; one that was drawn before is unpacked already."""
    if stream.data is not None:
        return bytes(stream.data[: MOST_DRAWN + 1])
    filters = [getattr(name, "name", "") for name, _ in stream.get_filters()]
    raw: bytes = stream.rawdata or b""
    if not filters:
        return raw[: MOST_DRAWN + 1]
    if filters == ["FlateDecode"]:
        return _inflated(raw, MOST_DRAWN)
    if len(raw) > MOST_DRAWN // 16:
        raise Unreadable("a page of the PDF file is packed more than once")
    data: bytes = stream.get_data()
    return data


def _inflated(raw: bytes | memoryview, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, most + 1)
    except zlib.error:
        return b""
