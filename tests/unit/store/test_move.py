"""A database moved into another one is the same, or nothing happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from inspector.errors import StorageError
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.store import Store, open_store

Result = dict[str, object]


def filled(store: Store, result: Callable[..., Result]) -> None:
    """Two runs, a ruling and events, with Chinese text and exact points."""
    store.record(result("run-1"))
    store.record(result("run-2", quarter="2027Q1", started="2027-01-24T10:00:00+08:00"))
    days = {"at": "2026-11-24", "valid_from": "2026-10-01", "valid_to": "2026-12-31"}
    grounds = {"authority": "区政府办", "basis": "办〔2026〕4号", "author": "王", "old": "fail"}
    store.add_events((), [Ruling(unit="qh-mz", rule="GD-05", subject="", new="waived", **days, **grounds)])
    at = "2026-11-24T10:00:00+08:00"
    store.add_events([Event("order", key, 0, "found", "王", at, data={"due": "—"}) for key in ("乙", "甲", "b", "A")])


@pytest.fixture(params=["sqlite", "postgres"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    url = str(request.getfixturevalue("postgres"))
    engine = create_engine(url.replace("/postgres?", "/template1?"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS other"))
        connection.execute(text("CREATE DATABASE other TEMPLATE template0"))
    engine.dispose()
    return url.replace("/postgres?", "/other?")


def test_everything_arrives_and_the_new_database_can_be_gone_on_with(
    store: Store, other: str, result: Callable[..., Result], tmp_path: Path
) -> None:
    """Counts and digests are told by table; later rows get numbers of their own."""
    filled(store, result)

    with open_store(other, tmp_path) as new:
        moved = {table.table: table.rows for table in store.move_to(new)}
        assert (new.runs(), new.rulings(), new.events()) == (store.runs(), store.rulings(), store.events())
        assert new.findings("run-1") == store.findings("run-1")
        new.add_events([Event("order", "later", 0, "found", "王", "2026-11-25T10:00:00+08:00")])
        assert new.events()[-1].key == "later"
    assert (moved["run"], moved["event"], moved["ruling"]) == (2, 4, 1)


def test_a_database_that_holds_rows_is_not_written_to(
    store: Store, other: str, result: Callable[..., Result], tmp_path: Path
) -> None:
    """Two histories are never mixed."""
    filled(store, result)
    with open_store(other, tmp_path) as new:
        new.record(result("run-9"))

        with pytest.raises(StorageError, match="holds rows already"):
            store.move_to(new)
        assert [run.id for run in new.runs()] == ["run-9"]


def test_a_name_is_held_by_one_at_a_time(store: Store, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Whoever comes second is told so; afterwards the name is free again."""
    postgres = "postgres" in request.node.callspec.id
    url = request.getfixturevalue("postgres") if postgres else "sqlite:///data/inspector.db"

    with open_store(url, tmp_path) as second:
        with store.holding("scheduler") as ours, second.holding("scheduler") as theirs, second.holding("other") as free:
            assert (ours, theirs, free) == (True, False, True)
        with second.holding("scheduler") as theirs:
            assert theirs
