"""Dates as pages print them, parsed only where they are whole: all given out are ISO strings (`2021-03-08`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector import lazy
from inspector.facts.document import norm

_SEP = r"\s*[-./\u2010-\u2015年]\s*"
_SEP2 = r"\s*[-./\u2010-\u2015月]\s*"
_ARABIC = lazy.pattern(
    rf"(?<![\d/.\-])((?:19|20)\d{{2}}){_SEP}(1[0-2]|0?[1-9]){_SEP2}(3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
    r"(?:[\sT-]*(?P<time>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?"
)
_DIGITS = "〇○零一二三四五六七八九"
_ZEROS = "OoО0◯〇○零"
_HAN = lazy.pattern(
    rf"([一二][{_DIGITS}{_ZEROS}]{{3}})\s*年\s*([一二三四五六七八九十元]{{1,2}})\s*月\s*"
    r"([一二三四五六七八九十廿卅]{1,3})\s*日"
)
_COMPACT = lazy.pattern(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?")
_URL = lazy.pattern(r"(?:https?://|www\.)[^\s，。；）)]+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A whole date found in a text: ISO day, time as written (or empty), and where it stands in the NFKC text."""

    day: str
    time: str
    start: int
    end: int


def find_dates(text: str) -> tuple[str, ...]:
    """All whole, valid dates of a text in order, as ISO strings; addresses in the text are not looked into."""
    return tuple(found.day for found in scan(text))


def parse_date(text: str) -> str | None:
    """The first whole, valid date of a text, ISO; None where there is none (`01-08`, `2021年3月`, `2021-02-30`)."""
    if whole := _COMPACT.fullmatch(norm(text)):
        return _iso(*(int(part) for part in whole.groups()[:3]))
    return next(iter(find_dates(text)), None)


def scan(text: str) -> tuple[Dated, ...]:
    """The dates of a text with their places in `unicodedata.normalize("NFKC", text)`."""
    plain = _URL.sub(lambda match: " " * len(match[0]), unicodedata.normalize("NFKC", text))
    return tuple(sorted((*_arabic(plain), *_han(plain)), key=lambda found: found.start))


def _arabic(text: str) -> Iterator[Dated]:
    for match in _ARABIC.finditer(text):
        if day := _iso(int(match[1]), int(match[2]), int(match[3])):
            yield Dated(day, match["time"] or "", match.start(), match.end())


def _han(text: str) -> Iterator[Dated]:
    for match in _HAN.finditer(text):
        year = int("".join("0" if c in _ZEROS else str(_DIGITS.index(c) - 2) for c in match[1]))
        if day := _iso(year, _han_number(match[2]), _han_number(match[3])):
            yield Dated(day, "", match.start(), match.end())


def _han_number(text: str) -> int:
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text) - 2 if len(text) == 1 else 0
    return (_DIGITS.index(tens) - 2 if tens else 1) * 10 + (_DIGITS.index(ones) - 2 if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
