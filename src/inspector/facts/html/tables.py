"""HTML tables to grids: spans filled in, layout tables (tables around tables) left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from inspector.facts.document import Table
from inspector.facts.html.tags import Tag

Cell = tuple[int, int, int]
"""Grid, row and column."""
_MOST_SPAN = 100
_MOST_CELLS = 200_000
_TEXT_LINES = 6
"""Lines in one cell from which on it holds a text."""


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    number: int
    place: int
    cells: list[_Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    column: int = 0
    current: _Cell | None = None
    nests: bool = False

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def open_cell(self, rows: int, columns: int) -> None:
        if self.row < 0:
            self.next_row()
        while (self.row, self.column) in self.taken:
            self.column += 1
        self.current = _Cell(self.row, self.column, rows, columns)
        self.cells.append(self.current)
        if len(self.taken) < _MOST_CELLS:
            self.taken.update((self.row + r, self.column + c) for r in range(rows) for c in range(columns))
        self.column += columns

    def laying_out(self) -> Iterator[Cell]:
        """Cells that are no cells of a table to their reader: around tables, in the only column, or with a text of many lines."""
        narrow = max((cell.column + cell.columns for cell in self.cells), default=0) <= 1
        for cell in self.cells:
            if self.nests or narrow or len(cell.pieces) >= _TEXT_LINES:
                yield self.number, cell.row, cell.column

    def table(self, locator: str) -> Table:
        height = min(self.row + 1, _MOST_CELLS)
        width = max((cell.column + cell.columns for cell in self.cells), default=0)
        rows = [[""] * width for _ in range(height)] if width * height <= _MOST_CELLS else []
        for cell in self.cells if rows else []:
            text = " ".join(cell.pieces)
            for row in range(cell.row, min(cell.row + cell.rows, height)):
                rows[row][cell.column : cell.column + cell.columns] = [text] * cell.columns
        return Table(tuple(tuple(row) for row in rows), locator)


class TableParts:
    """Collects the tables of a page while it is read. `cell` is the one in hand, None outside of all."""

    def __init__(self) -> None:
        self._grids: list[_Grid] = []
        self._open: list[_Grid] = []
        self._numbers: list[int] = []
        self._laying_out: frozenset[Cell] = frozenset()
        self.cell: Cell | None = None

    def enter(self, tag: Tag, place: int) -> None:
        """Begin a table, row or cell, which is the element number `place`."""
        if tag.name == "table":
            if self._open:
                self._open[-1].nests = True
            self._open.append(_Grid(len(self._grids), place))
            self._grids.append(self._open[-1])
        elif self._open and tag.name == "tr":
            self._open[-1].next_row()
        elif self._open:
            self._open[-1].open_cell(_span(tag.get("rowspan")), _span(tag.get("colspan")))
        self.cell = self._in_hand()

    def leave(self, tag: str) -> None:
        """End a table or cell."""
        if self._open and tag == "table":
            self._open.pop()
        elif self._open and tag in ("td", "th"):
            self._open[-1].current = None
        self.cell = self._in_hand()

    def characters(self, text: str) -> None:
        """A line of text inside the cell in hand."""
        if self._open and self._open[-1].current is not None:
            self._open[-1].current.pieces.append(text)

    def _in_hand(self) -> Cell | None:
        grid = self._open[-1] if self._open else None
        return (grid.number, grid.current.row, grid.current.column) if grid and grid.current else None

    def kept(self, cell: Cell | None) -> Cell | None:
        """The same cell counted over the tables that remain, once all are known; None for a cell that only lays out text."""
        if not self._numbers:
            self._numbers = [0, *accumulate(int(not grid.nests) for grid in self._grids)]
            self._laying_out = frozenset(where for grid in self._grids for where in grid.laying_out())
        if cell is None or cell in self._laying_out:
            return None
        return (self._numbers[cell[0]], cell[1], cell[2])

    def tables(self, path: Callable[[int], str]) -> tuple[Table, ...]:
        """The tables that hold no other table, in page order; `path` tells where an element stands."""
        return tuple(grid.table(path(grid.place)) for grid in self._grids if not grid.nests)


def _span(value: str) -> int:
    digits = value.strip()
    return max(1, min(int(digits), _MOST_SPAN)) if digits.isdecimal() else 1
