"""Values that a page prints under a label: in the same line, the next cell, or the line below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from inspector import lazy
from inspector.facts.document import Document, Line
from inspector.facts.plain import Plain, fold

_LEAD = r"(?:^|(?<=[\s|;；。,，、)\]】>]))[\s\d.、()一二三四五六七八九十●◆■★▪·*\[【<]{0,20}"
_NEXT_LABEL = lazy.pattern(r"[\s|;,，]+(?:[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,5})\s?[:】]")
_ONLY_LABEL = lazy.pattern(r"^(?:[\u4e00-\u9fff] ?){2,10}[:：】\]]?\s*$")
_FEWEST = 2
_LABEL_ENDS = (":", "】", "]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value as folded text with the label's words, the page's own words, and the place."""

    label: str
    value: str
    quote: str
    locator: str
    line: Line


def spaced(words: str) -> str:
    """A pattern of label words whose characters may stand apart: 索 引 号."""
    return re.sub(r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1 ?", words)


def folded(document: Document, regions: tuple[str, ...] = ("main",)) -> tuple[Plain, ...]:
    """The lines of some regions in the form they are matched on."""
    return tuple(fold(line, n) for n, line in enumerate(document.lines) if line.region in regions and line.text)


def upright(lines: tuple[Plain, ...]) -> tuple[Plain, ...]:
    """The lines with each table of two rows, the upper one all labels, as one of labels beside their values."""
    done: list[Plain] = []
    for table, run in groupby(lines, key=lambda plain: plain.line.cell[0] if plain.line.cell else None):
        rows = list(run)
        done += rows if table is None else _upright(rows)
    return tuple(done)


def _upright(table: list[Plain]) -> list[Plain]:
    cells = [(plain.line.cell or (0, 0, 0), plain) for plain in table]
    heads = [plain for (_, row, _), plain in cells if row == 0]
    if len(heads) < _FEWEST or {row for (_, row, _), _ in cells} != {0, 1} or not all(map(_bare, heads)):
        return table
    turned = sorted(cells, key=lambda one: (one[0][2], one[0][1]))
    return [
        replace(plain, line=plain.line._replace(cell=(number, column, row))) for (number, row, column), plain in turned
    ]


def _bare(plain: Plain) -> bool:
    return _ONLY_LABEL.match(plain.text) is not None


@cache
def _before_value(words: str) -> re.Pattern[str]:
    """What stands before a value under one of the labels, which are those that readers know: a few dozen."""
    return lazy.pattern(
        rf"{_LEAD}(?P<label>{spaced(words)})\s?(?:\([^()]*\))?(?: ?[A-Z][A-Za-z .]{{1,24}})?\s?(?P<sep>[:】\]]|$)[:\s]?",
        re.IGNORECASE,
    )


def labelled(lines: tuple[Plain, ...], words: str) -> Iterator[Labelled]:
    """Every value under one of the labels `words` (a pattern), in page order; empty values are left out."""
    pattern = _before_value(words)
    for place, plain in enumerate(lines):
        for match in pattern.finditer(plain.text):
            value = _NEXT_LABEL.split(plain.text[match.end() :], maxsplit=1)[0].strip(" ;,，。|")
            if value:
                yield Labelled(
                    match["label"], value, plain.quote(match.start(), match.end()), plain.line.locator, plain.line
                )
            elif (following := _following(lines, place)) and not plain.text[match.end() :].strip():
                quote = f"{plain.line.text} {following.line.text}"
                yield Labelled(match["label"], following.text, quote, following.line.locator, following.line)


def in_columns(lines: tuple[Plain, ...], words: str) -> Iterator[Labelled]:
    """The cells of a table below a head that is one of the labels `words`."""
    label = lazy.pattern(rf"(?:{spaced(words)}):?", re.IGNORECASE)
    heads = {}
    for plain in lines:
        cell = plain.line.cell
        if cell and cell[1] == 0 and label.fullmatch(plain.text):
            heads[cell[0], cell[2]] = plain
        elif cell and (head := heads.get((cell[0], cell[2]))):
            yield Labelled(head.text, plain.text, plain.line.text, plain.line.locator, plain.line)


def _following(lines: tuple[Plain, ...], place: int) -> Plain | None:
    """What stands right of a label's cell, or below a label that has its line to itself."""
    if place + 1 >= len(lines):
        return None
    here, there = lines[place].line, lines[place + 1].line
    if here.cell is not None and (
        there.cell is None or there.cell[:2] != here.cell[:2] or there.cell[2] > here.cell[2] + 1
    ):
        return None
    before = ":" if here.heading else lines[place].text
    described = "/dt[" in here.locator and "/dd[" in there.locator
    if there.heading or (here.cell is None and not described and _is_label(before, lines[place + 1].text)):
        return None
    return lines[place + 1]


def _is_label(before: str, text: str) -> bool:
    """Whether the line after a label is another label; where labels are headings or end with a colon, a line without is a value."""
    return bool(_ONLY_LABEL.match(text)) and (before[-1:] not in _LABEL_ENDS or text[-1:] in _LABEL_ENDS)
