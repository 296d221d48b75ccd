"""Who allowed what to be tried on which unit's channels, and until when: computed from events, never edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from inspector.model.order import Event

STREAM = "channel_consent"
Scope = Literal["message", "rcpt", "form"]
"""message: test mails are sent; rcpt: mail servers are asked about the recipient; form: online forms are walked in a browser."""
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Consent:
    """One unit's consent; `since` and `until` are days, both inclusive. `authority` is the document or person behind it."""

    unit: str
    scope: frozenset[str]
    since: date
    until: date
    by: str
    authority: str


def consents(events: Iterable[Event]) -> dict[str, tuple[Consent, ...]]:
    """The consents of each unit that were not withdrawn."""
    found: dict[str, list[Consent]] = {}
    for event in events:
        if event.stream != STREAM:
            continue
        mine = found.setdefault(event.key, [])
        if event.kind == "withdrawn":
            mine.clear()
        elif event.kind == "granted":
            since, until = (date.fromisoformat(event.data[name]) for name in ("since", "until"))
            scope = frozenset(event.data["scope"])
            mine.append(Consent(event.key, scope, since, until, event.author, event.authority))
    return {unit: tuple(mine) for unit, mine in found.items()}


def allowed(mine: Iterable[Consent], scope: Scope, day: date) -> Consent | None:
    """The consent that covers `scope` on `day`, the newest first; None where there is none."""
    fitting = [one for one in mine if scope in one.scope and one.since <= day <= one.until]
    return fitting[-1] if fitting else None
