"""Events of the channel streams, added one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inspector.model.order import Event
from inspector.pipeline.rectify.orders import Word

if TYPE_CHECKING:
    from inspector.store import Store


def add(
    store: Store, stream: str, key: str, kind: str, word: Word, data: Mapping[str, Any] | None = None, at: str = ""
) -> Event:
    """One more event of `key`, at the moment `at` where one is given; the database refuses a second writer on the same place."""
    seq = len(store.life(stream, key))
    event = Event(stream, key, seq, kind, word.author, at or word.at(), word.authority, word.reason, data or {})
    store.add_events([event])
    return event
