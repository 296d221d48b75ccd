"""Dates as pages print them, parsed only where they are whole: all given out are ISO strings (`2021-03-08`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector import lazy
from inspector.facts.document import norm
from inspector.facts.numerals import numeral

_SEP = r"\s*[-./\u2010-\u2015年]\s*"
_SEP2 = r"\s*[-./\u2010-\u2015月]\s*"
_ARABIC = lazy.pattern(
    rf"(?<![\d/.\-])((?:19|20)\d{{2}}){_SEP}(1[0-2]|0?[1-9]){_SEP2}(3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
    r"(?:[\sT-]*(?P<time>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?"
)
_TIME_AFTER = r"(?:[\sT,]*(?P<time>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?"
_YEAR_LAST = lazy.pattern(
    rf"(?<![\d/.\-])(?P<one>\d{{1,2}})(?P<sep>[-./])(?P<other>\d{{1,2}})(?P=sep)(?P<year>(?:19|20)\d{{2}})(?![\d/\-]){_TIME_AFTER}"
)
_MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{{0,6}}\.?"
_DAY = r"(?P<{0}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d{{2}})(?!\d)"
_ENGLISH = lazy.pattern(
    rf"(?<![A-Za-z\d])(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},?\s)?(?:{_MONTH.format('m1')}\s?{_DAY.format('d1')}(?:,\s?|\s(?:\d\d:\d\d:\d\d\s[A-Z]{{3}}\s)?){_YEAR.format('y1')}"
    rf"|{_DAY.format('d2')}[\s-]?{_MONTH.format('m2')}[\s,-]{{1,2}}{_YEAR.format('y2')}){_TIME_AFTER}",
    re.IGNORECASE,
)
"""`Mar 2, 2026`, `2 March 2026`, `02-Mar-2026`; `Mar 02 09:30:00 CST 2026`, as programs write it that nobody told how."""
_WORD = lazy.pattern(r"[A-Za-z]{3}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    plain = unicodedata.normalize("NFKC", text)
    if "20" not in plain and "19" not in plain and "年" not in plain:
        return ()  # one of them stands in whatever the patterns find, and in few lines of a page
    plain = _URL.sub(lambda match: " " * len(match[0]), plain)
    return tuple(
        sorted((*_arabic(plain), *_han(plain), *_year_last(plain), *_english(plain)), key=lambda found: found.start)
    )


def _arabic(text: str) -> Iterator[Dated]:
    for match in _ARABIC.finditer(text):
        if day := _iso(int(match[1]), int(match[2]), int(match[3])):
            yield Dated(day, match["time"] or "", match.start(), match.end())


def _han(text: str) -> Iterator[Dated]:
    for match in _HAN.finditer(text):
        year = int("".join("0" if c in _ZEROS else str(_DIGITS.index(c) - 2) for c in match[1]))
        if day := _iso(year, _month_or_day(match[2]), _month_or_day(match[3])):
            yield Dated(day, "", match.start(), match.end())


def _year_last(text: str) -> Iterator[Dated]:
    """`25/03/2026`, which can be read in one way only; `03/02/2026` is no whole date, as nobody can say which number is the month."""
    for match in _YEAR_LAST.finditer(text):
        year, one, other = (int(match[name]) for name in ("year", "one", "other"))
        days = {day for day in (_iso(year, one, other), _iso(year, other, one)) if day}
        if len(days) == 1:
            yield Dated(days.pop(), match["time"] or "", match.start(), match.end())


def _english(text: str) -> Iterator[Dated]:
    for match in _ENGLISH.finditer(text) if _WORD.search(text) else ():
        year, month, day = (match[f"{part}1"] or match[f"{part}2"] for part in "ymd")
        if found := _iso(int(year), _MONTHS.index(month.lower()) + 1, int(day)):
            yield Dated(found, match["time"] or "", match.start(), match.end())


def _month_or_day(text: str) -> int:
    return numeral(text.replace("元", "一")) or 0


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
