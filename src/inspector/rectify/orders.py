"""Orders from their events: the status is computed, never typed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count, groupby
from typing import get_args

from inspector.errors import UsageError
from inspector.model.order import Event, Order, Status, Step

_AFTER: dict[str, Status] = {
    "issued": "issued",
    "received": "received",
    "started": "in_progress",
    "responded": "reported",
    "returned": "returned",
    "closed": "closed",
    "reopened": "reopened",
    "withdrawn": "withdrawn",
}
LIVE: tuple[Status, ...] = ("issued", "received", "in_progress", "reported", "rechecked", "returned", "reopened")
"""Where something is still to be put right."""
_FROM: dict[str, tuple[Status, ...]] = {
    "reviewed": ("confirming",),
    "issued": ("confirming",),
    "received": ("issued", "reopened"),
    "started": ("issued", "received", "returned", "reopened", "in_progress"),
    "requested": LIVE,
    "responded": ("issued", "received", "in_progress", "returned", "reopened", "reported"),
    "rechecked": LIVE,
    "returned": LIVE,
    "extended": LIVE,
    "escalated": LIVE,
    "closed": LIVE,
    "looked_back": ("closed",),
    "reopened": ("closed",),
    "withdrawn": (*LIVE, "confirming", "closed"),
}
_NEEDS_REASON = ("returned", "extended", "escalated", "closed", "withdrawn")
_AGAIN = ("run", "as_of", "evidence_root", "rules_digest", "points", "times", "factor", "message", "evidence")
"""What a recurrence says anew of the issue."""
_STEPS: tuple[Step, ...] = get_args(Step)


def orders_of(events: Iterable[Event]) -> tuple[Order, ...]:
    """Every order, by the order in which it was opened."""
    mine = sorted((event for event in events if event.stream == "order"), key=lambda event: (event.key, event.seq))
    found = [order_of(tuple(group)) for _, group in groupby(mine, key=lambda event: event.key)]
    return tuple(sorted(found, key=lambda order: (order.events[0].at, order.number)))


def order_of(events: tuple[Event, ...]) -> Order:
    """One order from all of its events, the earliest first."""
    first = events[0]
    data = first.data
    order = Order(
        number=first.key,
        unit=data["unit"],
        finding=data["finding"],
        rule=data["rule"],
        subject=data["subject"],
        severity=data["severity"],
        quarter=data["quarter"],
        status="confirming",
        due=None,
        issuer=first.author,
        opened=data,
        events=events,
        needed=int(data.get("confirmations", 1)),
    )
    for event in events:
        order = _after(order, event)
    return order


def _after(order: Order, event: Event) -> Order:
    due = date.fromisoformat(event.data["due"]) if event.data.get("due") else order.due
    if event.kind in ("found", "requested", "looked_back"):
        return order
    if event.kind == "reviewed":
        return order if event.data["verdict"] == "confirm" else replace(order, status="rejected")
    if event.kind == "extended":
        return replace(order, due=due)
    if event.kind == "escalated":
        return replace(order, escalated=_graver(order.escalated, event.data["step"]))
    if event.kind == "rechecked":
        return _rechecked(order, event.data["outcome"])
    after = replace(order, status=_AFTER[event.kind], due=due, passes=0)
    if event.kind != "reopened":
        return after
    again = {key: event.data[key] for key in _AGAIN if key in event.data}
    quarter = event.data.get("quarter", order.quarter)
    return replace(
        after, reopened=order.reopened + 1, quarter=quarter, escalated=None, opened={**order.opened, **again}
    )


def _graver(one: Step | None, other: Step) -> Step:
    return max(one or other, other, key=_STEPS.index)


def _rechecked(order: Order, outcome: str) -> Order:
    """`pass` counts towards closing, `fail` sends the order back, what was not seen changes nothing."""
    if outcome == "fail":
        return replace(order, status="returned", passes=0)
    if outcome != "pass":
        return order
    passes = order.passes + 1
    return replace(order, passes=passes, status="closed" if passes >= order.needed else "rechecked")


def admits(order: Order, kind: str) -> bool:
    """Whether the state of `order` allows an event of this kind."""
    return order.status in _FROM.get(kind, ())


def admit(order: Order, event: Event) -> Order:
    """The order after `event`. Raises UsageError where the order's state, or the rule of two persons, forbids it."""
    if not admits(order, event.kind):
        raise UsageError(
            f"order {order.number} is {order.status}: it cannot be {event.kind}",
            remedy=f"`inspector orders show {order.number}` shows what happened to it.",
        )
    if not event.author.strip():
        raise UsageError(f"nobody is named who wants order {order.number} {event.kind}", remedy="Give --by NAME.")
    if event.kind == "reviewed" and event.author.strip() == order.issuer.strip():
        raise UsageError(
            f"{event.author} opened order {order.number} and cannot confirm it too",
            remedy="A second person reviews it.",
        )
    if event.kind == "escalated" and not order.overdue(event.day):
        raise UsageError(
            f"order {order.number} is not overdue, its last day is {order.due}",
            remedy="Wait until that day has passed.",
        )
    if event.kind in _NEEDS_REASON and not (event.reason.strip() and event.authority.strip()):
        raise UsageError(
            f"order {order.number} is not {event.kind} without grounds", remedy="Give --authority and --reason."
        )
    return order_of((*order.events, event))


def numbers(pattern: str, quarter: str, taken: Container[str]) -> Iterator[str]:
    """The free numbers of a quarter such as `2026Q4`, lowest first; `pattern` knows {year}, {quarter} and {n}."""
    for n in count(1):
        number = pattern.format(year=quarter[:4], quarter=quarter[-1], n=n)
        if number not in taken:
            yield number
