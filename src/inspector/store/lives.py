"""Where each life of the log stands, kept beside it: however long the history, what ended long ago is never opened.

A row follows from the events of its life alone. It is written with them, and the migration that made the table wrote those of old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, tuple_, union, update
from sqlmodel import col, insert, select

from inspector.model.order import Event, settles
from inspector.store.tables import LifeRow

_AT_ONCE = 400
"""Keys asked for together; databases limit the places of a statement."""


def living(stream: str, since: str) -> Select[Any]:
    """The keys of a stream whose life has not ended, or to which something happened from `since` on (ISO 8601)."""
    mine = select(LifeRow.key).where(LifeRow.stream == stream)
    both = union(mine.where(col(LifeRow.ended).is_(False)), mine.where(col(LifeRow.at) >= since)).subquery()
    found: Select[Any] = select(both.c.key)
    return found


def follow(connection: Connection, events: Sequence[Event]) -> None:
    """Bring the lives of these events, which have just been added, up to date."""
    heads = list(_heads(events))
    for start in range(0, len(heads), _AT_ONCE):
        _keep(connection, heads[start : start + _AT_ONCE])


def _heads(events: Iterable[Event]) -> Iterable[dict[str, Any]]:
    """One row a life: its last event, and the latest moment of all."""
    lives: dict[tuple[str, str], dict[str, Any]] = {}
    for event in events:
        row = {"stream": event.stream, "key": event.key, "seq": event.seq, "at": event.at, "ended": settles(event)}
        was = lives.get((event.stream, event.key), row)
        last = max(was, row, key=lambda one: int(one["seq"]))
        lives[event.stream, event.key] = {**last, "at": max(was["at"], row["at"])}
    return lives.values()


def _keep(connection: Connection, heads: list[dict[str, Any]]) -> None:
    places = [(head["stream"], head["key"]) for head in heads]
    query = select(LifeRow.stream, LifeRow.key).where(tuple_(col(LifeRow.stream), col(LifeRow.key)).in_(places))
    known = {(stream, key) for stream, key in connection.execute(query)}
    new = [head for head in heads if (head["stream"], head["key"]) not in known]
    if new:
        connection.execute(insert(LifeRow), new)
    old = [{f"_{name}": value for name, value in h.items()} for h in heads if (h["stream"], h["key"]) in known]
    if old:
        connection.execute(_ON, old)


def _on() -> Any:
    """The update of one life by a later event; one that comes late, with an earlier moment, takes nothing back."""
    later = col(LifeRow.seq) < bindparam("_seq")
    return (
        update(LifeRow)
        .where(and_(col(LifeRow.stream) == bindparam("_stream"), col(LifeRow.key) == bindparam("_key")))
        .values(
            ended=case((later, bindparam("_ended")), else_=col(LifeRow.ended)),
            at=case((col(LifeRow.at) < bindparam("_at"), bindparam("_at")), else_=col(LifeRow.at)),
            seq=case((later, bindparam("_seq")), else_=col(LifeRow.seq)),
        )
    )


_ON = _on()
