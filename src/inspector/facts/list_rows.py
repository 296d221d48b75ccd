"""The rows of a full list: its header found, title rows left out, lists split over several tables put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.list_columns import is_choice, is_header_word, meaning

_LOOKED_AT = 12
_FEWEST = 2
"""So many columns with known meanings make a header."""
_CARD_WIDTHS, _CARD_LABELS = (2, 4), 4
"""A table of one matter has one label or two to a row, and labels of so many meanings."""
_TICKS = frozenset(("", "√", "✓", "✔", "☑", "☒", "□", "■", "●", "○", "×", "v", "V", "是", "否"))
_SUM = lazy.pattern(r"(?:合|总|小|共)计(?:[:：].*)?")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: header to text, the table it stands in and its number there (counted from 1, header included)."""

    cells: dict[str, str]
    table: int
    number: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its headers, its rows, and the headings of rows that run over the whole width."""

    headers: tuple[str, ...]
    rows: tuple[ListRow, ...]
    captions: tuple[str, ...]

    @property
    def ticked(self) -> frozenset[str]:
        """Headers of columns that hold nothing but ticks: blank is an answer there, and where the tick stands beside it."""
        open_ones = [
            header for header in self.headers if all(norm(row.cells.get(header, "")) in _TICKS for row in self.rows)
        ]
        groups = {_group(header) for header in open_ones if self._says_anything(header)}
        return frozenset(
            header for header in open_ones if self._says_anything(header) or _group(header) in groups - {""}
        )

    def _says_anything(self, header: str) -> bool:
        return any(norm(row.cells.get(header, "")) for row in self.rows)


def _group(header: str) -> str:
    """The upper storey that a header shares with the choices beside it; one for all ways without; empty for other headers."""
    if is_choice(header):
        return "#ways"
    upper, storeys, _ = header.partition("/")
    return upper if storeys else ""


def listing(document: Document) -> Listing:
    """The list on the page: the tables under its widest header, with those that carry it on."""
    parts = [_part(index, _upright(table.rows)) for index, table in enumerate(document.tables)]
    headed = [part for part in parts if part.headers]
    if not headed:
        return Listing((), (), ())
    sizes: dict[tuple[str, ...], int] = {}
    for part in headed:
        sizes[part.headers] = sizes.get(part.headers, 0) + len(part.body)
    main = max(sizes, key=lambda headers: (sum(bool(meaning(norm(header))) for header in headers) >= 3, sizes[headers]))
    rows: list[ListRow] = []
    captions: list[str] = []
    headers = main
    started = False
    for part in parts:
        headers = part.headers or headers
        started = started or bool(part.headers)
        if started and part.body and part.width == len(headers):
            found, over = _rows(part, headers)
            rows += found
            captions += over
    known = dict.fromkeys((*main, *(header for row in rows for header in row.cells)))
    return Listing(tuple(known), tuple(rows), tuple(captions))


def _upright(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The rows of a table; of one that is the card of a single matter, each label beside its value, header and row."""
    if not rows or len(rows[0]) not in _CARD_WIDTHS:
        return rows
    pairs = [pair for row in rows for pair in zip(row[::2], row[1::2], strict=True) if norm(pair[0])]
    known = [meaning(norm(label)) for label, _ in pairs if is_header_word(norm(label))]
    if len(set(known)) < _CARD_LABELS or len(known) < len(pairs):
        return rows
    return (tuple(label for label, _ in pairs), tuple(value for _, value in pairs))


@dataclass(frozen=True, slots=True)
class _Part:
    index: int
    width: int
    headers: tuple[str, ...]
    first: int
    body: tuple[tuple[str, ...], ...]


def _part(index: int, grid: Sequence[tuple[str, ...]]) -> _Part:
    width = len(grid[0]) if grid else 0
    normed = [tuple(norm(cell) for cell in row) for row in grid[:_LOOKED_AT]]
    scores = [len({meaning(cell) for cell in row if is_header_word(cell)}) for row in normed]
    best = max(range(len(scores)), key=lambda number: (scores[number], -number), default=0)
    if width < 2 or not scores or scores[best] < _FEWEST or not _heads(normed, best):
        return _Part(index, width, (), 0, tuple(grid))
    top, bottom = best, best
    while top > 0 and _spans(normed[top - 1], normed[top]):
        top -= 1
    while bottom + 1 < len(normed) and _spans(normed[bottom], normed[bottom + 1]):
        bottom += 1
    headers = _headers(grid[top : bottom + 1])
    return _Part(index, width, headers, bottom + 1, tuple(grid[bottom + 1 :]))


def _heads(rows: Sequence[tuple[str, ...]], best: int) -> bool:
    """A header stands at the top, with nothing but titles above it, and most of its cells are header words."""
    cells = [cell for cell in rows[best] if cell and not is_choice(cell)]
    known = sum(is_header_word(cell) for cell in cells)
    return 2 * known >= len(cells) and all(len(set(row) - {""}) <= 2 or _spans(row, rows[best]) for row in rows[:best])


def _spans(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two rows share a cell that reaches over both, and are not one title over the whole width."""
    shared = sum(one == two and bool(one) for one, two in zip(above, below, strict=True))
    return shared > 0 and len(set(above)) > 1 and list(above) != list(below)


def _headers(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for column in range(len(rows[0])):
        words = list(dict.fromkeys(norm(row[column]) for row in rows if row[column]))
        name = "/".join(words) or f"第{column + 1}列"
        found.append(name if name not in found else f"{name}#{column + 1}")
    return tuple(found)


def _rows(part: _Part, headers: tuple[str, ...]) -> tuple[list[ListRow], list[str]]:
    rows, captions = [], []
    for number, row in enumerate(part.body, part.first + 1):
        filled = {cell for cell in row if norm(cell)}
        if not filled or _repeats(row, headers) or _sums_up(row):
            continue
        if len(filled) == 1 and len(row) > 2 and row[0] and row.count(row[0]) == len(row):
            captions.append(row[0])
            continue
        rows.append(ListRow(dict(zip(headers, row, strict=True)), part.index, number))
    return rows, captions


def _sums_up(row: Sequence[str]) -> bool:
    """A row that counts the rows above: `合计`."""
    first = next((norm(cell) for cell in row if norm(cell)), "")
    return bool(_SUM.fullmatch(first)) and "" in map(norm, row)


def _repeats(row: Sequence[str], headers: Sequence[str]) -> bool:
    """A header printed again, as on the next page."""
    same = sum(
        norm(cell) in (header, header.split("/")[-1], header.split("/")[0])
        for cell, header in zip(row, headers, strict=True)
    )
    return 2 * same > len(headers)
