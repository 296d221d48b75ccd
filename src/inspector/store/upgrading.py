"""Tables brought to the newest version: the part of the store that speaks Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from inspector.errors import StorageError
from inspector.store.transaction import writing


def to_newest(engine: Engine, migrations: Path) -> None:
    """Runs those of the migrations that are due, in one transaction. Raises StorageError where the database is newer than all."""
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current and current not in known:
            raise StorageError(
                f"this database has tables of version {current}, which this Inspector does not know",
                where=engine.url.render_as_string(hide_password=True),
                remedy="A newer Inspector wrote it; install that version.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
