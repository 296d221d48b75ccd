"""The monthly summary of applications: figures, key points, what was turned into voluntary disclosure, and who did not report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspector.model.order import Event
from inspector.statistics.disclosed import STREAM


@dataclass(frozen=True, slots=True)
class Month:
    """A unit's month (`2026-05`). `pending` is what is still open at its end; None where it was left blank: blank is not zero."""

    unit: str
    month: str
    received: int | None
    handled: int | None
    pending: int | None
    turned: int | None
    """Applications after which the information was disclosed to all (Art. 44)."""
    points: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """One month over all units: sums of what was reported, how many reported it, and who did not."""

    month: str
    received: int
    handled: int
    pending: int
    turned: int
    reported: int
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """A year's months, and what does not fit: a month against the one before it, the year against the annual report."""

    year: int
    months: tuple[Sum, ...]
    notes: tuple[str, ...]


def months_of(events: Iterable[Event]) -> tuple[Month, ...]:
    """What was last imported of every unit and month, in that order."""
    newest = {event.key: event for event in events if event.stream == STREAM and event.kind == "month"}
    found = [Month(**event.data["figure"]) for event in newest.values()]
    return tuple(sorted(found, key=lambda one: (one.unit, one.month)))


def year_of_months(
    months: Sequence[Month], year: int, units: Sequence[str], new: Mapping[str, int | None], until: str = "9999-12"
) -> YearOfMonths:
    """The months of a year up to `until` in which anybody reported. `new` are the annual report's figures."""
    mine = [one for one in months if one.month[:4] == str(year) and one.month <= until]
    names = sorted({one.month for one in mine})
    notes = [note for code in units for note in _notes([one for one in mine if one.unit == code], new.get(code))]
    return YearOfMonths(year, tuple(_sum(name, mine, units) for name in names), tuple(notes))


def _sum(name: str, months: Iterable[Month], units: Sequence[str]) -> Sum:
    mine = {one.unit: one for one in months if one.month == name}
    there = [mine[code] for code in units if code in mine]
    fields = ("received", "handled", "pending", "turned")
    sums = {key: sum(getattr(one, key) or 0 for one in there) for key in fields}
    return Sum(
        month=name,
        **sums,
        reported=len(there),
        missing=tuple(code for code in units if code not in mine),
        blanks=tuple(f"{one.unit} {key}" for one in there for key in fields if getattr(one, key) is None),
        points=tuple((one.unit, one.points) for one in there if one.points),
    )


def _notes(months: Sequence[Month], new: int | None) -> Iterable[str]:
    """Pending = pending before + received - handled; the twelve months' received = the annual report's new."""
    for before, one in pairwise(months):
        figures = (before.pending, one.received, one.handled, one.pending)
        if _follows(before.month, one.month) and None not in figures:
            expected = sum(value or 0 for value in figures[:2]) - (one.handled or 0)
            if expected != one.pending:
                said = f"{before.pending} + {one.received} - {one.handled} = {expected}"
                yield f"{one.unit} {one.month}: {said}, pending {one.pending}"
    received = [one.received for one in months]
    if len(months) == 12 and None not in received and new is not None and sum(one or 0 for one in received) != new:
        yield f"{months[0].unit} {months[0].month[:4]}: 12 months {sum(one or 0 for one in received)}, annual report {new}"


def _follows(before: str, after: str) -> bool:
    return int(after[:4]) * 12 + int(after[5:]) - int(before[:4]) * 12 - int(before[5:]) == 1
