"""Word files (docx) to a `Document`: paragraphs and tables in order, comments, deletions and hidden text set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from inspector import lazy
from inspector.facts.document import Document, Link
from inspector.facts.grids import MOST_CELLS, Pages
from inspector.facts.html.addresses import Addresses
from inspector.facts.package import Unreadable, part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NO_TEXT = frozenset((f"{_W}del", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_MC}Fallback"))
_LEAST_LINES = 3
_MOST_SPAN = 100
_STORIES = lazy.pattern(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")


def read_docx(package: ZipFile, url: str) -> Document:
    """The text of a Word package. Raises Unreadable where it has none."""
    root = part(package, "word/document.xml")
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise Unreadable("the Word file has no text part")
    pages = Pages(url, "docx")
    _blocks(body, pages, _targets(package))
    for name in package.namelist():
        story = part(package, name) if _STORIES.fullmatch(name) else None
        for paragraph in story.iter(f"{_W}p") if story is not None else ():
            pages.line(_text(paragraph), name.removeprefix("word/"))
    comments = part(package, "word/comments.xml")
    if comments is not None:
        for comment in comments.iter(f"{_W}comment"):
            pages.hide(_text(comment))
    for text in _hidden(body):
        pages.hide(text)
    return pages.document(_core_title(package))


def _core_title(package: ZipFile) -> str:
    core = part(package, "docProps/core.xml")
    title = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return (title.text or "").strip() if title is not None else ""


def _targets(package: ZipFile) -> dict[str, str]:
    relations = part(package, "word/_rels/document.xml.rels")
    found = relations if relations is not None else ()
    return {item.get("Id", ""): item.get("Target", "") for item in found if item.get("TargetMode") == "External"}


def _blocks(parent: Element, pages: Pages, targets: dict[str, str]) -> None:
    paragraphs = tables = 0
    for block in _flat(parent):
        if block.tag == f"{_W}p":
            paragraphs += 1
            links = [_link(anchor, targets, f"paragraph {paragraphs}") for anchor in block.iter(f"{_W}hyperlink")]
            _paragraph(block, f"paragraph {paragraphs}", [link for link in links if link], pages)
        else:
            tables += 1
            _table(block, f"table {tables}", pages)


def _paragraph(block: Element, locator: str, links: list[Link], pages: Pages) -> None:
    """A line; one for each of several that only breaks part. A single break parts a long title or address."""
    heading, text = _heading(block), _text(block)
    lines = text.split("\n")
    if heading or len(lines) < _LEAST_LINES:
        lines = [text]
    for number, line in enumerate(lines):
        pages.line(line, locator, heading, links if number == 0 else ())


def _flat(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _flat(child)


def _link(anchor: Element, targets: dict[str, str], locator: str) -> Link | None:
    url = targets.get(anchor.get(f"{_R}id", ""), "")
    return Link(" ".join(_text(anchor).split("\n")), Addresses("").absolute(url), locator) if url else None


def _heading(paragraph: Element) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    level = re.fullmatch(r"(?:Heading|heading|标题)?\s*([1-6])", name)
    return int(level[1]) if level else 1 if name == "Title" else 0


def _vanished(run: Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false")


def _text(element: Element) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag in _NO_TEXT or (child.tag == f"{_W}r" and _vanished(child)):
            continue
        else:
            yield from _pieces(child)
            if child.tag == f"{_W}p":
                yield " "


def _hidden(body: Element) -> Iterator[str]:
    """Vanished and deleted text, a paragraph at a time: Word cuts what was typed at once into several runs."""
    for paragraph in body.iter(f"{_W}p"):
        vanished = [run for run in paragraph.iter(f"{_W}r") if _vanished(run)]
        yield "".join(text.text or "" for run in vanished for text in run.iter(f"{_W}t"))
        yield "".join(gone.text or "" for gone in paragraph.iter(f"{_W}delText"))


def _table(table: Element, locator: str, pages: Pages) -> None:
    rows: list[list[str]] = []
    places: list[list[str]] = []
    cells = 0
    for r, row in enumerate(_children(table, "tr")):
        texts, locators = [""] * _skipped(row, "gridBefore"), [f"{locator} R{r + 1}-"] * _skipped(row, "gridBefore")
        for cell in _children(row, "tc"):
            column = len(texts)
            above = bool(rows) and column < len(rows[-1])
            text, place = _text(cell), f"{locator} R{r + 1}C{column + 1}"
            if _continues(cell) and above:
                text, place = rows[-1][column], places[-1][column]
            span = _span(cell)
            texts += [text] * span
            locators += [place] * span
        cells += len(texts)
        if cells > MOST_CELLS:
            break
        rows.append(texts)
        places.append(locators)
    pages.table(rows, places, locator)


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, name)


def _skipped(row: Element, name: str) -> int:
    mark = row.find(f"{_W}trPr/{_W}{name}")
    return _number(mark)


def _span(cell: Element) -> int:
    return max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(mark: Element | None) -> int:
    value = mark.get(f"{_W}val", "") if mark is not None else ""
    return min(int(value), _MOST_SPAN) if value.isdecimal() else 0
