"""Two quarters of a workspace side by side."""

from __future__ import annotations

from datetime import date

from inspector.appraise import Comparison, compare, rounds
from inspector.errors import UsageError
from inspector.model.order import Order
from inspector.model.quarter import calendar_quarter, quarter_before
from inspector.pipeline.history import ever
from inspector.pipeline.results import QuarterResult, needed, quarter_result, rules_changed
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of


def compared(workspace: Workspace, quarter: str, against: str | None = None) -> Comparison:
    """A quarter against an earlier one (the one before by default), unit by unit; closed orders tell what came back.

    Raises UsageError where the quarter, or the one named to compare with, has no complete result.
    """
    for name in filter(None, (quarter, against)):
        if calendar_quarter(name) is None:
            raise UsageError(f"{name!r} is not a quarter", remedy="Write a year, Q and a number, such as 2026Q4.")
    if against is not None and against >= quarter:
        raise UsageError(f"{against} does not lie before {quarter}", remedy="Name an earlier quarter to compare with.")
    now = needed(workspace, quarter)
    before = needed(workspace, against) if against else quarter_result(workspace, quarter_before(quarter))
    with workspace.store() as store:
        past, orders = ever(store, against or quarter_before(quarter)), orders_of(store.events("order"))
    return against_of(workspace, now, before, past, orders)


def against_of(
    workspace: Workspace,
    now: QuarterResult,
    before: QuarterResult | None,
    past: frozenset[str],
    orders: tuple[Order, ...],
) -> Comparison:
    """The comparison of two quarters at hand. `past`: ids that failed before `before`."""
    changed = rules_changed(workspace, now, before) if before is not None else None
    closed = _closed(now, before, orders) if before is not None else frozenset()
    return compare(now.result, before.result if before else None, changed, past, closed)


def _closed(now: QuarterResult, before: QuarterResult, orders: tuple[Order, ...]) -> frozenset[str]:
    """Ids of issues that were put right, looked at and closed between the looks of the two quarters."""
    since, until = (date.fromisoformat(str(one.newest["run"]["started"])[:10]) for one in (before, now))
    return frozenset(
        one.finding
        for one in rounds(orders, until)
        if one.end == "closed" and one.ended is not None and since <= one.ended <= until
    )
