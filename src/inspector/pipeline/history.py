"""What failed before: how often in a row, and ever, from the results on record."""

from __future__ import annotations

from inspector.model.quarter import quarter_before
from inspector.store import Store

_LOOK_BACK = 8


def consecutive(store: Store, quarter: str) -> dict[str, int]:
    """Finding id -> in how many quarters in a row, ending with the one before `quarter`, it was a certain fail.

    A quarter's result is that of each unit's newest complete run. A quarter in which nobody looked at a unit ends its rows.
    """
    counts: dict[str, int] = {}
    alive: frozenset[str] | None = None
    for _ in range(_LOOK_BACK):
        quarter = quarter_before(quarter)
        failed = store.failing(quarter)
        alive = failed if alive is None else alive & failed
        if not alive:
            break
        for id in alive:
            counts[id] = counts.get(id, 0) + 1
    return counts


def ever(store: Store, quarter: str) -> frozenset[str]:
    """Ids that were a certain fail in a quarter before `quarter`, two years back at most."""
    found: set[str] = set()
    for _ in range(_LOOK_BACK):
        quarter = quarter_before(quarter)
        found |= store.failing(quarter)
    return frozenset(found)
