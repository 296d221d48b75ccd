"""Faults put into the sample on purpose, and things that only look like faults: what was changed, what must be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from inspector.model.finding import Outcome
from inspector.model.words import Words
from inspector.sample.materials import Content, materials


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """A finding a whole inspection must come to."""

    unit: str
    rule: str
    outcome: Outcome
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One deliberate change to a unit's content, by dotted path.

    In this order: `set` writes values, `add` adds to numbers, `copy` writes what stands elsewhere, `drop` removes.
    """

    id: str
    unit: str
    words: Words
    set: Mapping[str, Any]
    add: Mapping[str, int]
    copy: Mapping[str, str]
    drop: tuple[str, ...]
    expected: tuple[Expected, ...]


def faults() -> tuple[Change, ...]:
    """The table of injected faults."""
    return tuple(_change(row) for row in materials().faults)


def lookalikes() -> tuple[Change, ...]:
    """The table of things that look like faults and are none."""
    return tuple(_change(row) for row in materials().lookalikes)


def expected() -> list[Expected]:
    """All that a whole inspection must find, sorted: nothing else may fail."""
    return sorted({one for change in (*faults(), *lookalikes()) for one in change.expected})


def changed(content: Content, changes: Iterable[Change]) -> Content:
    """`content` (in place) with the changes that concern its unit."""
    for change in changes:
        if change.unit == content["unit"]["code"]:
            for path, value in change.set.items():
                _write(content, path, deepcopy(value))
            for path, more in change.add.items():
                _write(content, path, _found(content, path) + more)
            for path, source in change.copy.items():
                _write(content, path, deepcopy(_found(content, source)))
            for path in change.drop:
                place, last = _place(content, path)
                del place[last]
    return content


def _change(row: Mapping[str, Any]) -> Change:
    found = tuple(Expected(row["unit"], rule, outcome, confirmed) for rule, outcome, confirmed in row.get("expect", []))
    changes = (row.get("set", {}), row.get("add", {}), row.get("copy", {}), tuple(row.get("drop", [])))
    return Change(row["id"], row["unit"], Words(row["zh"], row["en"]), *changes, found)


def _write(content: Content, path: str, value: Any) -> None:
    place, last = _place(content, path)
    place[last] = value


def _found(content: Content, path: str) -> Any:
    place, last = _place(content, path)
    return place[last]


def _place(content: Content, path: str) -> tuple[Any, Any]:
    """What holds the last step of `path`, and that step; answers and marks of a site begin empty."""
    place: Any = content
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    return place, int(last) if isinstance(place, list) else last
