"""Reading and writing as one transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from inspector.store.faults import told

IMMEDIATE = "inspector_immediate"
"""Execution option that makes SQLite queue for the write lock at once, instead of failing when it first writes."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with told(engine.url), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is kept whole or not at all."""
    with (
        told(engine.url),
        engine.connect() as plain,
        plain.execution_options(**{IMMEDIATE: True}) as connection,
        connection.begin(),
    ):
        yield connection
