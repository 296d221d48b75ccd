"""Orders that are still of interest, read without those that ended before: a database of ten years costs what one of two does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.model.order import Order
from inspector.rectify import order_of

if TYPE_CHECKING:
    from inspector.store import Store


def living(store: Store, since: str) -> tuple[Order, ...]:
    """The orders to which something happened from `since` on (ISO 8601), or that nothing has settled; the oldest first."""
    found = [order_of(life) for life in store.lives("order", since)]
    return tuple(sorted(found, key=lambda order: (order.events[0].at, order.number)))


def years_before(moment: str, years: int) -> str:
    """The same moment or day (ISO 8601) of an earlier year; the 29th of February is no exception among texts that are compared."""
    return f"{int(moment[:4]) - years:04}{moment[4:]}"
