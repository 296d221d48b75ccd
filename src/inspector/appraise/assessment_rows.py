"""The rows of an assessor's table: every fault told by row and column before anything is taken in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from inspector.appraise.assessment import (
    QUARTER,
    Assessment,
    AssessmentMap,
    ForeignIssue,
    ForeignScore,
    issue_id,
)
from inspector.errors import Problem
from inspector.model.unit import Unit

Row = tuple[int, Sequence[str]]
MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Read:
    """What a table holds, a quarter each; or its faults, and then nothing of it counts."""

    assessments: tuple[Assessment, ...] = ()
    faults: tuple[Problem, ...] = ()


def read_rows(rows: Sequence[Row], mapping: AssessmentMap, units: Sequence[Unit], name: str) -> Read:
    """The quarters of a table whose first row is its header; `name` is the file's, for messages."""
    if not rows:
        return Read(faults=(Problem(name, "the table is empty", "Its first row names the columns."),))
    header = [cell.strip() for cell in rows[0][1]]
    named = {key: title for key, title in mapping.columns.model_dump().items() if title}
    lacking = [
        Problem(f"{name}: row {rows[0][0]}", f"there is no column {title!r} ({key})", _near(title, header))
        for key, title in named.items()
        if title not in header
    ]
    if lacking:
        return Read(faults=tuple(lacking))
    places = {key: header.index(title) for key, title in named.items()}
    reader = _Reader(mapping, _codes(units), name)
    for number, cells in rows[1:]:
        reader.take(number, {key: cells[place].strip() if place < len(cells) else "" for key, place in places.items()})
    return Read(faults=tuple(reader.faults)) if reader.faults else Read(tuple(reader.quarters()))


def _codes(units: Iterable[Unit]) -> dict[str, str]:
    """Every code, name and alias -> the unit's code."""
    return {text: unit.code for unit in units for text in (*unit.aliases, unit.name, unit.code)}


def _near(text: str, known: Sequence[str]) -> str:
    close = get_close_matches(text, [one for one in known if one], 1, 0.5)
    return f"Did you mean {close[0]!r}?" if close else f"It has: {'、'.join(one for one in known if one)[:200]}"


class _Reader:
    """Takes rows one by one."""

    def __init__(self, mapping: AssessmentMap, codes: Mapping[str, str], name: str) -> None:
        self.mapping, self.codes, self.name = mapping, codes, name
        self.faults: list[Problem] = []
        self.scores: dict[tuple[str, str], ForeignScore] = {}
        self.issues: dict[tuple[str, str], ForeignIssue] = {}

    def take(self, number: int, row: Mapping[str, str]) -> None:
        """One row; a blank one is nothing."""
        if not any(row.values()):
            return
        before = len(self.faults)
        unit = self.codes.get(row["unit"], "")
        quarter = row.get("quarter", "") or self.mapping.quarter
        if not unit:
            self._wrong(number, "unit", f"no unit is called {row['unit']!r}", _near(row["unit"], list(self.codes)))
        if not re.fullmatch(QUARTER, quarter):
            self._wrong(number, "quarter", f"{quarter!r} is not a quarter", "Write it as 2026Q3.")
        if not row.get("score") and not row.get("issue"):
            self._wrong(number, "score" if self.mapping.columns.score else "issue", "this cell is empty")
        value, full = self._number(number, row, "score"), self._number(number, row, "max") or self.mapping.max
        self._texts(number, row)
        if value is not None and value > full:
            self._wrong(number, "score", f"{value} is more than the full mark {full}")
        if len(self.faults) > before:
            return
        if value is not None:
            self._score(number, quarter, ForeignScore(unit, value, full, number))
        if row.get("issue"):
            item, text = row.get("item", ""), row["issue"]
            id = issue_id(self.mapping.assessor, unit, item, text)
            one = ForeignIssue(id, unit, item, text, row.get("url", ""), number)
            self.issues.setdefault((quarter, id), replace(one, rules=self.mapping.rules_of(one)))

    def quarters(self) -> Iterable[Assessment]:
        """What was taken, a quarter each."""
        for quarter in sorted({quarter for quarter, _ in (*self.scores, *self.issues)}):
            yield Assessment(
                self.mapping.assessor,
                quarter,
                self.mapping.severity,
                tuple(one for (q, _), one in self.scores.items() if q == quarter),
                tuple(one for (q, _), one in self.issues.items() if q == quarter),
            )

    def _score(self, number: int, quarter: str, score: ForeignScore) -> None:
        known = self.scores.setdefault((quarter, score.unit), score)
        if (known.value, known.max) != (score.value, score.max):
            said = f"{score.unit} has {known.value} in row {known.row} and {score.value} here"
            self._wrong(number, "score", said, "One score a unit and quarter.")

    def _number(self, number: int, row: Mapping[str, str], key: str) -> Decimal | None:
        text = row.get(key, "")
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value < 0 or (key == "max" and not value) or value > 10_000:
            self._wrong(number, key, f"{text[:40]!r} is not a number of points")
            return None
        return value

    def _texts(self, number: int, row: Mapping[str, str]) -> None:
        for key in ("item", "issue", "url"):
            if len(row.get(key, "")) > MAX_TEXT:
                self._wrong(number, key, "is too long", f"At most {MAX_TEXT} characters.")
        if row.get("url") and not row["url"].startswith(("http://", "https://")):
            self._wrong(number, "url", f"{row['url'][:60]!r} is not an address", "It begins with http:// or https://.")

    def _wrong(self, number: int, key: str, what: str, remedy: str = "") -> None:
        column = getattr(self.mapping.columns, key) or key
        self.faults.append(Problem(f"{self.name}: row {number}, column {column}", what, remedy))
