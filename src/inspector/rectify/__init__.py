"""Findings to what has to be put right, and by when."""

from inspector.rectify.deadlines import due_dates
from inspector.rectify.orders import admit, next_number, order_of, orders_of
from inspector.rectify.recheck import verdict

__all__ = ["admit", "due_dates", "next_number", "order_of", "orders_of", "verdict"]
