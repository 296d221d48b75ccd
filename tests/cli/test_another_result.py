"""What is judged again is compared with what was kept, and written whatever the terminal can show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from command_line import typed
from small_district import Served, small_district, workspace_for

from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units of one host."""
    with small_district() as made:
        yield made


@pytest.fixture(scope="module")
def whole(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one run."""
    folder = workspace_for(site, tmp_path_factory.mktemp("whole") / "qinghe")
    inspect(Workspace.at(folder), as_of=date(2026, 11, 24))
    return folder


def test_a_result_that_another_version_judged_otherwise_is_told(whole: Path, tmp_path: Path) -> None:
    """With the units that differ; where nothing differs nothing is said."""
    folder = Path(shutil.copytree(whole, tmp_path / "qinghe"))
    same = typed("replay", "latest", "--workspace", folder)
    [kept] = (folder / "data" / "results").glob("*.json")
    kept.write_text(kept.read_text("utf-8").replace('"GD-07"', '"GD-77"', 1), "utf-8")

    other = typed("replay", "latest", "--workspace", folder)

    assert (same.returncode, same.stderr) == (0, "")
    assert (other.returncode, "Units that differ: " in other.stderr) == (0, True)


@pytest.mark.parametrize("command", ["verify", "replay"])
def test_a_run_that_was_sealed_anew_is_told(whole: Path, tmp_path: Path, command: str) -> None:
    """Its seal holds, whoever made it: what was published rests on another one."""
    folder = Path(shutil.copytree(whole, tmp_path / "qinghe"))
    same = typed(command, "latest", "--workspace", folder)
    run = Workspace.at(folder).run("latest")
    before = run.root
    run.write_unit("MZJ", [])
    run.seal("2026-11-25T01:00:00+08:00")

    other = typed(command, "latest", "--workspace", folder)

    assert (same.returncode, same.stderr) == (0, "")
    assert (other.returncode, f"rests on another seal: {before}" in other.stderr) == (0, True)


def test_a_terminal_that_lacks_signs_ends_no_command_and_changes_no_result(whole: Path) -> None:
    """Old consoles have no ✓, some nothing but ASCII; a result is UTF-8 all the same."""
    command = [sys.executable, "-m", "inspector", "replay", "latest", "--workspace", str(whole), "--json", "-"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, timeout=400, check=False
    )

    [kept] = (whole / "data" / "results").glob("*.json")
    assert (done.returncode, done.stdout) == (0, kept.read_bytes())
