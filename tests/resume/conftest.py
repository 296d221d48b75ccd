"""What tests of interrupted runs share: the sample district, and a workspace in which nothing has been run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from held_runs import UNITS
from portal import Portal, led_astray
from run_process import first, plain, start, wait

from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.sample import District, serve


@pytest.fixture(scope="session")
def district() -> Iterator[District]:
    """The sample district on loopback."""
    with serve() as made:
        yield made


@pytest.fixture(scope="session")
def truth(district: District, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an undisturbed run says."""
    workspace, at = prepared(tmp_path_factory.mktemp("truth") / "workspace", district)
    return inspect(workspace, only=UNITS, as_of=at).result


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A network that hands connections to the portal, as routers and filters do."""
    with led_astray(monkeypatch) as made:
        yield made


@pytest.fixture(scope="session")
def blank(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which nothing has been run."""
    folder = tmp_path_factory.mktemp("blank") / "workspace"
    folder.mkdir()
    prepared(folder, district)
    return folder


@pytest.fixture
def place(blank: Path, tmp_path: Path) -> Path:
    """A fresh copy of the blank workspace."""
    return Path(shutil.copytree(blank, tmp_path / "workspace"))


@pytest.fixture(scope="session")
def finished(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A workspace after an undisturbed run, and how many seconds its process took."""
    folder = Path(shutil.copytree(blank, tmp_path_factory.mktemp("undisturbed") / "workspace"))
    begun = time.monotonic()
    code, said = wait(start(folder, *first()))
    assert code == 0, said
    return folder, time.monotonic() - begun


@pytest.fixture(scope="session")
def undisturbed(finished: tuple[Path, float]) -> tuple[str, float]:
    """The plain form of an undisturbed run's result, and how many seconds its process took."""
    return plain(finished[0]), finished[1]
