"""One holder of a name at a time among all who use a database, whatever machine they are on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

from inspector.store.faults import told


@contextmanager
def held_by_server(engine: Engine, name: str) -> Iterator[bool]:
    """Whether `name` is ours until the block is left; PostgreSQL lets go of it when the connection ends, however it ends."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with told(engine.url), engine.connect() as connection:
        ours = bool(connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}).scalar())
        connection.commit()
        try:
            yield ours
        finally:
            if ours:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})
                connection.commit()
