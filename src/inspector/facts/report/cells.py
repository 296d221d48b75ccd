"""Cells of report tables: a number, nothing, or something that should not be there. Blank is not zero."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

from inspector import lazy
from inspector.facts.document import norm, tidy
from inspector.facts.report.layout import MONEY, SIGNED

Number: TypeAlias = int | float | None
Row: TypeAlias = dict[str, Number]
Rows: TypeAlias = dict[str, Row]

_GROUPED = lazy.pattern(r"\d{1,3}(?:[,，' ]\d{3})+")
_UNIT = lazy.pattern(r"(?:件|宗|项|个|条|份|次|起|万元|元)$")
_YUAN = lazy.pattern(r"[1-9][\d.]*元$")
"""`156000元` where amounts are in 万元."""
_WHOLE = lazy.pattern(r"([+-]?)(\d+)(?:\.0+)?")
_DECIMAL = lazy.pattern(r"([+-]?)(\d+\.\d+)")
_SIGN_WORDS = {"增加": "+", "增": "+", "新增": "+", "减少": "-", "减": "-", "−": "-", "－": "-"}


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that holds neither a count nor nothing, e.g. `/`, `-`, `无`, a negative or broken number."""

    table: str
    row: str
    col: str
    text: str


@dataclass(slots=True)
class Cells:
    """Collects the rows of one table; the first row of a name wins."""

    table: str
    rows: Rows = field(default_factory=dict)
    bad: list[BadCell] = field(default_factory=list)

    def add(self, row: str, texts: dict[str, str]) -> None:
        """Take a row given as column key to cell text."""
        if row in self.rows or not row:
            return
        self.rows[row] = {}
        for column, text in texts.items():
            value, good = number(text, column)
            self.rows[row][column] = value
            if not good:
                self.bad.append(BadCell(self.table, row, column, tidy(text)))


def number(text: str, column: str = "") -> tuple[Number, bool]:
    """The number in a cell and whether the cell is in order: `(None, True)` is blank, `(None, False)` unreadable."""
    plain = unicodedata.normalize("NFKC", tidy(text)).strip()
    if not plain:
        return None, True
    plain = _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), plain)
    if re.search(r"\d\s+\d", plain):
        return None, False
    plain = norm(plain)
    if column in MONEY and _YUAN.search(plain):
        return None, False
    plain = _UNIT.sub("", plain)
    for word, sign in _SIGN_WORDS.items():
        plain = plain.replace(word, sign)
    return _value(plain, column)


def _value(plain: str, column: str) -> tuple[Number, bool]:
    if whole := _WHOLE.fullmatch(plain):
        value = int(whole[2]) * (-1 if whole[1] == "-" else 1)
        return value, value >= 0 or column in SIGNED
    if (decimal := _DECIMAL.fullmatch(plain)) and column in MONEY:
        return float(decimal[1] + decimal[2]), decimal[1] != "-"
    return None, False
