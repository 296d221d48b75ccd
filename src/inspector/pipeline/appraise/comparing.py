"""Two quarters of a workspace side by side."""

from __future__ import annotations

from inspector.appraise import Comparison, compare
from inspector.errors import UsageError
from inspector.model.quarter import calendar_quarter, quarter_before
from inspector.pipeline.judge.history import ever
from inspector.pipeline.judge.results import needed, quarter_result, rules_changed
from inspector.pipeline.rectify.order_book import order_book
from inspector.pipeline.workspace import Workspace


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
        past = ever(store, against or quarter_before(quarter))
    if before is None:
        return compare(now.result, None, None, past)
    closed = order_book(workspace, now.newest["run"], before.newest["run"]).closed
    return compare(now.result, before.result, rules_changed(workspace, now, before), past, closed)
