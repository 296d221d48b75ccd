"""PDF files to a `Document`: text by lines, tables by their ruled lines. A scan has no text: kind `pdf`, no lines."""

from __future__ import annotations

import logging
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from inspector import lazy
from inspector.facts.document import Document
from inspector.facts.files.pdf_bounds import MOST_MARKS, one_file
from inspector.facts.files.pdf_weight import MOST_DRAWN_IN_ALL, drawn_on, refuse_heavy_tables
from inspector.facts.grids import Pages
from inspector.facts.package import Unreadable

_RADICALS = str.maketrans(
    "⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻄⺟⻁⻬⻳", "民见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙西母虎齐龟"
)
_KANGXI = lazy.pattern("[\u2f00-\u2fdf]")
_WIDE = 0.7
"""The share of the page's width from which a line can be one of running text."""
_ENDS = lazy.pattern(r"[。；！？]$")
_BEGINS = lazy.pattern(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[条章部]|[一-鿿]{2,8}[:：]"
)
_MOST_PAGES = 120
_LONGEST_COUNT = 6
_MOST_CHARS = 400_000
"""Characters of all pages, half of them more than the longest report has."""
_MOST_RULED = 2 * MOST_MARKS**2
"""The squares of all pages' marks, added up: that is how the time to find tables grows. Eighty pages of ruled tables have less."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_pdf(body: bytes, url: str) -> Document:
    """The text of the first 120 pages. Raises Unreadable where the file is broken, out of all
    bounds, or asks for a password.
    """
    pages = Pages(url, "pdf")
    refuse_heavy_tables(body)
    try:
        with one_file(), pdfplumber.open(BytesIO(body), unicode_norm=None) as file:
            title = file.metadata.get("Title")
            drawn = chars = ruled = 0
            for number, page in enumerate(_pages(file), 1):
                drawn += drawn_on(page.page_obj)
                if drawn > MOST_DRAWN_IN_ALL:
                    raise Unreadable("the pages of the PDF file draw beyond all bounds")
                chars, ruled = chars + len(page.chars), ruled + _marks(page) ** 2
                if chars > _MOST_CHARS or ruled > _MOST_RULED:
                    raise Unreadable("the PDF file has more text or ruled lines than any")
                _page(page, f"page {number}", pages)
                page.close()
    except Unreadable:
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, Unreadable):
            raise cause from error
        locked = isinstance(cause, PDFPasswordIncorrect)
        raise Unreadable("the file is encrypted" if locked else "the PDF file is broken") from error
    except Exception as error:
        raise Unreadable("the PDF file is broken") from error
    return pages.document(title if isinstance(title, str) and pages.lines and _legible(title) else "")


def _pages(file: Any) -> Iterator[Any]:
    """The first pages, each made when it is wanted: a file may name one page a million times."""
    below = 0.0
    for number, found in enumerate(islice(PDFPage.create_pages(file.doc), _MOST_PAGES), 1):
        page = Page(file, found, page_number=number, initial_doctop=below)
        below += page.height
        yield page


def _legible(title: str) -> bool:
    return title.isprintable() and not title.lower().startswith(("microsoft word", "untitled"))


def _marks(page: Any) -> int:
    return len(page.lines) + len(page.rects) + len(page.curves)


def _page(page: Any, locator: str, pages: Pages) -> None:
    _level(page)
    # a page with more marks than are kept is a drawing, not a table
    found = page.find_tables() if _marks(page) <= MOST_MARKS else []
    found = [table for table in found if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    rest = page
    for table in found:
        rest = rest.outside_bbox(_inside(table.bbox, page.bbox))
    above = min((table.bbox[1] for table in found), default=page.bbox[3])
    lines = _paragraphs(rest.extract_text_lines(return_chars=False), page.width) if rest.chars else []
    for line in lines:
        if line["top"] < above:
            pages.line(_plain(line["text"]), locator)
    for table in found:
        _table(table, locator, pages)
    for line in lines:
        if line["top"] >= above:
            pages.line(_plain(line["text"]), locator)


def _paragraphs(lines: list[dict[str, Any]], width: float) -> list[dict[str, Any]]:
    """Lines that run on to the right edge are one paragraph with the next, unless that begins something of its own."""
    edge = max((line["x1"] for line in lines), default=0.0)
    joined: list[dict[str, Any]] = []
    for line in lines:
        height = line["bottom"] - line["top"]
        last = joined[-1] if joined else None
        if (
            last is not None
            and edge >= _WIDE * width
            and last["x1"] >= edge - 1.5 * height
            and 0 < line["top"] - last["bottom"] < 1.5 * height
            and not _ENDS.search(last["text"])
            and not _BEGINS.match(line["text"])
        ):
            joined[-1] = {**line, "text": _joined(f"{last['text']}\n{line['text']}"), "top": last["top"]}
        else:
            joined.append(line)
    return joined


def _level(page: Any) -> None:
    """Give the characters of a line one height: fonts of figures and of Chinese signs differ in where they begin."""
    for char in page.chars:
        if char["upright"]:
            base = page.bbox[3] - char["matrix"][5]
            char["top"], char["bottom"] = base - 0.85 * char["size"], base + 0.15 * char["size"]
            char["doctop"] = page.initial_doctop + char["top"]


def _plain(text: str) -> str:
    """Radicals that a font mapped its characters to are the characters again: `⼯` is what no reader sees."""
    return _KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text).translate(_RADICALS)


def _inside(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _table(table: Any, locator: str, pages: Pages) -> None:
    """A span shows as cells without a box of their own: each takes the text of the boxed cell that covers it."""
    texts = table.extract()
    boxes = [(r, c, box) for r, row in enumerate(table.rows) for c, box in enumerate(row.cells) if box is not None]
    xs = sorted({box[0] for _, _, box in boxes})
    ys = sorted({box[1] for _, _, box in boxes})
    rows = [["" for _ in xs] for _ in ys]
    places = [[f"{locator} R{r + 1}C{c + 1}" for c in range(len(xs))] for r in range(len(ys))]
    for r, c, (left, top, right, bottom) in boxes:
        text, place = _plain(_joined(texts[r][c] or "")), f"{locator} R{r + 1}C{c + 1}"
        for y in range(bisect_left(ys, top), bisect_left(ys, bottom - 1)):
            for x in range(bisect_left(xs, left), bisect_left(xs, right - 1)):
                rows[y][x], places[y][x] = text, place
    pages.table(rows, places, locator)


def _joined(text: str) -> str:
    """Wrapped cell text: Chinese runs on over the line break, numbers and words keep a blank.

    A cell with nothing but a few digits is one number, broken where its column was too narrow.
    """
    bare = text.replace("\n", "")
    if bare.isdigit() and len(bare) <= _LONGEST_COUNT:
        return bare
    joined = ""
    for piece in text.split("\n"):
        gap = " " if joined and joined[-1].isascii() and piece[:1].isascii() else ""
        joined += gap + piece
    return joined
