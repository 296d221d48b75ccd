"""Every earlier version of the tables can be gone on with, up and down, and nothing that was kept is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from inspector.model.order import Event
from inspector.store import Store, open_store
from inspector.store.open import MIGRATIONS, upgrade
from inspector.store.transaction import writing

Result = dict[str, object]
EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.sql"))


def revisions() -> list[str]:
    """The versions of the tables, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def downgrade(store: Store, revision: str) -> None:
    """Take the tables back to an earlier version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(store._engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_every_version_has_a_database_of_its_time() -> None:
    """A new migration brings a database of the version before it: tests/unit/store/earlier/<version>.sql."""
    assert [path.stem for path in EARLIER] == revisions()[: len(EARLIER)]
    assert len(EARLIER) >= len(revisions()) - 1


@pytest.mark.parametrize("dump", EARLIER, ids=lambda path: path.stem)
def test_a_database_of_an_earlier_version_is_brought_up_with_all_it_holds(dump: Path, tmp_path: Path) -> None:
    """Runs, scores, findings and rulings of that time are read as they were."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        database.executescript(dump.read_text(encoding="utf-8"))

    with open_store("sqlite:///old.db", tmp_path) as store:
        assert [(run.id, run.quarter) for run in store.runs()] == [("run-1", "2026Q3"), ("run-2", "2026Q4")]
        assert [str(score.value) for score in store.scores("2026Q4")] == ["97.9"]
        assert [finding.rule for finding in store.findings("run-1")] == ["GD-05"]
        assert [ruling.basis for ruling in store.rulings()] == ["办〔2026〕4号"]
        assert len(store.events()) == (0 if dump.stem == "0001" else 1)
        for event in store.events():
            assert store.last_event(event.stream) == event.at
            assert list(store.lives(event.stream, "9999")) == [(event,)]


def test_down_to_the_first_version_and_up_again_keeps_what_that_version_knew(
    store: Store, result: Callable[..., Result]
) -> None:
    """On both databases: results and rulings stay, what only newer tables hold goes with them."""
    store.record(result())
    store.add_events([Event("order", "2026Q4-001", 0, "found", "王", "2026-11-24T10:00:00+08:00")])
    before = store.runs(), store.findings("run-1")

    downgrade(store, revisions()[0])
    upgrade(store._engine)

    assert (store.runs(), store.findings("run-1"), store.events()) == (*before, ())
