"""Orders that are answered, overdue or waiting for another passing look are looked at again, once a day, alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from inspector.model.order import Order
from inspector.model.words import Words
from inspector.pipeline.orders import Word, recheck
from inspector.pipeline.quarter import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.schedule.ledger import outlook

NAME = "recheck"
_DAY = timedelta(days=1)


def wants_look(order: Order) -> date | None:
    """From which day an open order is to be looked at again: the day after its answer, its last passing look or its due day."""
    if not order.open or order.status == "confirming":
        return None
    looked = max((event.at[:10] for event in order.events if event.kind == "rechecked"), default="")
    if order.status in ("reported", "rechecked"):
        return date.fromisoformat(order.events[-1].at[:10]) + _DAY
    if order.due is not None and looked <= order.due.isoformat():
        return order.due + _DAY
    return None


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    days = {max(day, look.now.date()) for order in look.orders if (day := wants_look(order)) is not None}
    for day in sorted(days):
        if look.at(day) <= until:
            yield Due(NAME, day.isoformat(), look.at(day))


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    day = date.fromisoformat(due.key)
    wanted = [order for order in outlook(workspace, watch.now()).orders if (wants_look(order) or date.max) <= day]
    word = Word("scheduler", "", "the orders are answered or due", watch.now().date())
    done = recheck(workspace, tuple(order.number for order in wanted), word, watch) if wanted else ()
    return f"{len(done)} orders looked at again, {sum(not order.open for order in done)} closed"


DUTY = Duty(NAME, Words("到期复查", "re-check"), _due, _work)
