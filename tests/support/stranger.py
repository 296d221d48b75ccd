"""What a stranger has: the source in a clean folder, a package index, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_MADE = shutil.ignore_patterns(
    ".git", ".venv", ".venv-bench", "dist", "__pycache__", ".*_cache", ".hypothesis", ".coverage", "*.egg-info"
)
_NO_INDEX = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Max retries exceeded"
    r"|Temporary failure in name resolution|Network is unreachable"
)
NO_INDEX = "no package index can be reached from here: what the documents install was not tried"


def offline(said: str) -> bool:
    """Whether an installation failed because no index could be reached."""
    return _NO_INDEX.search(said) is not None


def environment() -> dict[str, str]:
    """The environment of this process without what `make` and Python's own test environment left in it."""
    ours = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    return {name: value for name, value in os.environ.items() if name not in ours} | {"PYTHON": sys.executable}


def copied(to: Path) -> Path:
    """The source as it is published, without anything that was made of it."""
    shutil.copytree(ROOT, to, ignore=_MADE)
    for made in ("data", "reports"):
        shutil.rmtree(to / made, ignore_errors=True)
    (to / "reports").mkdir()
    return to


def run_or_skip(command: list[str], cwd: Path) -> None:
    """Run what needs a package index; skips with one sentence where there is none."""
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode and offline(said):
        pytest.skip(NO_INDEX)
    assert done.returncode == 0, said


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source in a folder `inspector` of its own, and what it runs on installed by its Makefile."""
    folder = copied(tmp_path_factory.mktemp("stranger") / "inspector")
    run_or_skip(["make", ".venv/.run"], folder)
    return folder


@pytest.fixture(scope="session")
def pipx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that has pipx in it."""
    folder = tmp_path_factory.mktemp("pipx")
    run_or_skip([sys.executable, "-m", "venv", str(folder)], folder)
    run_or_skip([str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "pipx"], folder)
    return folder / "bin"
