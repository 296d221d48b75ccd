"""The look-back (回头看): whether what was put right is still right a quarter later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspector.model.order import Event, Order
from inspector.pipeline.judge.results import UnitResult, unit_results
from inspector.pipeline.rectify.orders import Opening, Word, next_event
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of, verdict


@dataclass(frozen=True, slots=True)
class LookBack:
    """Orders closed in earlier quarters, as the new result finds them: still right, back again, or not seen this time."""

    held: tuple[Order, ...]
    back: tuple[Order, ...]
    unseen: tuple[Order, ...]


def look_back(workspace: Workspace, run: str, word: Word) -> LookBack:
    """Compare every order closed in an earlier quarter with the result of `run`, once a quarter.

    What holds gets an event that says so. What is back for certain is reopened, with a new deadline and the points that the
    profile's recurrence factor gave; what a person must confirm first gets an order of its own. Unseen changes nothing.
    """
    units = {one.unit["code"]: one for one in unit_results(workspace, run)}
    quarter = str(next(iter(units.values())).run["quarter"])
    with workspace.store() as store:
        known = orders_of(store.events("order"))
        opening = Opening(workspace, quarter, word, known)
        issues = {code: {order.finding for order in known if order.unit == code} for code in units}
        found: dict[str, list[Order]] = {"pass": [], "fail": [], "unseen": []}
        events: list[Event] = []
        for order in known:
            if order.unit in units and _of_earlier_quarter(order, quarter):
                findings = units[order.unit].unit["findings"]
                outcome, finding = verdict(order.finding, order.rule, findings, issues[order.unit])
                found[outcome].append(order)
                events += _told(opening, order, outcome, units[order.unit], finding)
        store.add_events(events)
    return LookBack(tuple(found["pass"]), tuple(found["fail"]), tuple(found["unseen"]))


def _of_earlier_quarter(order: Order, quarter: str) -> bool:
    seen = order.last("looked_back")
    return order.status == "closed" and order.quarter < quarter and (seen is None or seen.data["quarter"] < quarter)


def _told(opening: Opening, order: Order, outcome: str, found: UnitResult, finding: Any) -> list[Event]:
    if outcome == "fail":
        return opening.of(found, finding)
    if outcome != "pass":
        return []
    run = found.run
    data = {"outcome": outcome, "quarter": run["quarter"], "run": run["id"], "after": finding.get("evidence", [])}
    return [next_event(order, "looked_back", opening.word, data)]
