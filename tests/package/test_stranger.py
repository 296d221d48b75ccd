"""What needs minutes and a package index: the whole of `make test` in a clean folder, and the look for known weaknesses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from stranger import NO_INDEX, copied, environment, offline, pipx

__all__ = ["pipx"]
pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]


def test_make_test_works_where_nothing_was_installed(tmp_path: Path) -> None:
    """From the source alone to passed checks and tests; of the tests one room's, all others being those around this one."""
    folder = copied(tmp_path / "inspector")
    told = {**environment(), "PYTEST_ADDOPTS": "tests/unit/workdays"}
    done = subprocess.run(["make", "test"], cwd=folder, env=told, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr

    if done.returncode and offline(said):
        pytest.skip(NO_INDEX)
    assert done.returncode == 0, said
    assert re.search(r"\d+ passed", said)


def test_known_weaknesses_are_looked_for_as_the_page_says(pipx: Path) -> None:
    """The command of docs/how-to/operate.md reads our pins and tells of each; what it finds is no matter of this test."""
    page = (ROOT / "docs" / "how-to" / "operate.md").read_text(encoding="utf-8")
    command = re.findall(r"`pipx run (pip-audit [^`]+)`", page)[0]
    done = subprocess.run(
        [pipx / "pipx", "run", *command.split()],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr

    if done.returncode not in (0, 1) or offline(said):
        pytest.skip(NO_INDEX)
    assert re.search(r"No known vulnerabilities found|Found \d+ known vulnerabilit|could not be audited", said), said
