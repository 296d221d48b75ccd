"""What failed before: how often in a row, from the results on record."""

from __future__ import annotations

from inspector.model.quarter import quarter_before
from inspector.store import Store

_LOOK_BACK = 8


def consecutive(store: Store, quarter: str) -> dict[str, int]:
    """Finding id -> in how many quarters in a row, ending with the one before `quarter`, it was a certain fail.

    A quarter without a complete result ends every row: what nobody looked at is not counted.
    """
    counts: dict[str, int] = {}
    alive: set[str] | None = None
    for _ in range(_LOOK_BACK):
        quarter = quarter_before(quarter)
        run = store.latest(quarter)
        if run is None or not run.complete:
            break
        failed = {one.id for one in store.findings(run.id) if one.outcome == "fail" and one.confirmed}
        alive = failed if alive is None else alive & failed
        for id in alive:
            counts[id] = counts.get(id, 0) + 1
    return counts
