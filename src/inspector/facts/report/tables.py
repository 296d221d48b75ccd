"""The three tables of an annual report, in either layout, split, unruled or turned on their side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.report.cells import BadCell, Cells, Rows
from inspector.facts.report.layout import (
    BLOCKS,
    COLUMNS,
    FIELDS,
    VOLUNTARY_COLUMNS,
    VOLUNTARY_ROWS,
    block_key,
    column_key,
    field_key,
    group_of,
    row_key,
)

_LABEL_CHARS = 60
_UNHEADED = {key: len(COLUMNS) - place for place, key in enumerate(COLUMNS)}
"""Where the columns stand in a table that has lost its header: the last seven, in the order of the form."""
_HAN = lazy.pattern(r"[一-鿿]")
_SEVEN = lazy.pattern(r"(?P<label>.*[一-鿿)”\"])(?P<cells>(?:\s+[+\d,/—-]+){7})\s*")
_FIFTEEN = lazy.pattern(r"\s*[\d,/—-]+(?:\s+[\d,/—-]+){14}\s*")


@dataclass(frozen=True, slots=True)
class ReportTables:
    """What was found; a table that is not on the page is None. `used` are the indices of the document's tables read."""

    voluntary: Rows | None
    applications: Rows | None
    review: Rows | None
    bad: tuple[BadCell, ...]
    used: frozenset[int]
    money_unit: bool | None
    """Whether table two prints 万元; None where it has no amount."""

    @property
    def layout(self) -> str:
        """`2019` or `2021` by the rows and columns found; empty where they do not tell."""
        applications, voluntary = self.applications or {}, self.voluntary or {}
        columns = {column for row in voluntary.values() for column in row}
        if "r6.1" in applications or columns & {"abolished", "in_force"}:
            return "2021"
        return "2019" if "r6" in applications or columns & {"newly_public", "total_public", "last_year"} else ""


_Grid = tuple[tuple[str, ...], ...]


def report_tables(document: Document) -> ReportTables:
    """The tables of the report; where there is no grid, rows of seven or fifteen figures in the text stand in."""
    grids = [tuple(tuple(norm(cell) for cell in row) for row in table.rows) for table in document.tables]
    raw = [table.rows for table in document.tables]
    applications, used_b = _applications(grids, raw)
    review, used_c = _review(grids, raw)
    voluntary, used_a, unit = _voluntary(grids, raw)
    _from_lines(document, applications, review)
    return ReportTables(
        voluntary=voluntary.rows or None,
        applications=applications.rows or None,
        review=review.rows or None,
        bad=(*voluntary.bad, *applications.bad, *review.bad),
        used=frozenset(used_a | used_b | used_c),
        money_unit=unit,
    )


def _turned(grid: Sequence[Sequence[str]]) -> _Grid:
    return tuple(zip(*grid, strict=False))


# -- table three


def _applications(grids: list[_Grid], raw: Sequence[_Grid]) -> tuple[Cells, set[int]]:
    cells, used = Cells("applications"), set()
    columns: dict[str, int] = {}
    group = ""
    for index, (grid, texts) in enumerate(zip(grids, raw, strict=True)):
        hits, turned = _hits(grid), _hits(_turned(grid))
        if turned > max(hits, 2):
            hits, grid, texts = turned, _turned(grid), _turned(texts)  # noqa: PLW2901 - the same table, upright
        header, own = _applicant_header(grid)
        columns = own or columns or (_UNHEADED if hits >= 5 and len(grid[0]) > len(COLUMNS) else {})
        if not columns or hits < (2 if own else 1):
            continue
        used.add(index)
        for row, text in zip(grid[header:], texts[header:], strict=True):
            labels = _labels(row[: len(row) - max(columns.values())])
            group = next(filter(None, map(group_of, reversed(labels))), group)
            key = row_key(labels, group)
            if key:
                cells.add(key, _applicant_cells(row, text, columns))
    if "r6" in cells.rows and "r6.1" in cells.rows:
        del cells.rows["r6"]
    return cells, used


def _labels(row: Sequence[str]) -> list[str]:
    found = [cell for cell in row if _HAN.search(cell) and len(cell) <= _LABEL_CHARS]
    return list(dict.fromkeys(found))


def _hits(grid: _Grid) -> int:
    keys, group = set(), ""
    for row in grid:
        labels = _labels(row)
        group = next(filter(None, map(group_of, reversed(labels))), group)
        keys.add(row_key(labels, group))
    return len(keys - {"", "total"})


def _applicant_header(grid: _Grid) -> tuple[int, dict[str, int]]:
    """How many rows are header, and column key to distance from the right edge; no columns where there is no header."""
    header = []
    for row in grid:
        if row_key([label for label in _labels(row) if not column_key([label])], ""):
            break
        header.append(row)
    width = len(grid[0]) if grid else 0
    found: dict[str, int] = {}
    for column in range(width):
        key = column_key([row[column] for row in header])
        if key:
            found.setdefault(key, width - column)
    return (len(header), found) if len(found) >= 4 else (0, {})


def _applicant_cells(row: Sequence[str], texts: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    width = len(row)
    first = width - max(columns.values())
    start = _start(row, first)
    return {
        key: texts[place] if 0 <= (place := start + (width - columns[key] - first)) < width else ""
        for key in COLUMNS
        if key in columns
    }


def _start(row: Sequence[str], first: int) -> int:
    """Where the figures of a row begin: under the header, unless a wrong span moved them."""
    if 0 < first < len(row) and _HAN.search(row[first]) and row[first] == row[first - 1]:
        return max(place for place in range(len(row)) if row[place] == row[first]) + 1
    moved = first
    while (
        moved > 1
        and row[moved - 1]
        and not _HAN.search(row[moved - 1])
        and not any(row[len(row) - first + moved - 1 :])
    ):
        moved -= 1
    return moved


# -- table four


def _review(grids: list[_Grid], raw: Sequence[_Grid]) -> tuple[Cells, set[int]]:
    cells, used = Cells("review"), set()
    for index, (grid, texts) in enumerate(zip(grids, raw, strict=True)):
        for upright, shown in ((grid, texts), (_turned(grid), _turned(texts))):
            found = _review_rows(upright, shown)
            if found:
                used.add(index)
                for block, row in found.items():
                    cells.add(block, row)
                break
    return cells, used


def _review_rows(grid: _Grid, texts: Sequence[Sequence[str]]) -> dict[str, dict[str, str]]:
    heads = [number for number, row in enumerate(grid) if any("维持" in cell for cell in row)]
    if not heads or heads[-1] + 1 >= len(grid):
        return {}
    header = grid[: heads[-1] + 1]
    stacks = [[row[column] for row in header] for column in range(len(grid[0]))]
    keyed = [(column, block_key(stack), field_key(stack)) for column, stack in enumerate(stacks)]
    keyed = [entry for entry in keyed if entry[2]]
    if not all(block for _, block, _ in keyed) and len(keyed) == 15:
        keyed = [(column, BLOCKS[place // 5], key) for place, (column, _, key) in enumerate(keyed)]
    body = range(heads[-1] + 1, len(grid))
    filled = [number for number in body if any(re.search(r"\d", grid[number][column]) for column, _, _ in keyed)]
    line = texts[filled[0] if filled else heads[-1] + 1]
    found: dict[str, dict[str, str]] = {}
    for column, block, key in keyed:
        if block:
            found.setdefault(block, {}).setdefault(key, line[column])
    return {block: row for block, row in found.items() if len(row) == len(FIELDS)}


# -- table two


def _voluntary(grids: list[_Grid], raw: Sequence[_Grid]) -> tuple[Cells, set[int], bool | None]:
    cells, used = Cells("voluntary"), set()
    money: list[bool] = []
    columns: dict[str, int] = {}
    for index, (grid, texts) in enumerate(zip(grids, raw, strict=True)):
        if not any(_voluntary_columns(row) for row in grid):
            continue
        used.add(index)
        for row, text in zip(grid, texts, strict=True):
            header = _voluntary_columns(row)
            if header:
                columns = header
                continue
            key = next((key for key, pattern in VOLUNTARY_ROWS.items() if any(map(pattern.search, _labels(row)))), "")
            if key and columns:
                cells.add(key, {name: text[place] for name, place in columns.items() if place < len(text)})
                money += ["万元" in "".join(map("".join, grid))] if "amount" in columns else []
    return cells, used, all(money) if money else None


def _voluntary_columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        key = next((key for key, pattern in VOLUNTARY_COLUMNS.items() if pattern.search(cell)), "")
        if key and len(cell) <= _LABEL_CHARS:
            found.setdefault(key, place)
    return found


# -- text without grids


def _from_lines(document: Document, applications: Cells, review: Cells) -> None:
    if not applications.rows:
        group = ""
        for line in document.lines:
            label = norm(line.text)
            group = group_of(label[:_LABEL_CHARS]) or group
            match = _SEVEN.fullmatch(line.text)
            if match:
                applications.add(
                    row_key([norm(match["label"])], group), dict(zip(COLUMNS, match["cells"].split(), strict=True))
                )
    if not review.rows:
        for line in document.lines:
            if _FIFTEEN.fullmatch(line.text):
                figures = line.text.split()
                for place, block in enumerate(BLOCKS):
                    review.add(block, dict(zip(FIELDS, figures[5 * place : 5 * place + 5], strict=True)))
