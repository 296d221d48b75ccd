"""Text PDFs laid out as an office's word processor prints them: wrapped paragraphs, ruled tables with spans, broken over pages.

    python tests/support/text_pdf.py PAGE.html FILE.pdf

sets the text of a web page as such a file: how the PDF fixtures in `rules/tests` were made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from office_files import pdf_of_drawings
from selectolax.lexbor import LexborHTMLParser, LexborNode

_LEFT, _TOP, _BOTTOM, _WIDTH, _SIZE, _LEAD = 50.0, 760.0, 50.0, 500.0, 10.0, 14.0

Line = tuple[float, float, str]
Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class TextPdf:
    """Paragraphs and tables set one below the other; `bytes` gives the file."""

    pages: list[tuple[list[Line], list[Rule]]] = field(default_factory=lambda: [([], [])])
    _y: float = _TOP

    def paragraphs(self, *texts: str) -> TextPdf:
        """Each text as a paragraph, wrapped at the right edge."""
        for text in texts:
            for line in _wrapped(text, _WIDTH):
                self._room(_LEAD)
                self.pages[-1][0].append((_LEFT, self._y - _SIZE, line))
                self._y -= _LEAD
            self._y -= 6
        return self

    def table(self, rows: Sequence[Sequence[Cell | str]], widths: Sequence[float]) -> TextPdf:
        """A ruled table; `widths` are shares of the page's width. A row that does not fit begins the next page."""
        scale = _WIDTH / sum(widths)
        xs = [_LEFT]
        for width in widths:
            xs.append(round(xs[-1] + width * scale, 1))
        grid = _placed(rows, len(widths))
        heights = [_height(grid, number, xs) for number in range(len(rows))]
        for number, height in enumerate(heights):
            fresh = self._room(height)
            self._row(grid, number, xs, height, top=fresh or number == 0)
            self._y -= height
        self._y -= 10
        return self

    def bytes(self) -> bytes:
        """The whole file; the same bytes for the same content."""
        return pdf_of_drawings(self.pages)

    def _room(self, height: float) -> bool:
        if self._y - height >= _BOTTOM:
            return False
        self.pages.append(([], []))
        self._y = _TOP
        return True

    def _row(self, grid: Grid, number: int, xs: Sequence[float], height: float, *, top: bool) -> None:
        texts, rules = self.pages[-1]
        up, down = self._y, self._y - height
        for column in range(len(xs) - 1):
            cell, first_row, first_column = grid[(number, column)]
            left, right = xs[column], xs[column + 1]
            if top or first_row == number:
                rules.append((left, up, right, up))
            if first_row + cell.rows - 1 == number or down - _LEAD < _BOTTOM:
                rules.append((left, down, right, down))
            if column == first_column:
                rules.append((left, up, left, down))
            if column == first_column + cell.columns - 1:
                rules.append((right, up, right, down))
            if (first_row, first_column) == (number, column):
                wide = xs[column + cell.columns] - left - 6
                lines = _wrapped(cell.text, wide)
                texts += [(round(left + 3, 1), round(up - 11 - _LEAD * n, 1), line) for n, line in enumerate(lines)]


Grid = dict[tuple[int, int], tuple[Cell, int, int]]


def _placed(rows: Sequence[Sequence[Cell | str]], columns: int) -> Grid:
    """(row, column) to the cell that covers it and where that cell begins."""
    grid: Grid = {}
    for number, row in enumerate(rows):
        column = 0
        for given in row:
            cell = Cell(given) if isinstance(given, str) else given
            while (number, column) in grid:
                column += 1
            for down in range(cell.rows):
                for right in range(cell.columns):
                    grid[(number + down, column + right)] = (cell, number, column)
            column += cell.columns
        for rest in range(columns):
            grid.setdefault((number, rest), (Cell(""), number, rest))
    return grid


def _height(grid: Grid, number: int, xs: Sequence[float]) -> float:
    """A row is as high as its highest cell needs; one that spans rows shares its height among them."""
    needs = [1.0]
    for column in range(len(xs) - 1):
        cell, _, first = grid[(number, column)]
        lines = len(list(_wrapped(cell.text, xs[first + cell.columns] - xs[first] - 6)))
        needs.append(lines / cell.rows)
    return max(needs) * _LEAD + 4


def _wrapped(text: str, width: float) -> Iterator[str]:
    signs = max(1, int(width // _SIZE))
    for start in range(0, max(1, len(text)), signs):
        yield text[start : start + signs]


def of_page(markup: str) -> bytes:
    """The headings, paragraphs and tables below `.article` or `main` (else the whole body) of a page, as a text PDF."""
    tree = LexborHTMLParser(markup)
    pdf = TextPdf()
    own = tree.css_first(".article") or tree.css_first("main") or tree.body
    if own is not None:
        _set(pdf, own)
    return pdf.bytes()


def _set(pdf: TextPdf, block: LexborNode) -> None:
    for node in block.iter():
        if node.tag == "table":
            _set_table(pdf, node)
        elif node.tag in ("div", "section", "main", "dl", "ul", "ol"):
            _set(pdf, node)
        elif words := " ".join(node.text(separator="").split()):
            pdf.paragraphs(words)


def _set_table(pdf: TextPdf, table: LexborNode) -> None:
    rows = [[_cell(cell) for cell in row.css("td, th")] for row in table.css("tr")]
    columns = max(sum(cell.columns for cell in row) for row in rows)
    longest = [1.0] * columns
    for (_, column), (cell, _, first) in _placed(rows, columns).items():
        if cell.columns == 1 and first == column:
            longest[column] = max(longest[column], len(cell.text))
    pdf.table(rows, [min(12.0, max(3.0, length)) for length in longest])


def _cell(cell: LexborNode) -> Cell:
    span = cell.attributes
    words = "".join(cell.text().split())
    return Cell(words, int(span.get("colspan") or 1), int(span.get("rowspan") or 1))


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(of_page(Path(sys.argv[1]).read_text("utf-8")))
