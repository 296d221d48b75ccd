"""What failed before: how often in a row, and ever, from the results on record and what people ruled since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from inspector.model.finding import Ruling
from inspector.model.quarter import quarter_before
from inspector.score.rulings import in_force, newest, outcome_of

if TYPE_CHECKING:
    from inspector.store import Store

_LOOK_BACK = 8


def consecutive(store: Store, quarter: str) -> dict[str, int]:
    """Finding id -> in how many quarters in a row, ending with the one before `quarter`, it was a certain fail.

    A quarter's result is that of each unit's newest complete run, with every ruling made since: what was overruled was no
    fail, what was confirmed was a certain one. A quarter in which nobody looked at a unit ends its rows.
    """
    counts: dict[str, int] = {}
    alive: frozenset[str] | None = None
    for failed in _failed(store, quarter):
        alive = failed if alive is None else alive & failed
        if not alive:
            break
        for id in alive:
            counts[id] = counts.get(id, 0) + 1
    return counts


def ever(store: Store, quarter: str) -> frozenset[str]:
    """Ids that were a certain fail in a quarter before `quarter`, two years back at most."""
    return frozenset(id for failed in _failed(store, quarter) for id in failed)


def _failed(store: Store, quarter: str) -> Iterator[frozenset[str]]:
    """The certain fails of the eight quarters before `quarter`, the newest first, as they stand today."""
    for _ in range(_LOOK_BACK):
        quarter = quarter_before(quarter)
        days = {run.id: date.fromisoformat(run.as_of) for run in store.runs(quarter)}
        fails, found = store.fails(quarter), set()
        ruled: dict[tuple[str, str], list[Ruling]] = {}
        for ruling in store.rulings_on({(one.unit, one.rule) for one in fails}):
            ruled.setdefault((ruling.unit, ruling.rule), []).append(ruling)
        for one in fails:
            said = (it for it in ruled.get((one.unit, one.rule), ()) if in_force(it, days[one.run_id]))
            word = newest(said, one.unit, one.rule, one.subject)
            if one.confirmed if word is None else outcome_of(word, "fail") == "fail":
                found.add(one.id)
        yield frozenset(found)
