"""The life of an order as rounds: from being issued, or reopened, to being closed. What a round was worth is decided from these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspector.model.order import Event, Order
from inspector.rectify import order_of

_BEGINS = ("issued", "reopened")
_OVER = ("closed", "withdrawn", "rejected")


@dataclass(frozen=True, slots=True)
class Round:
    """One round of an order; days are those of Asia/Shanghai.

    `answered` is the day on which the unit says it was put right (the day of its answer where it names none), of the answer that
    has not been sent back. `seen_late`: a look after the deadline still found the fault. `verified`: a passing look closed it.
    """

    order: str
    unit: str
    finding: str
    rule: str
    severity: str
    quarter: str
    began: date
    due: date | None
    ended: date | None
    end: str
    answered: date | None
    seen_late: bool
    verified: bool
    reopened: bool

    def late(self, at: date) -> bool:
        """Whether the deadline was missed, as far as was seen by `at`.

        Late is: answered after the deadline; or seen failing after it; or past it, open and unanswered. Closed without an answer
        and never seen failing after the deadline is not late: when it was put right is not known.
        """
        if self.due is None or self.end in ("withdrawn", "rejected"):
            return False
        if self.seen_late or (self.answered is not None and self.answered > self.due):
            return True
        return self.ended is None and self.answered is None and at > self.due


def rounds(orders: Iterable[Order], at: date) -> tuple[Round, ...]:
    """Every round of every order that began by `at`, from what had happened by the end of that day."""
    found = [one for order in orders for one in _rounds([event for event in order.events if day(event) <= at])]
    return tuple(sorted(found, key=lambda one: (one.began, one.order)))


def day(event: Event) -> date:
    """The day of an event."""
    return date.fromisoformat(event.at[:10])


def _rounds(events: list[Event]) -> Iterable[Round]:
    starts = [place for place, event in enumerate(events) if event.kind in _BEGINS]
    for place, after in zip(starts, [*starts[1:], len(events)], strict=False):
        yield _round(tuple(events[:after]), place)


def _round(events: tuple[Event, ...], start: int) -> Round:
    order = order_of(events)
    end, closing = _end(events, start)
    answered, seen_late = None, False
    due = order.due
    for event in events[start + 1 : None if closing is None else events.index(closing) + 1]:
        if event.kind == "responded":
            answered = _said(event)
        elif event.kind == "returned" or event.data.get("outcome") == "fail":
            answered = None
            looked = event.kind == "rechecked" and due is not None and day(event) > due
            seen_late = seen_late or looked
    return Round(
        order=order.number,
        unit=order.unit,
        finding=order.finding,
        rule=order.rule,
        severity=order.severity,
        quarter=order.quarter,
        began=day(events[start]),
        due=due,
        ended=day(closing) if closing is not None else None,
        end=end,
        answered=answered,
        seen_late=seen_late,
        verified=closing is not None and closing.kind == "rechecked",
        reopened=events[start].kind == "reopened",
    )


def _end(events: tuple[Event, ...], start: int) -> tuple[str, Event | None]:
    """The state the round ended in and the event that ended it; an open round has neither."""
    for place in range(start + 1, len(events)):
        status = order_of(events[: place + 1]).status
        if status in _OVER:
            return status, events[place]
    return "", None


def _said(event: Event) -> date:
    """The day the unit names, not later than that of its answer; else the day of the answer."""
    try:
        named = date.fromisoformat(str(event.data.get("on") or ""))
    except ValueError:
        return day(event)
    return min(named, day(event))
