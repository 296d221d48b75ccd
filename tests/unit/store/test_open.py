"""A store is made, upgraded, or refused in a sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from inspector.errors import StorageError
from inspector.model.series import Visit
from inspector.store import Store, open_store

Make = Callable[..., dict[str, Any]]
URL = "sqlite:///data/inspector.db"


def test_migrations_lead_to_the_tables_of_the_code(store: Store) -> None:
    """From an empty database the newest version is exactly what the code expects."""
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_file_lies_in_the_workspace_and_survives(tmp_path: Path, result: Make) -> None:
    """Closing and opening again loses nothing and migrates nothing."""
    with open_store(URL, tmp_path) as store:
        store.record(result())

    with open_store(URL, tmp_path) as store:
        assert len(store.runs()) == 1
    assert (tmp_path / "data" / "inspector.db").is_file()


def test_sqlite_keeps_references_and_writes_ahead(tmp_path: Path) -> None:
    """Readers do not wait for a writer, and no row is left without its run."""
    with open_store(URL, tmp_path) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_that_never_finished_upgrading_is_untouched(tmp_path: Path) -> None:
    """A migration that fails leaves no table behind."""
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / "inspector.db")) as database:
        database.execute("CREATE TABLE ledger_entry (x)")

    with pytest.raises(StorageError):
        open_store(URL, tmp_path)

    with closing(sqlite3.connect(tmp_path / "data" / "inspector.db")) as database:
        assert database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("ledger_entry",)]


def test_two_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    """The second waits for the first to make the tables."""
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(URL, tmp_path), range(4)))

    assert [store.runs() for store in stores] == [()] * 4
    for store in stores:
        store.close()


@pytest.mark.parametrize("journal", [False, True])
def test_who_may_only_read_a_database_reads_it(
    tmp_path: Path, result: Make, monkeypatch: pytest.MonkeyPatch, journal: bool
) -> None:
    """On a disk that is mounted for reading, or as another user: nothing is laid beside it, also where its last words are in a journal."""
    with open_store(URL, tmp_path) as first, open_store(URL, tmp_path) as second:
        first.record(result())
        if not journal:
            first.close()
            second.close()
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        before = sorted((tmp_path / "data").iterdir())

        with open_store(URL, tmp_path) as store:
            assert len(store.runs()) == 1
            with pytest.raises(StorageError, match="may not be written"):
                store.add_visits([Visit("https://www.qinghe.gov.cn/", "2026-11-24T01:00:00+08:00", "good")])

        assert sorted((tmp_path / "data").iterdir()) == before
        assert len(before) == (3 if journal else 1)


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """An old program does not write into tables it does not know."""
    open_store(URL, tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "data" / "inspector.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()

    with pytest.raises(StorageError, match="version 9999"):
        open_store(URL, tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """It is left as it is."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "inspector.db").write_bytes(b"code,name,type\n" * 200)

    with pytest.raises(StorageError, match="not a database"):
        open_store(URL, tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("")

    with pytest.raises(StorageError, match=r"inspector\.db"):
        open_store(URL, tmp_path)


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path, result: Make) -> None:
    """What was stored before stays; the run that did not fit is not there in part."""
    with open_store(URL, tmp_path) as store:
        store.record(result())
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        large = result("run-2")
        large["units"][0]["findings"] *= 3000

        with pytest.raises(StorageError, match="no room left"):
            store.record(large)

        assert [run.id for run in store.runs()] == ["run-1"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("inspector.db", "not a database address"),
        ("nosuch://user:sesame@host/db", "no driver"),
        ("postgresql+psycopg://user:sesame@127.0.0.1:1/db", "does not answer"),
    ],
)
def test_a_wrong_address_is_a_sentence_without_its_password(tmp_path: Path, url: str, said: str) -> None:
    """The remedy is in the sentence, the password is not."""
    with pytest.raises(StorageError) as caught:
        open_store(url, tmp_path)

    assert said in str(caught.value)
    assert "sesame" not in str(caught.value)
