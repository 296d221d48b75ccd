"""A store by its URL, with its tables brought up to date."""

from __future__ import annotations

import os
from pathlib import Path
from sqlite3 import Connection as Driver
from sqlite3 import connect
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from inspector.errors import StorageError
from inspector.settings.extras import install
from inspector.store.faults import told
from inspector.store.store import Store
from inspector.store.transaction import IMMEDIATE, reading

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 30_000
"""How long a writer waits for another one, in milliseconds."""


def open_store(url: str, workspace: Path, *, used: bool = False) -> Store:
    """The store at `url`, made or upgraded where needed; a SQLite path is relative to `workspace`, and need not be writable to be read.

    Raises StorageError where it was `used` before and has no tables: what people decided and ordered was kept there.
    """
    place = _place(url, workspace)
    with told(place):
        engine = _engine(place)
    try:
        upgrade(engine, used=used)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def upgrade(engine: Engine, *, used: bool = False) -> None:
    """Brings the tables to the newest version, in one transaction; refuses a database that is newer still, or `used` and empty."""
    version = _version(engine)
    if version is None and used:
        raise StorageError(
            "the database is gone or empty, and results of runs are there: rulings, orders and appeals were kept in it",
            where=engine.url.render_as_string(hide_password=True),
            remedy="Put back a copy of it, e.g. inspector.db of a backup. To begin without what was decided, move the results away "
            "(the folder `results` beside the evidence).",
        )
    if version != _newest():
        from inspector.store.upgrading import to_newest  # noqa: PLC0415 - slow to load, and hardly ever needed

        to_newest(engine, MIGRATIONS)


def _newest() -> str:
    """The version that the last of the migrations makes: `v0005_what_it_does.py`."""
    return max(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))


def _version(engine: Engine) -> str | None:
    """The version of the tables as they are; None where there are none."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _place(url: str, workspace: Path) -> URL:
    try:
        place = make_url(url)
    except ArgumentError:
        remedy = "Write one such as sqlite:///data/inspector.db"
        raise StorageError("[store] database is not a database address", remedy=remedy) from None
    if place.get_backend_name() == "sqlite" and place.database not in (None, "", ":memory:"):
        return place.set(database=str((workspace / str(place.database)).absolute()))
    return place


def _engine(place: URL) -> Engine:
    try:
        if place.get_backend_name() != "sqlite":
            return create_engine(place, pool_pre_ping=True)
        if place.database in (None, "", ":memory:"):
            return _sqlite(create_engine(place, poolclass=StaticPool))
        file = Path(str(place.database))
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
            return create_engine(place, creator=lambda: _readable(file))
        return _sqlite(create_engine(place))
    except (NoSuchModuleError, ModuleNotFoundError):
        raise StorageError(
            f"no driver for {place.drivername} is installed",
            where=place.render_as_string(hide_password=True),
            remedy=f"For PostgreSQL write postgresql+psycopg://... and install: {install('postgres')}",
        ) from None


def _readable(file: Path) -> Driver:
    """A database that may only be read: no journal can be laid beside it, so one that is there is read, and else none is looked for."""
    journal = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if journal.exists() and journal.stat().st_size else "immutable=1"
    return connect(f"file:{quote(str(file))}?{how}", uri=True, check_same_thread=False)


def _sqlite(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def _configure(connection: Driver, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would commit before every DDL statement
        for pragma in (f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(IMMEDIATE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
