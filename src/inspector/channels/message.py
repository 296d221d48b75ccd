"""One test mail, as its events leave it: planned, perhaps on its way, sent or refused, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inspector.model.observation import Observation
from inspector.model.order import Event

STREAM = "channel_message"
INBOX = "channel_inbox"
LOOKS = "channel_look"
"""Looks of the program that send nothing: events keyed by unit, kind and channel."""
HAND = "channel_hand"
"""What people entered, keyed by unit."""
State = Literal["open", "sending", "sent", "refused"]
_STATES: dict[str, State] = {
    "sending": "sending",
    "sent": "sent",
    "refused": "refused",
    "deferred": "open",
    "not_sent": "open",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One mail to one mailbox in one quarter: there is never more than one. `attempt` 2 confirms a failure of 1."""

    quarter: str
    unit: str
    mailbox: str
    attempt: int

    @property
    def key(self) -> str:
        """Its name among the events."""
        return f"{self.quarter}/{self.unit}/{self.mailbox}/{self.attempt}"


@dataclass(frozen=True, slots=True)
class Message:
    """A step's events. `open`: may be sent. `sending`: begun, and whether it left is not known."""

    key: str
    events: tuple[Event, ...]

    @property
    def state(self) -> State:
        """What the last event about the sending says."""
        told = [_STATES[event.kind] for event in self.events if event.kind in _STATES]
        return told[-1] if told else "open"

    @property
    def data(self) -> Mapping[str, Any]:
        """What was written down before it was sent."""
        return next((event.data for event in self.events if event.kind == "sending"), self.events[0].data)

    @property
    def at(self) -> str:
        """When its state was reached (ISO 8601)."""
        return next(event.at for event in reversed(self.events) if event.kind in _STATES)

    @property
    def replies(self) -> tuple[Mapping[str, Any], ...]:
        """What came back, in order."""
        return tuple(event.data for event in self.events if event.kind == "reply")

    def observation(self, inbox_read: str) -> Observation:
        """What the rules judge. `inbox_read`: when our own mailbox was last read whole (ISO 8601, empty: never)."""
        data, state = self.data, self.state
        last = [event for event in self.events if event.kind in _STATES][-1]
        outcome = {"sending": "uncertain", "sent": "sent", "open": "unsent"}.get(state) or str(last.data["refusal"])
        said = {
            "sent": self.at if state == "sent" else "",
            "inbox_read": inbox_read,
            "token": data["token"],
            "message_id": data["message_id"],
            "text_sha256": data["text_sha256"],
            "server": dict(last.data).get("server", ""),
            "replies": [dict(reply) for reply in self.replies],
        }
        return Observation(
            "message", data["unit"], data["mailbox"], self.at, outcome, number=str(data["attempt"]), data=said
        )


def messages(events: Iterable[Event]) -> dict[str, Message]:
    """All test mails by key."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.stream == STREAM:
            found.setdefault(event.key, []).append(event)
    return {key: Message(key, tuple(mine)) for key, mine in found.items()}


def inbox_read(events: Iterable[Event]) -> str:
    """When our own mailbox was last read whole; empty where it never was."""
    return max((event.at for event in events if event.stream == INBOX and event.kind == "read"), default="")
