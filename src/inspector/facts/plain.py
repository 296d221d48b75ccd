"""The text that readers match on, and the way back to the page's own characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.document import NO_WIDTH, Line, narrowed, tidy
from inspector.facts.traditional import simplified

_QUOTE_CHARS = 240
_SPELT_OUT = lazy.pattern(r"(?:[\u4e00-\u9fff] ){1,12}[\u4e00-\u9fff] ?:?")
"""A line whose signs all stand apart, as heads of tables are set."""
_APART, _LEAST_APART, _MOST_TOGETHER = lazy.pattern("(?<![^ ])[\u4e00-\u9fff](?![^ ])"), 4, 0.2
"""Of a text that was scanned nearly all signs stand apart, numbers too: `联 系 电 话 : 0 8 2 7 - 7 2 2`."""
_SENTENCE_END = "。；;！!？?"


@dataclass(frozen=True, slots=True)
class Plain:
    """A line folded for matching: NFKC, simplified characters, white space as one blank, none in `机 构 职 能`; without signs of no width.

    `origins[i]` is where character i came from.
    """

    line: Line
    index: int
    text: str
    origins: tuple[int, ...]

    def quote(self, start: int = 0, end: int | None = None) -> str:
        """The page's own characters: the whole line where it is short, else the sentence around `start` to `end`."""
        end = len(self.text) if end is None else end
        if len(self.line.text) <= _QUOTE_CHARS or not self.origins:
            return self.line.text
        return self.cut(*_around(self.text, start, end))

    def cut(self, start: int, end: int) -> str:
        """The page's own characters from `start` to `end` of the folded text."""
        if not self.origins or end <= start:
            return ""
        return self.line.text[self.origins[start] : self.origins[min(end, len(self.origins)) - 1] + 1].strip()


def fold(line: Line, index: int = 0) -> Plain:
    """`line` as it is matched on."""
    text = simplified(line.text)
    narrow = narrowed(text)
    if narrow[1:2] != " " and tidy(narrow) == narrow and unicodedata.is_normalized("NFKC", narrow):
        return Plain(line, index, narrow, tuple(range(len(narrow))))  # sign for sign, as most lines
    characters: list[str] = []
    origins: list[int] = []
    for origin, raw in enumerate(text):
        if raw in NO_WIDTH:
            continue
        folded = " " if raw.isspace() else unicodedata.normalize("NFKC", raw)
        for character in folded:
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            origins.append(origin)
    while characters and characters[-1] == " ":
        characters.pop()
        origins.pop()
    text = "".join(characters)
    if text[1:2] == " " and (_SPELT_OUT.fullmatch(text) or _is_scanned(text)):
        origins = [origin for origin, sign in zip(origins, text, strict=True) if sign != " "]
        text = text.replace(" ", "")
    return Plain(line, index, text, tuple(origins))


def _is_scanned(text: str) -> bool:
    words = text.split(" ")
    together = sum(len(word) > 1 for word in words)
    return len(_APART.findall(text)) >= _LEAST_APART and together <= len(words) * _MOST_TOGETHER


def fold_text(text: str) -> str:
    """A text folded for matching that is no line of the page."""
    return fold(Line(text)).text


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a folded text; a sentence ends with 。；！？ or the text."""
    start = 0
    for match in re.finditer(rf"[{_SENTENCE_END}]+", text):
        if match.start() > start:
            yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def end_of_clause(text: str, start: int, end: int) -> int:
    """Where the clause ends that `start` stands in, `end` at the latest."""
    return next((place for place in range(start, end) if text[place] in ",;"), end)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((text.rfind(mark, 0, start) for mark in _SENTENCE_END), default=-1) + 1
    marks = [place for mark in _SENTENCE_END if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = min(marks) + 1 if marks else len(text)
    first, last = max(first, start - _QUOTE_CHARS // 2), min(last, end + _QUOTE_CHARS // 2)
    return first, max(last, first + 1)
