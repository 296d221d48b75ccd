"""What goes wrong with a database, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from inspector.errors import StorageError

_WRITING = "Permit writing to the file and its folder; what only reads needs no such right."
_KNOWN = (
    ("unable to open", "the database cannot be opened", "Is its folder there, and may you write in it?"),
    ("readonly", "the database may not be written", _WRITING),
    ("read-only", "the database may not be written", _WRITING),
    ("is full", "there is no room left on the disk", "Make room; what was stored before is safe."),
    ("no space", "there is no room left on the disk", "Make room; what was stored before is safe."),
    ("disk i/o", "the disk refused to read or write the database", "Has it room? What was stored before is safe."),
    ("is locked", "another process has kept the database busy", "Wait for it to end, then try again."),
    ("not a database", "this file is not a database", "Name another one in config.toml: [store] database."),
    ("malformed", "the database is damaged", "Put back a copy of it; evidence on disk is not affected."),
    ("connection", "the database server does not answer", "Is its address in config.toml right, and is it running?"),
)


@contextmanager
def told(place: URL) -> Iterator[None]:
    """Errors of database and disk as a StorageError; the address is shown without its password."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise _sentence(error, place.render_as_string(hide_password=True)) from error


def _sentence(error: Exception, where: str) -> StorageError:
    said = str(getattr(error, "orig", None) or error).strip()
    for sign, what, remedy in _KNOWN:
        if sign in said.lower():
            return StorageError(what, where=where, remedy=remedy)
    return StorageError(f"the database refused: {said.splitlines()[0]}", where=where)
