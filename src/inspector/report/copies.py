"""A stored page as an inert copy: its text in its order, headings and tables, nothing of its markup, addresses or scripts.

The copy is made from what the readers read, so that nothing foreign can be in it but text; personal data is masked; the
places that findings quote are marked. A page too long for one file keeps its beginning and the surroundings of every mark.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from inspector.facts.document import Line
from inspector.facts.privacy import mask
from inspector.report.items import Place
from inspector.report.links import safe_link
from inspector.report.shelf import Spot, Stored

MOST = 40_000
"""Characters of a copy; beyond, what is far from every mark is left out, and said to be."""
_NEAR = 12
_PNG = b"\x89PNG"
_LONGEST_LINE = 3_000
_MOST_HIDDEN = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that findings quote, and the findings it leads back to: id, rule, and whether it is a fault."""

    line: int
    start: int
    end: int
    findings: tuple[tuple[str, str, bool], ...]

    @property
    def fault(self) -> bool:
        """Whether any of the findings is a fault, certain or proposed."""
        return any(fault for _, _, fault in self.findings)

    def joined(self, spot: Spot, finding: tuple[str, str, bool]) -> Mark:
        """The mark over both places, for one finding more."""
        findings = tuple(dict.fromkeys((*self.findings, finding)))
        return Mark(self.line, min(self.start, spot.start), max(self.end, spot.end), findings)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `mark` is the number of the mark it is, 0 for none."""

    text: str
    mark: int = 0


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a copy. `kind`: `text`, `frame` (navigation, header, footer), `table`, or `gap` (lines left out).

    `level` is that of a heading, else 0; a table's rows are cells of lines.
    """

    kind: str
    level: int = 0
    lines: tuple[Text, ...] = ()
    rows: tuple[tuple[tuple[Text, ...], ...], ...] = ()
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """One page to show: `name` is its file name without extension, `hidden` what the file holds but does not show."""

    name: str
    title: str
    url: str
    href: str
    kind: str
    fetched: str
    status: int | None
    sha256: str
    problem: str
    marks: tuple[Mark, ...]
    blocks: tuple[Block, ...]
    hidden: tuple[str, ...]
    pictures: int
    picture: str
    """A screenshot as a `data:` address; empty where there is none."""


def copy_of(name: str, place: Place, stored: Stored, marks: Sequence[Mark]) -> Copy:
    """The copy of `stored` under `name`, with `marks` numbered from 1."""
    document = stored.document
    url = place.final or place.url
    return Copy(
        name=name,
        title=mask(document.title)[:200],
        url=url,
        href=safe_link(url),
        kind=document.kind,
        fetched=place.fetched,
        status=place.status,
        sha256=place.sha256,
        problem=document.problem,
        marks=tuple(marks),
        blocks=tuple(_blocks(stored, marks)),
        hidden=tuple(mask(text)[:_LONGEST_LINE] for text in document.hidden[:_MOST_HIDDEN]),
        pictures=len(document.images),
        picture=_data(stored.picture),
    )


def _data(picture: bytes) -> str:
    """The picture within the page itself: nothing is fetched for it."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture.startswith(_PNG) else ""


def _blocks(stored: Stored, marks: Sequence[Mark]) -> Iterator[Block]:
    runs = _runs(_kept(stored, marks))
    here = _by_line(marks)
    texts = {n: _pieces(stored.lines[n], here.get(n, ())) for n in runs}
    last = -1
    for key, group in groupby(texts, lambda n: _part(stored.document.lines[n], n, runs[n])):
        numbers = list(group)
        if numbers[0] > last + 1:
            yield Block("gap", omitted=numbers[0] - last - 1)
        last = numbers[-1]
        yield _block(str(key[0]), [stored.document.lines[n] for n in numbers], [texts[n] for n in numbers])
    if last + 1 < len(stored.lines):
        yield Block("gap", omitted=len(stored.lines) - last - 1)


def _kept(stored: Stored, marks: Sequence[Mark]) -> set[int]:
    """The lines that are shown: those around the marks first, then from the top as far as there is room."""
    near = {n for mark in marks for n in range(mark.line - _NEAR, mark.line + _NEAR + 1) if 0 <= n < len(stored.lines)}
    kept: set[int] = set()
    room = MOST
    for number in (*sorted(near), *(n for n in range(len(stored.lines)) if n not in near)):
        room -= min(len(stored.lines[number]), _LONGEST_LINE) + 20
        if room < 0:
            break
        kept.add(number)
    return kept


def _runs(kept: set[int]) -> dict[int, int]:
    """Of every kept line the first of the unbroken run it is in."""
    runs: dict[int, int] = {}
    for number in sorted(kept):
        runs[number] = runs.get(number - 1, number)
    return runs


def _part(line: Line, number: int, run: int) -> tuple[str, object]:
    """What a line belongs to: neighbours with the same answer make one block."""
    if line.cell is not None:
        return "table", (line.cell[0], run)
    if line.region != "main":
        return "frame", (line.region, run)
    return "text", number if line.heading else f"from {run}"


def _block(kind: str, lines: list[Line], texts: list[Text]) -> Block:
    if kind != "table":
        return Block(kind, lines[0].heading, tuple(texts))
    cells: dict[int, dict[int, list[Text]]] = {}
    for line, text in zip(lines, texts, strict=True):
        if line.cell is not None:
            cells.setdefault(line.cell[1], {}).setdefault(line.cell[2], []).append(text)
    columns = sorted({column for row in cells.values() for column in row})
    rows = tuple(tuple(tuple(row.get(column, ())) for column in columns) for row in cells.values())
    return Block(kind, rows=rows)


_Place = tuple[int, int, int]


def _by_line(marks: Sequence[Mark]) -> dict[int, list[_Place]]:
    """Line -> start, end and number of each mark on it."""
    found: dict[int, list[_Place]] = {}
    for number, mark in enumerate(marks, start=1):
        found.setdefault(mark.line, []).append((mark.start, mark.end, number))
    return found


def _pieces(text: str, marks: Sequence[_Place]) -> Text:
    """The line in runs, marked and not; a very long line is cut between its marks."""
    pieces: list[Piece] = []
    at = 0
    for start, end, place in sorted(marks):
        pieces += [Piece(_cut(text[at : max(start, at)])), Piece(text[max(start, at) : end], place)]
        at = max(at, end)
    pieces.append(Piece(_cut(text[at:])))
    return tuple(piece for piece in pieces if piece.text)


def _cut(text: str) -> str:
    half = _LONGEST_LINE // 2
    return text if len(text) <= _LONGEST_LINE else f"{text[:half]} …… {text[-half:]}"
