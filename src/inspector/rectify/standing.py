"""How orders stand on a day: the figures that reports and the appraisal print of a unit and of the district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from inspector.model.order import Order


@dataclass(frozen=True, slots=True)
class Standing:
    """Orders counted by what became of them. `issued` = `open` + `closed` + `withdrawn`; `overdue` are among the open ones.

    `confirming` wait for a second person and are not issued. `late` were closed after their deadline, `recurred` were reopened
    at least once, `escalated` are open under supervision, summons or criticism. `days` are the calendar days that closed
    orders took, shortest first. `next_due` is the earliest deadline of an open order.
    """

    issued: int = 0
    open: int = 0
    overdue: int = 0
    reported: int = 0
    closed: int = 0
    late: int = 0
    withdrawn: int = 0
    rejected: int = 0
    confirming: int = 0
    recurred: int = 0
    escalated: int = 0
    days: tuple[int, ...] = ()
    next_due: date | None = None

    @property
    def median_days(self) -> float | None:
        """Days to fix, the middle one; None where nothing was closed."""
        return median(self.days) if self.days else None

    @property
    def closed_share(self) -> float | None:
        """Closed among those issued and not withdrawn, from 0 to 1; None where there are none."""
        counted = self.issued - self.withdrawn
        return self.closed / counted if counted else None

    def __add__(self, other: Standing) -> Standing:
        """Both counted together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in self.__slots__ if name not in _OTHERS}
        dues = [due for due in (self.next_due, other.next_due) if due is not None]
        return Standing(**sums, days=tuple(sorted(self.days + other.days)), next_due=min(dues, default=None))

    def json(self) -> dict[str, Any]:
        """Plain data, the figures that follow from others included."""
        return {
            **{name: getattr(self, name) for name in self.__slots__ if name not in _OTHERS},
            "days": list(self.days),
            "median_days": self.median_days,
            "closed_share": self.closed_share,
            "next_due": self.next_due.isoformat() if self.next_due else None,
        }


_OTHERS = ("days", "next_due")
"""Fields that are not counts."""


def standing(orders: Iterable[Order], today: date) -> Standing:
    """How these orders stand on `today`."""
    orders = tuple(orders)
    issued = [order for order in orders if order.issued_on is not None]
    open_ = [order for order in issued if order.open]
    closed = [order for order in issued if order.status == "closed"]
    return Standing(
        issued=len(issued),
        open=len(open_),
        overdue=sum(order.overdue(today) for order in open_),
        reported=sum(order.status == "reported" for order in open_),
        closed=len(closed),
        late=sum(order.in_time is False for order in closed),
        withdrawn=sum(order.status == "withdrawn" for order in issued),
        rejected=sum(order.status == "rejected" for order in orders),
        confirming=sum(order.status == "confirming" for order in orders),
        recurred=sum(order.reopened > 0 for order in issued),
        escalated=sum(order.escalated is not None for order in open_),
        days=tuple(sorted(order.days_to_fix for order in closed if order.days_to_fix is not None)),
        next_due=min((order.due for order in open_ if order.due is not None), default=None),
    )


def by_unit(orders: Iterable[Order], today: date) -> Mapping[str, Standing]:
    """The standing of each unit that has orders, by its code."""
    mine: dict[str, list[Order]] = {}
    for order in orders:
        mine.setdefault(order.unit, []).append(order)
    return {code: standing(mine[code], today) for code in sorted(mine)}
