"""Applications of units and years: identities within a report, across years, and across units; both readings of what was received."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from inspector.facts.report.identities import Identity, continuity, readings, sanity, sums
from inspector.facts.report.layout import COLUMNS, GROUPS
from inspector.model.order import Event
from inspector.statistics.disclosed import STREAM

Origin = Literal["report", "import"]
"""`report`: read from the published annual report; `import`: a table somebody handed in."""
ITEMS = ("new", "carried_in", "total", "carried_out")
SUMMED = ("new", "total", "carried_out")
"""Rows in which the units' tables may be added up to the district's (I9)."""


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's year as one origin tells it. `facts` are those of an annual report; of an import, its table alone.

    `source` is an address or a file's name, `sha256` of what was read, `quotes` the sentences that give figures.
    """

    unit: str
    year: int
    origin: Origin
    facts: Mapping[str, Any]
    source: str
    sha256: str
    at: str

    @property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Table three: row -> column -> figure; empty where there is none."""
        tables = self.facts.get("tables") or {}
        return tables.get("applications") or {}

    def total(self, row: str) -> int | None:
        """The total column of a row; of a report without a table the one figure its text gives."""
        if self.rows:
            value = self.rows.get(row, {}).get("total")
        else:
            said = {entry["value"] for entry in (self.facts.get("prose") or {}).get(row, ())}
            value = said.pop() if len(said) == 1 else None
        return value if isinstance(value, int) else None

    @property
    def quotes(self) -> tuple[str, ...]:
        """The sentences of the text that give one of the four items, once each."""
        prose = self.facts.get("prose") or {}
        return tuple(dict.fromkeys(entry["quote"] for item in ITEMS for entry in prose.get(item, ())))


def reports_of(events: Iterable[Event]) -> tuple[Report, ...]:
    """What was last told of every unit and year, by each origin; the published report first."""
    newest = {event.key: event for event in events if event.stream == STREAM and event.kind in ("read", "applications")}
    found = [_report(event) for event in newest.values()]
    return tuple(sorted(found, key=lambda one: (one.unit, one.year, one.origin != "report")))


def _report(event: Event) -> Report:
    data = event.data
    origin: Origin = "report" if event.kind == "read" else "import"
    return Report(data["unit"], data["year"], origin, data["facts"], data["source"], data["sha256"], event.at)


def identities(report: Report, last: Report | None) -> tuple[Identity, ...]:
    """Every identity within the report, and across years where last year's is known, in the order of their numbers."""
    told = [Identity(**one) for one in report.facts.get("identities") or ()] or _of_table(report)
    if last is not None:
        told += continuity(report.facts, last.facts)
    order = {f"I{number}": number for number in range(1, 12)}
    return tuple(sorted(told, key=lambda one: order.get(one.id, 99)))


def _of_table(report: Report) -> list[Identity]:
    """The identities of an imported table; where it gives groups of results only, they are added instead of their rows."""
    rows = {row: dict(cells) for row, cells in report.rows.items()}
    within = [one for one in sums(rows, None) if one.id != "I5"]
    groups = [group for group in GROUPS if group in rows]
    if groups and not any(row in rows for group in groups for row in GROUPS[group] if group != "r6"):
        within = [_grouped(rows) if one.id == "I2" else one for one in within]
    if {column for cells in rows.values() for column in cells} == {"total"}:
        alone = Identity("I3", "not_applicable", detail="only the total column is given")
        within = [alone if one.id == "I3" else one for one in within]
    return [*within, _sane(rows)]


def _grouped(rows: Mapping[str, Mapping[str, Any]]) -> Identity:
    """I2 over the groups: total = r1 + r2 + r3 + r4 + r5 + r6, per column that is there."""
    parts, wrong, blank = ("r1", "r2", *GROUPS), [], []
    present = {column for cells in rows.values() for column in cells}
    for column in (one for one in reversed(COLUMNS) if one in present):
        left = rows.get("total", {}).get(column)
        figures = {row: rows.get(row, {}).get(column) for row in parts}
        right = sum(value or 0 for value in figures.values())
        lacking = [f"{row}.{column}" for row, value in {"total": left, **figures}.items() if value is None]
        if lacking or left is None:
            blank.append(f"{column}: blank {', '.join(lacking[:3])}")
        elif left != right:
            wrong.append((left - right, f"{column}: {left} against {right}"))
    if wrong:
        return Identity("I2", "fail", wrong[0][0], "; ".join(detail for _, detail in wrong))
    return Identity("I2", "undetermined", detail="; ".join(blank)) if blank else Identity("I2", "pass", 0)


def _sane(rows: dict[str, dict[str, Any]]) -> Identity:
    """I11 on a table that may give groups of results instead of their rows."""
    total = rows.get("total", {}).get("total")
    groups = [value for group in ("r1", "r2", *GROUPS) for value in rows.get(group, {}).values()]
    return Identity("I11", "pass", 0) if total and any(groups) else sanity(rows)


def readings_of(report: Report) -> list[dict[str, Any]]:
    """Which reading of `received` the figures bear out: A leaves out what was carried in, B includes it; each with its difference.

    The published table outranks the prose; both are given. Never a verdict of falsity: what does not add up is asked of the unit.
    """
    told = report.facts.get("readings")
    if told:
        return [dict(one) for one in told]
    found = readings({item: report.total(item) for item in ITEMS}, "import")
    return [dict(one) for one in found]


@dataclass(frozen=True, slots=True)
class Across:
    """I9 for one row: the units' sum beside the district's own figure. Plausible, not binding: other bodies may be outside.

    `missing` are units without a figure: while there are any, nothing follows from a difference.
    """

    row: str
    units: int
    district: int | None
    counted: int
    missing: tuple[str, ...]

    @property
    def status(self) -> Literal["pass", "differs", "undetermined"]:
        """Whether both agree."""
        if self.district is None or self.missing:
            return "undetermined"
        return "pass" if self.units == self.district else "differs"

    @property
    def delta(self) -> int | None:
        """The units' sum minus the district's figure."""
        return None if self.district is None else self.units - self.district


def across_units(reports: Sequence[Report], year: int, units: Sequence[str], district: str) -> tuple[Across, ...]:
    """I9: the units' tables of a year against the table of the unit that is the district; none where there is no district."""
    mine: dict[str, Report] = {}
    for one in reports:
        if one.year == year:
            mine.setdefault(one.unit, one)
    if not district:
        return ()
    found = []
    for row in SUMMED:
        figures = {code: mine[code].total(row) if code in mine else None for code in units if code != district}
        there = [value for value in figures.values() if value is not None]
        missing = tuple(code for code, value in figures.items() if value is None)
        own = mine[district].total(row) if district in mine else None
        found.append(Across(row, sum(there), own, len(there), missing))
    return tuple(found)
