"""What happens to an issue after it was found: events that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

EventKind = Literal[
    "found",
    "reviewed",
    "issued",
    "received",
    "responded",
    "rechecked",
    "returned",
    "extended",
    "closed",
    "reopened",
    "withdrawn",
    "filed",
    "decided",
]
Status = Literal[
    "confirming",
    "rejected",
    "issued",
    "received",
    "reported",
    "rechecked",
    "returned",
    "reopened",
    "closed",
    "withdrawn",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in the life of `key`, in its `stream`: `order`, `appeal`, and others of the rooms' own.

    `seq` counts from 0 within a key and never repeats. `at` is ISO 8601 with +08:00. `data` is plain JSON data.
    """

    stream: str
    key: str
    seq: int
    kind: str
    author: str
    at: str
    authority: str = ""
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """A rectification order as its events leave it. `finding` is the issue, the same in every quarter.

    `due` is the last day on which the fault may be put right; None while a second person has not confirmed it.
    `passes` counts passing re-checks in a row, `needed` how many close the order.
    """

    number: str
    unit: str
    finding: str
    rule: str
    subject: str
    severity: str
    quarter: str
    status: Status
    due: date | None
    issuer: str
    opened: Mapping[str, Any]
    events: tuple[Event, ...]
    passes: int = 0
    needed: int = 1
    reopened: int = 0

    @property
    def open(self) -> bool:
        """Whether something is still to be put right."""
        return self.status not in ("confirming", "rejected", "closed", "withdrawn")

    def overdue(self, today: date) -> bool:
        """Whether the deadline has passed and the order is open."""
        return self.open and self.due is not None and today > self.due
