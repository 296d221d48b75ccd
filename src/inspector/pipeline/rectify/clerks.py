"""Logins of clerks: names and salted digests as events, so that who could decide, and since when, is on record."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector import lazy
from inspector.errors import UsageError
from inspector.model.order import Event
from inspector.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from inspector.store import Store

STREAM = "clerk"
_LEAST = 12
_NAME = lazy.pattern(r"[\w.@·-]{1,40}")
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_TRIES, _PAUSE_S = 5, 900


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody who may decide. `active` until the login was taken away."""

    name: str
    since: str
    active: bool


def listed(workspace: Workspace) -> tuple[Clerk, ...]:
    """Every login there ever was, by name."""
    with workspace.store() as store:
        return tuple(_clerk(name, events) for name, events in sorted(_lives(store).items()))


def enrol(workspace: Workspace, name: str, password: str, by: str, now: datetime) -> None:
    """Give `name` a login, or a new password. Raises UsageError where either is too weak."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be a login", remedy="Letters, digits and . _ - @ of any script, at most 40.")
    if len(password) < _LEAST:
        raise UsageError(f"the password has fewer than {_LEAST} characters", remedy="Take a sentence.")
    salt = secrets.token_hex(16)
    _add(workspace, name, "enrolled", by, now, {"salt": salt, "digest": _digest(password, salt)})


def dismiss(workspace: Workspace, name: str, by: str, now: datetime) -> None:
    """Take a login away; what its owner decided stays. Raises UsageError where there is none."""
    if not active(workspace, name):
        raise UsageError(f"{name!r} has no login", remedy="`inspector clerks list` shows all.")
    _add(workspace, name, "dismissed", by, now, {})


def admitted(workspace: Workspace, name: str, password: str, now: datetime) -> bool:
    """Whether this is the clerk; each try is on record, and after five wrong ones in a row the login rests a quarter of an hour."""
    with workspace.store() as store:
        life = store.life(STREAM, name)
    if not life or _resting(life, now):
        _digest(password, "0" * 32)
        return False
    enrolled = [event for event in life if event.kind in ("enrolled", "dismissed")][-1]
    right = enrolled.kind == "enrolled" and hmac.compare_digest(
        _digest(password, str(enrolled.data["salt"])), str(enrolled.data["digest"])
    )
    _add(workspace, name, "entered" if right else "refused", name, now, {})
    return right


def active(workspace: Workspace, name: str) -> bool:
    """Whether the login was not taken away meanwhile."""
    with workspace.store() as store:
        life = store.life(STREAM, name)
    return bool(life) and _clerk(name, life).active


def _resting(life: Sequence[Event], now: datetime) -> bool:
    last = life[-_TRIES:]
    wrong = len(last) == _TRIES and all(event.kind == "refused" for event in last)
    return wrong and (now - datetime.fromisoformat(last[-1].at)).total_seconds() < _PAUSE_S


def _digest(password: str, salt: str) -> str:
    return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_COST).hex()


def _clerk(name: str, life: Sequence[Event]) -> Clerk:
    enrolled = [event for event in life if event.kind in ("enrolled", "dismissed")]
    return Clerk(name, enrolled[0].at, enrolled[-1].kind == "enrolled")


def _lives(store: Store) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in store.events(STREAM):
        found.setdefault(event.key, []).append(event)
    return found


def _add(workspace: Workspace, name: str, kind: str, by: str, now: datetime, data: dict[str, str]) -> None:
    with workspace.store() as store:
        seq = len(store.life(STREAM, name))
        at = now.isoformat(timespec="seconds")
        store.add_events([Event(STREAM, name, seq, kind, by, at, data=data)])
