"""Everything of one database copied into another, and proved to be the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select
from sqlmodel import SQLModel

from inspector.errors import StorageError
from inspector.store import tables  # noqa: F401 - the tables announce themselves to SQLModel.metadata
from inspector.store.transaction import reading, writing

_AT_ONCE = 2000
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One table as it is in both databases: how many rows, and the SHA-256 of all of them in order of their keys."""

    table: str
    rows: int
    digest: str


def move(source: Engine, target: Engine) -> tuple[Moved, ...]:
    """Copy every table into an empty database of the same version, in one transaction; the source is only read.

    Raises StorageError where the target holds rows already, or where what arrived is not what was sent.
    """
    with reading(source) as there, writing(target) as here:
        for table in _tables():
            if here.execute(select(func.count()).select_from(table)).scalar():
                raise StorageError(
                    f"the table {table.name} holds rows already",
                    where=target.url.render_as_string(hide_password=True),
                    remedy="Name an empty database; nothing was written.",
                )
            for rows in _chunks(there, table):
                here.execute(insert(table), rows)
        _numbers(here)
        return tuple(_same(there, here, table, target) for table in _tables())


def _tables() -> list[Table]:
    return SQLModel.metadata.sorted_tables


def _same(there: Connection, here: Connection, table: Table, target: Engine) -> Moved:
    sent, arrived = _seal(there, table), _seal(here, table)
    if sent != arrived:
        raise StorageError(
            f"of the table {table.name} {arrived.rows} rows arrived where {sent.rows} were sent, or with other contents",
            where=target.url.render_as_string(hide_password=True),
            remedy="Nothing was written; is anybody writing to the old database?",
        )
    return arrived


def _seal(connection: Connection, table: Table) -> Moved:
    digest, count = hashlib.sha256(), 0
    for rows in _chunks(connection, table):
        for row in rows:
            digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n")
        count += len(rows)
    return Moved(table.name, count, digest.hexdigest())


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows by key; keys are sorted by the bytes of their UTF-8, the same in every database."""
    keys = [_bytewise(connection, column) for column in table.primary_key.columns]
    result = connection.execution_options(stream_results=True).execute(select(table).order_by(*keys)).mappings()
    for rows in result.partitions(_AT_ONCE):
        yield [dict(row) for row in rows]


def _bytewise(connection: Connection, column: Any) -> Any:
    textual = column.type.python_type is str
    return column.collate("C") if textual and connection.dialect.name == "postgresql" else column


def _numbers(connection: Connection) -> None:
    """PostgreSQL counts its own numbers: it goes on after those that were copied."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is not None and isinstance(column.type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, func.coalesce(func.max(column), 0) + 1, False)))
