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
    "started",
    "requested",
    "responded",
    "rechecked",
    "returned",
    "extended",
    "escalated",
    "closed",
    "looked_back",
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
    "in_progress",
    "reported",
    "rechecked",
    "returned",
    "reopened",
    "closed",
    "withdrawn",
]
Step = Literal["supervised", "summoned", "circulated"]
"""What an office does about an order that is overdue: supervised handling (督办), a summons (约谈), circulated criticism (通报)."""


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

    @property
    def day(self) -> date:
        """The day it happened, Asia/Shanghai."""
        return date.fromisoformat(self.at[:10])


ENDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "order": {
        "closed": {},
        "looked_back": {},
        "withdrawn": {},
        "reviewed": {"verdict": "reject"},
        "rechecked": {"outcome": "pass"},
    },
    "appeal": {"decided": {}},
}
"""Stream -> kind -> what an event's data must say to settle what it is about, where nothing follows. Where that was years ago, no
report opens it. Databases keep what this told when an event was added: a change needs a migration.
"""


def settles(event: Event) -> bool:
    """Whether this event, being the last one, ends the life it belongs to."""
    said = ENDS.get(event.stream, {}).get(event.kind)
    return said is not None and said.items() <= event.data.items()


@dataclass(frozen=True, slots=True)
class Order:
    """A rectification order as its events leave it. `finding` is the issue, the same in every quarter.

    `due` is the last day on which the fault may be put right; None while a second person has not confirmed it.
    `passes` counts passing re-checks in a row, `needed` how many close the order. `escalated` is the gravest step taken
    since the order was (re)opened.
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
    escalated: Step | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to be put right."""
        return self.status not in ("confirming", "rejected", "closed", "withdrawn")

    def overdue(self, today: date) -> bool:
        """Whether the deadline has passed and the order is open."""
        return self.open and self.due is not None and today > self.due

    def last(self, *kinds: str) -> Event | None:
        """The newest event of these kinds; None where there is none."""
        return next((event for event in reversed(self.events) if event.kind in kinds), None)

    @property
    def answer(self) -> Event | None:
        """The unit's newest answer since the order was issued or last reopened; None where there is none."""
        answer, begun = self.last("responded", "requested", "started"), self.last("issued", "reopened")
        return answer if answer and begun and answer.seq > begun.seq else None

    @property
    def issued_on(self) -> date | None:
        """The day from which the unit's time counts: when the order was issued, or last reopened."""
        begun = self.last("issued", "reopened")
        return begun.day if begun else None

    @property
    def closed_on(self) -> date | None:
        """The day the order was closed; None where it is not."""
        return self._end("closed", "rechecked").day if self.status == "closed" else None

    @property
    def days_to_fix(self) -> int | None:
        """Calendar days from issue (or reopening) to closing; None where it is not closed."""
        if self.closed_on is None or self.issued_on is None:
            return None
        return (self.closed_on - self.issued_on).days

    @property
    def in_time(self) -> bool | None:
        """Whether a closed order was put right by its deadline; None where it is not closed.

        The unit's day counts, not the checker's: an answer given in time and later found right is in time.
        """
        if self.closed_on is None or self.due is None:
            return None
        answered: date | None = None
        for event in self.events:
            if event.kind == "responded":
                answered = event.day
            elif event.kind in ("returned", "reopened") or event.data.get("outcome") == "fail":
                answered = None
        return (answered or self.closed_on) <= self.due

    def _end(self, *kinds: str) -> Event:
        return self.last(*kinds) or self.events[-1]
