"""One sheet of a workbook, old or new: what it shows as a table, what it hides under the heads of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.facts.document import norm
from inspector.facts.grids import Pages

_HEAD_ROWS = 3


def lay_out(
    pages: Pages,
    name: str,
    grid: Sequence[Sequence[str]],
    places: Sequence[Sequence[str]],
    hidden: tuple[set[int], set[int]] | None,
) -> None:
    """Adds a sheet whose merged cells are spread (their `places` are equal). `hidden`: rows and columns; None: the whole sheet."""
    rows, columns = hidden or (set(range(len(grid))), set())
    heads, top = _heads(grid)
    told: set[str] = set()
    for number, row in enumerate(grid):
        for column, text in enumerate(row):
            if places[number][column] not in told and (number in rows or column in columns):
                pages.hide(text, heads if number > top else "")
            told.add(places[number][column])
    shown = [number for number in range(len(grid)) if number not in rows]
    kept = {number: [text for column, text in enumerate(grid[number]) if column not in columns] for number in shown}
    at = {number: [place for column, place in enumerate(places[number]) if column not in columns] for number in shown}
    filled = [number for number in shown if any(kept[number])]
    if filled:
        pages.table([kept[number] for number in filled], [at[number] for number in filled], name, name)


def _heads(grid: Sequence[Sequence[str]]) -> tuple[str, int]:
    """The words of the row that heads the sheet's columns, and its number: the first with two different words."""
    for number, row in enumerate(grid[:_HEAD_ROWS]):
        words = [norm(cell)[:12] for cell in row if norm(cell)]
        if len(set(words)) > 1:
            return "".join(words), number
    return "", -1
