"""Which orders are to be looked at again, and whom to remind: pure lists that the scheduler turns into work and notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inspector.model.order import Order
from inspector.workdays import Workdays

When = Literal["before", "on", "after"]


@dataclass(frozen=True, slots=True)
class Chaser:
    """One reminder: the deadline of `order` is the next working day (`before`), today (`on`), or was the last one (`after`)."""

    order: Order
    when: When
    due: date


def due_looks(orders: Iterable[Order], today: date) -> tuple[Order, ...]:
    """Open orders to be looked at again on `today`: answered, in need of another confirmation, or at their deadline.

    What was already looked at that day is not looked at twice; what was sent back waits for its next answer or deadline.
    """
    return tuple(order for order in orders if order.open and _wanted(order, today) and not _looked(order, today))


def _wanted(order: Order, today: date) -> bool:
    return order.status in ("reported", "rechecked") or (order.due is not None and order.due <= today)


def _looked(order: Order, today: date) -> bool:
    """Whether a look on that day came after the unit's newest answer."""
    look, answer = order.last("rechecked"), order.last("responded")
    return look is not None and look.day >= today and (answer is None or answer.seq < look.seq)


def overdue(orders: Iterable[Order], today: date) -> tuple[Order, ...]:
    """Open orders whose last day has passed, the longest overdue first."""
    late = [order for order in orders if order.overdue(today)]
    return tuple(sorted(late, key=lambda order: (order.due or today, order.number)))


def chasers(orders: Iterable[Order], today: date, workdays: Workdays) -> tuple[Chaser, ...]:
    """The reminders of `today`: one working day before a deadline, on it, and one working day after it.

    A day without work brings none. A deadline in a year without a table of working days is reminded of on the day only.
    """
    if not workdays.is_workday(today):
        return ()
    found = []
    for order in orders:
        if order.open and order.due is not None and order.status not in ("reported", "rechecked"):
            when = _when(order.due, today, workdays)
            found += [Chaser(order, when, order.due)] if when else []
    return tuple(sorted(found, key=lambda one: (one.order.unit, one.due, one.order.number)))


def _when(due: date, today: date, workdays: Workdays) -> When | None:
    if due == today:
        return "on"
    if not workdays.knows({due.year}):
        return None
    names: dict[int, When] = {1: "before", 0: "on", -1: "after"}
    return names.get(workdays.between(today, due))
