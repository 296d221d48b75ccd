"""What a report has to know of the orders: how they stand on a day, and what became of each issue. Settled history is not opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspector.appraise import rounds
from inspector.model.order import Event, Order
from inspector.pipeline.rectify.appeals import appeal_of
from inspector.pipeline.workspace import Workspace
from inspector.rectify import Standing, order_of, standing
from inspector.rectify.precision import Precision, precision_of

_YEARS = 2


@dataclass(frozen=True, slots=True)
class OrderBook:
    """The orders that a quarter's report tells of, as of the end of a day.

    `newest` has the newest order of each issue, without its events; `whole` and `units` count the quarter's own; `closed` are
    issues that were put right, looked at and closed between the looks of the quarter before and of this one. `precision` is by
    rule, of two years.
    """

    day: date
    newest: Mapping[str, Order]
    whole: Standing
    units: Mapping[str, Standing]
    closed: frozenset[str]
    precision: Mapping[str, Precision]


def order_book(
    workspace: Workspace, run: Mapping[str, Any], before: Mapping[str, Any] | None, day: date | None = None
) -> OrderBook:
    """The order book for the report of `run`; `before` is the head of the quarter before.

    As of `day`; without one, as of the newest day on record, so that the same records give the same report on any day.
    """
    since, started = str((before or run)["started"]), str(run["started"])
    newest: dict[str, tuple[str, Order]] = {}
    units: dict[str, Standing] = {}
    closed: set[str] = set()
    issued: Counter[str] = Counter()
    with workspace.store() as store:
        day = day or max(date.fromisoformat(str(run["as_of"])), _day(store.last_event("order") or str(run["as_of"])))
        for order in _orders(store.lives("order", _years_before(started)), day):
            opened = order.events[0].at
            if opened >= newest.get(order.finding, ("",))[0]:
                newest[order.finding] = (opened, replace(order, events=(), opened={}))
            issued[order.rule] += order.due is not None
            if order.quarter == run["quarter"]:
                units[order.unit] = units.get(order.unit, Standing()) + standing([order], day)
            if before is not None and _closed(order, _day(since), _day(started)):
                closed.add(order.finding)
        lives = store.lives("appeal", _years_before(started))
        appeals = [appeal_of(events) for life in lives if (events := _until(life, day))]
    upheld = Counter(
        one.rule for one in appeals if one.state == "upheld" and one.events[-1].at >= _years_before(started)
    )
    whole = sum((units[code] for code in sorted(units)), Standing())
    return OrderBook(
        day,
        {id: order for id, (_, order) in newest.items()},
        whole,
        units,
        frozenset(closed),
        precision_of(issued, upheld),
    )


def _orders(lives: Iterator[tuple[Event, ...]], day: date) -> Iterator[Order]:
    """Each order as it stood at the end of `day`."""
    for life in lives:
        if events := _until(life, day):
            yield order_of(events)


def _until(life: tuple[Event, ...], day: date) -> tuple[Event, ...]:
    return tuple(event for event in life if event.day <= day)


def _closed(order: Order, since: date, until: date) -> bool:
    return any(
        one.end == "closed" and one.ended is not None and since <= one.ended <= until for one in rounds([order], until)
    )


def _years_before(moment: str) -> str:
    return f"{int(moment[:4]) - _YEARS:04}{moment[4:]}"


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
