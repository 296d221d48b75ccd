"""What an import would change, and the registry after it. An import adds and changes; it never takes anything away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.model.unit import Unit
from inspector.registry.rows import COLUMNS, rows_of, units_of


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a known unit that an import gives another value."""

    code: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does: units it adds, cells it changes, codes it leaves as they are."""

    added: tuple[Unit, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]


def difference(old: Sequence[Unit], new: Sequence[Unit]) -> Difference:
    """What importing `new` into `old` does. An empty cell says nothing: the value known before stays."""
    known = {unit.code: row for unit, row in zip(old, rows_of(old), strict=True)}
    changed = tuple(
        Change(unit.code, column, known[unit.code][column], row[column])
        for unit, row in zip(new, rows_of(new), strict=True)
        if unit.code in known
        for column in COLUMNS
        if row[column] and row[column] != known[unit.code][column]
    )
    touched = {change.code for change in changed}
    return Difference(
        added=tuple(unit for unit in new if unit.code not in known),
        changed=changed,
        unchanged=tuple(code for code in known if code not in touched),
    )


def merged(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Unit, ...]:
    """The registry after importing `new`: the old units in their order, then the added ones."""
    rows = {row["code"]: row for row in rows_of(old)}
    for row in rows_of(new):
        kept = rows.setdefault(row["code"], row)
        kept.update({column: text for column, text in row.items() if text})
    table = [list(COLUMNS), *([row[column] for column in COLUMNS] for row in rows.values())]
    return units_of(list(enumerate(table, start=1)), "the registry after this import")
