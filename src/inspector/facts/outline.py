"""How deep the lines of a text lie under each other: its numbering and its headings."""

from __future__ import annotations

import re
from typing import TypeVar

from inspector import lazy
from inspector.facts.plain import Plain

_LEVELS = (
    lazy.pattern(r"第[一二三四五六七八九十]+(?:部分|章|节)"),
    lazy.pattern(r"[一二三四五六七八九十]{1,3}\s*[、.,:]|[一二三四五六七八九十]{1,3}\s(?=\S)"),
    lazy.pattern(r"\(\s*[一二三四五六七八九十]{1,3}\s*\)"),
    lazy.pattern(r"\d{1,2}\s*[、.](?!\d)|\d{1,2}\s(?=[^\d\s:.\-])|第[一二三四五六七八九十]+[,、]"),
    lazy.pattern(r"\(\s*\d{1,2}\s*\)|\d{1,2}\s*\)"),
)
WEAK = len(_LEVELS)
_FIRST = lazy.pattern(r"^[\s(●◆■]*(?:第?[一1])\s*[、.,:)部]")
_T = TypeVar("_T")
HEAD_CHARS = 26
_NUMBERED = lazy.pattern(r"^\s*(?:[●◆■▪•·*※★▲○◎\-]\s*)+")


def level_of(text: str) -> tuple[int, str]:
    """The numbering depth of a line (0 to 4, 5 where it is not numbered) and what follows the number."""
    text = _NUMBERED.sub("", text)
    for level, pattern in enumerate(_LEVELS):
        if match := pattern.match(text):
            return level, text[match.end() :].strip()
    return WEAK, text


def head_of(text: str) -> str:
    """The first words of a line up to its first stop, when they are short enough to be a heading; else empty."""
    head = re.split(r"[。:;,!?]", text, maxsplit=1)[0].strip()
    return head if len(head) <= HEAD_CHARS else ""


def depth_of(level: int, place: int, lines: tuple[Plain, ...]) -> float:
    """A heading without a number stands above the list that begins right below it: half a level above that list's."""
    if level == WEAK and place + 1 < len(lines):
        below, _ = level_of(lines[place + 1].text)
        if below < WEAK and _FIRST.match(lines[place + 1].text):
            return below - 0.5
    return level


def above(stack: dict[float, _T], depth: float) -> dict[float, _T]:
    """What of a stack still stands over a heading at `depth`; one without a number ends another's list."""
    unnumbered = depth == WEAK or depth % 1
    return {known: value for known, value in stack.items() if known < depth and not (unnumbered and known % 1)}
