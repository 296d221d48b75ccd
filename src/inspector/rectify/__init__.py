"""Findings to what has to be put right, by when, and what became of it."""

from inspector.rectify.answers import answers, event_of
from inspector.rectify.chasers import Chaser, chasers, due_looks, overdue
from inspector.rectify.deadlines import due_dates
from inspector.rectify.ledger import ledger
from inspector.rectify.orders import admit, numbers, order_of, orders_of
from inspector.rectify.recheck import verdict
from inspector.rectify.standing import Standing, by_unit, standing

__all__ = [
    "Chaser",
    "Standing",
    "admit",
    "answers",
    "by_unit",
    "chasers",
    "due_dates",
    "due_looks",
    "event_of",
    "ledger",
    "numbers",
    "order_of",
    "orders_of",
    "overdue",
    "standing",
    "verdict",
]
