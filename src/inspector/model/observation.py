"""What an authorised probe or a person's test saw of one channel, and its form as evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from inspector.model.capture import Ask, Capture

Kind = Literal["server", "message", "form", "call", "reason", "answer"]
"""server: the mail server was spoken to, no mail; message: one test mail and what came of it; form: an online form walked to
its last step; call: a telephone call, by hand; reason: why a unit's channels could not be tested, by hand;
answer: what a person found for a rule that waits for one, by hand (`value` its subject, `data` the rule, a date, a note)."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing seen of `value`, a channel of `unit` (a mailbox, an address, a number; empty for a reason).

    `at` is ISO 8601 with +08:00. `outcome` is a short code of the kind's own; `data` is plain JSON data, personal data masked.
    `by` is the person who entered it, empty where the program saw it itself. `number` tells observations of one channel apart.
    """

    kind: Kind
    unit: str
    value: str
    at: str
    outcome: str
    by: str = ""
    number: str = "1"
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address under which it stands in the evidence."""
        return f"probe:{self.kind}/{quote(self.value, safe='@:/?=&.-_')}#{self.number}"

    def body(self) -> bytes:
        """Its one stored form: UTF-8 JSON with sorted keys."""
        said = {
            "kind": self.kind,
            "unit": self.unit,
            "value": self.value,
            "at": self.at,
            "outcome": self.outcome,
            "by": self.by,
            "number": self.number,
            "data": dict(self.data),
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()

    @property
    def sha256(self) -> str:
        """The digest of its stored form."""
        return hashlib.sha256(self.body()).hexdigest()

    def capture(self, picture: bytes = b"") -> Capture:
        """As a record of the unit's evidence, with the picture that was taken (PNG)."""
        ask = Ask(self.url, "PROBE", f"channel/{self.kind}")
        return Capture(
            ask=ask, final_url=self.url, body=self.body(), fetched_at=self.at, sha256=self.sha256, picture=picture
        )


def observations(captures: Iterable[Capture]) -> tuple[Observation, ...]:
    """The observations among a unit's captures, in the order of their addresses."""
    found = [capture for capture in captures if capture.ask.method == "PROBE" and capture.body]
    return tuple(Observation(**json.loads(one.body)) for one in sorted(found, key=lambda one: one.ask.url))
