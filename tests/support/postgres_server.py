"""A PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from missing import lacking
from sqlalchemy import create_engine


def _program(name: str) -> str | None:
    """Debian keeps the server's programs out of the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(path / name) for path in folders if (path / name).is_file()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this test session's own, on a socket in its folder."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not (initdb and pg_ctl):
        lacking("no PostgreSQL server here: apt-get install postgresql")
    with TemporaryDirectory() as folder:
        as_user = _unprivileged(folder)
        data = f"{folder}/data"
        start = ["-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "-l", f"{folder}/log", "-w", "start"]
        subprocess.run(
            [*as_user, initdb, "-D", data, "-U", "inspector", "-A", "trust", "--no-sync"], check=True, cwd=folder
        )
        subprocess.run([*as_user, pg_ctl, "-D", data, *start], check=True, cwd=folder, stdout=subprocess.DEVNULL)
        yield f"postgresql+psycopg://inspector@/postgres?host={folder}"
        subprocess.run(
            [*as_user, pg_ctl, "-D", data, "-m", "immediate", "stop"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )


def _unprivileged(folder: str) -> list[str]:
    """The server refuses to run as root; root runs it as nobody, whose folder it then is."""
    if os.geteuid():
        return []
    shutil.chown(folder, "nobody")
    return ["runuser", "-u", "nobody", "--"]


def empty(url: str) -> None:
    """Take away all tables of a database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
