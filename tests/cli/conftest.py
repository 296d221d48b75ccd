"""One inspected workspace for all tests of the command line, and the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Command, Place, typed
from small_rules import few_rules

from inspector.pipeline.demo import prepared
from inspector.sample import AS_OF, serve

UNITS = ("QH101", "QH105", "QH201")


@pytest.fixture(scope="session")
def inspector() -> Command:
    """Runs `inspector ...` as if typed, in this process."""
    return typed


def as_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs `inspector ...` as a process of 80 columns without a terminal."""
    return subprocess.run(
        [sys.executable, "-c", "from inspector.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
        timeout=400,
        check=False,
    )


@pytest.fixture(scope="session")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Three units of the sample district, inspected by a process `inspector run --json -`."""
    folder = tmp_path_factory.mktemp("inspected") / "w"
    with serve() as district:
        prepared(folder, district)
        few_rules(folder / "rules")
        codes = [part for code in UNITS for part in ("--unit", code)]
        done = as_process("run", "--workspace", folder, "--as-of", AS_OF, "--json", "-", *codes)
        assert done.returncode == 0, done.stderr
        disclosure = next(row["disclosure"] for row in district.rows() if row["code"] == UNITS[0])
        yield Place(folder, done.stdout, disclosure)


@pytest.fixture
def workspace(tmp_path: Path, inspected: Place) -> Path:
    """A workspace of a test's own to break: one unit that nothing answers for."""
    folder = tmp_path / "w"
    shutil.copytree(inspected.folder / "rules", folder / "rules")
    shutil.copy(inspected.folder / "config.toml", folder)
    (folder / "units.csv").write_text("code,name,type,disclosure\nA1,甲局,department,http://127.0.0.1:9/x/\n")
    return folder
