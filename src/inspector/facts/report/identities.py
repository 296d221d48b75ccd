"""The arithmetic of an annual report: identities I1 to I11, continuity with last year, the two readings of 'received'.

A blank cell is not zero: what needs it is `undetermined`. Nothing here says that a figure is false, only what does
not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from inspector.facts.reading import Json
from inspector.facts.report.cells import BadCell, Number, Row, Rows
from inspector.facts.report.layout import COLUMNS, FIELDS, GROUPS, RESULTS

Status = Literal["pass", "fail", "undetermined", "not_applicable"]
_ORGANISATIONS = COLUMNS[:-1]


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity. `delta` is left minus right: of the first failing place, 0 when it passes, else None."""

    id: str
    status: Status
    delta: Number = None
    detail: str = ""

    def json(self) -> dict[str, Json]:
        """The object of the contract."""
        return {"id": self.id, "status": self.status, "delta": self.delta, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class _Place:
    """One column, row or block of an identity: its name, both sides, and the names of blank cells it needs."""

    name: str
    left: Number
    right: Number
    blank: tuple[str, ...] = ()


def sums(applications: Rows | None, review: Rows | None) -> list[Identity]:
    """I1, I2, I3 on table three and I5 on table four."""
    return [
        _over("I1", applications, _balance),
        _over("I2", applications, _results),
        _over("I3", applications, _applicants),
        _over("I5", review, _outcomes),
    ]


def blank_totals(applications: Rows | None) -> list[tuple[str, str]]:
    """(row, column) of blanks where none may be: the total row, and the total column of items one, two and four."""
    rows = applications or {}
    places = [("total", column) for column in rows.get("total", {})]
    places += [(row, "total") for row in ("new", "carried_in", "carried_out") if row in rows]
    return [(row, column) for row, column in places if rows[row].get(column) is None]


def form(
    tables: Iterable[Rows | None], bad: Iterable[BadCell], blanks: list[tuple[str, str]], unit: bool | None
) -> Identity:
    """I8: counts are whole and not negative, totals are filled, amounts are in 万元."""
    if not any(tables):
        return Identity("I8", "not_applicable", detail="no table")
    bad = tuple(bad)
    faults = [f"{cell.table} {cell.row}.{cell.col}: “{cell.text}”" for cell in bad]
    told = {(cell.row, cell.col) for cell in bad if cell.table == "applications"}
    faults += [f"applications {row}.{column}: blank" for row, column in blanks if (row, column) not in told]
    faults += ["voluntary: amount without “万元”"] if unit is False else []
    return Identity("I8", "fail", len(faults), "; ".join(faults)) if faults else Identity("I8", "pass", 0)


def sanity(applications: Rows | None) -> Identity:
    """I11: a total above zero shows at least one result above zero."""
    total = (applications or {}).get("total", {}).get("total")
    if not applications or "total" not in applications:
        return Identity("I11", "not_applicable", detail="no table three")
    values = [value for key in _result_rows(applications) for value in applications.get(key, {}).values()]
    if total is None:
        return Identity("I11", "undetermined", detail="blank: total.total")
    if total == 0 or any(value for value in values):
        return Identity("I11", "pass", 0)
    if not values or None in values:
        return Identity("I11", "undetermined", detail="result rows are blank")
    return Identity("I11", "fail", total, f"total.total is {total}, every result row is 0")


def continuity(this: Mapping[str, object], last: Mapping[str, object]) -> list[Identity]:
    """I4 and I6 of two years' facts, as `annual_report` gives them: carry-in and stock follow from last year's.

    Where a report has no table three the one figure its prose gives for the carry-over stands in.
    """
    now, before = _carry(this, "carried_in"), _carry(last, "carried_out")
    places = []
    for column in COLUMNS:
        if column in now and column in before:
            blank = tuple(
                name
                for name, value in (
                    (f"carried_in.{column}", now[column]),
                    (f"last carried_out.{column}", before[column]),
                )
                if value is None
            )
            places.append(_Place(column, now[column], before[column], blank))
    return [
        _verdict("I4", places, "no carry-over in both years"),
        _verdict("I6", _stock(this, last), "no table two in both"),
    ]


def readings(figures: Mapping[str, Number], basis: str) -> list[dict[str, Json]]:
    """Which reading of 'received' the figures of items one to four bear out, with the difference of each.

    A: `new` leaves out what was carried in (the official identity). B: `new` already includes it.
    """
    new, carried_in, total, carried_out = (figures.get(key) for key in ("new", "carried_in", "total", "carried_out"))
    if new is None or total is None or carried_out is None:
        return []
    found: list[dict[str, Json]] = []
    if carried_in is not None:
        detail = f"{new} + {carried_in} against {total} + {carried_out}"
        found.append(_reading("A", basis, new + carried_in - total - carried_out, detail))
    found.append(_reading("B", basis, new - total - carried_out, f"{new} against {total} + {carried_out}"))
    return found


def _reading(name: str, basis: str, delta: Number, detail: str) -> dict[str, Json]:
    return {"reading": name, "basis": basis, "holds": delta == 0, "delta": delta, "detail": detail}


def _over(name: str, rows: Rows | None, places: object) -> Identity:
    if not rows:
        return Identity(name, "not_applicable", detail="the table is not on the page")
    return _verdict(name, places(rows) if callable(places) else [], "the rows are not on the page")


def _verdict(name: str, places: list[_Place], absent: str) -> Identity:
    """Fails where one place certainly does; else what is blank leaves it open."""
    if not places:
        return Identity(name, "not_applicable", detail=absent)
    wrong = [place for place in places if not place.blank and place.left != place.right]
    if wrong:
        detail = "; ".join(f"{place.name}: {place.left} against {place.right}" for place in wrong)
        return Identity(name, "fail", _minus(wrong[0].left, wrong[0].right), detail)
    open_places = [f"{place.name}: {_named(place.blank)}" for place in places if place.blank]
    return Identity(name, "undetermined", detail="; ".join(open_places)) if open_places else Identity(name, "pass", 0)


def _named(blank: tuple[str, ...]) -> str:
    more = f" and {len(blank) - 3} more" if len(blank) > 3 else ""
    return f"blank {', '.join(blank[:3])}{more}"


def _minus(left: Number, right: Number) -> Number:
    return None if left is None or right is None else left - right


def _sum(cells: list[tuple[str, Number]]) -> tuple[Number, tuple[str, ...]]:
    """The sum of what is there, and the names of what is blank."""
    return sum(value for _, value in cells if value is not None), tuple(name for name, value in cells if value is None)


def _place(name: str, left: list[tuple[str, Number]], right: list[tuple[str, Number]]) -> _Place:
    (one, blank_left), (two, blank_right) = _sum(left), _sum(right)
    return _Place(name, one, two, (*blank_left, *blank_right))


def _cell(rows: Rows, row: str, column: str) -> tuple[str, Number]:
    return f"{row}.{column}", rows.get(row, {}).get(column)


def _columns(rows: Rows) -> list[str]:
    """The columns of the table, the total first: its difference is the one to be shown."""
    present = {column for row in rows.values() for column in row}
    return [column for column in reversed(COLUMNS) if column in present]


def _balance(rows: Rows) -> list[_Place]:
    return [
        _place(
            column,
            [_cell(rows, row, column) for row in ("new", "carried_in")],
            [_cell(rows, row, column) for row in ("total", "carried_out")],
        )
        for column in _columns(rows)
    ]


def _result_rows(rows: Rows) -> tuple[str, ...]:
    return (*RESULTS, *(("r6",) if "r6" in rows else GROUPS["r6"]))


def _results(rows: Rows) -> list[_Place]:
    return [
        _place(column, [_cell(rows, "total", column)], [_cell(rows, row, column) for row in _result_rows(rows)])
        for column in _columns(rows)
    ]


def _applicants(rows: Rows) -> list[_Place]:
    return [
        _place(row, [_cell(rows, row, "total")], [_cell(rows, row, column) for column in _ORGANISATIONS])
        for row in rows
    ]


def _outcomes(rows: Rows) -> list[_Place]:
    return [
        _place(block, [_cell(rows, block, "total")], [_cell(rows, block, name) for name in FIELDS[:-1]])
        for block in rows
    ]


def _carry(facts: Mapping[str, object], row: str) -> Row:
    tables = facts.get("tables")
    applications = tables.get("applications") if isinstance(tables, dict) else None
    if isinstance(applications, dict) and isinstance(applications.get(row), dict):
        return dict(reversed(applications[row].items()))
    prose = facts.get("prose")
    entries = prose.get(row) if isinstance(prose, dict) else None
    values = {entry["value"] for entry in entries} if isinstance(entries, list) else set()
    return {"total": values.pop()} if len(values) == 1 else {}


def _stock(this: Mapping[str, object], last: Mapping[str, object]) -> list[_Place]:
    """现行有效 of this year = last year's + made - abolished."""
    now, before = _voluntary(this), _voluntary(last)
    places = []
    for row in ("art20_1.rules", "art20_1.normative"):
        if "in_force" in now.get(row, {}) and "in_force" in before.get(row, {}):
            left = [_cell(now, row, "in_force"), _cell(now, row, "abolished")]
            places.append(_place(row, left, [_cell(before, row, "in_force"), _cell(now, row, "made")]))
    return places


def _voluntary(facts: Mapping[str, object]) -> Rows:
    tables = facts.get("tables")
    voluntary = tables.get("voluntary") if isinstance(tables, dict) else None
    return voluntary if isinstance(voluntary, dict) else {}
