"""The issues of each unit that results and orders know, under the ids they have there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from inspector.evaluate.subject import finding_id
from inspector.judge.known import Known
from inspector.model.order import Order
from inspector.model.quarter import quarter_before
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.workspace import Workspace


def on_record(
    workspace: Workspace, quarter: str, orders: Iterable[Order], only: Collection[str] = ()
) -> dict[str, tuple[Known, ...]]:
    """Unit code -> issues of its orders, of the quarter before, and of `quarter` so far; the newest word on each id counts.

    Of all units, or of those in `only`: the others are not read. Orders that were withdrawn or rejected count too: what was
    ruled on them has to hold when their page moves. Among findings that are no fault only those are kept that bear the id of
    an address their page had before.
    """
    found: dict[str, dict[str, Known]] = {}
    for order in orders:
        if not only or order.unit in only:
            _keep(found, order.unit, order.finding, order.opened)
    for name in (quarter_before(quarter), quarter):
        result = quarter_result(workspace, name)
        units = {} if result is None else result.units
        for code in (code for code in units if not only or code in only):
            for one in units[code]["findings"]:
                if one["outcome"] == "fail" or one["id"] != finding_id(code, one["rule"], one["subject"]):
                    _keep(found, code, one["id"], one)
    return {code: tuple(mine.values()) for code, mine in found.items()}


def _keep(found: dict[str, dict[str, Known]], unit: str, id: str, said: Mapping[str, Any]) -> None:
    quotes = tuple(str(cited.get("quote") or "") for cited in said.get("evidence", ()))
    mine = found.setdefault(unit, {})
    was = mine.get(id)
    before = {} if was is None else dict.fromkeys((*was.earlier, was.subject))
    earlier = tuple(subject for subject in before if subject != said["subject"])
    mine[id] = Known(id, said["rule"], said["subject"], tuple(filter(None, quotes)), earlier)
