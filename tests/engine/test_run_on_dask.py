"""A whole inspection on a Dask cluster gives what the same inspection gives in one process, whoever is killed on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import dask
import pytest
from still_clock import noon

from inspector.errors import SettingsError
from inspector.judge.result import text
from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import Inspected, Watch, inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
UNITS = ("QH101", "QH102", "QH103", "QH105", "QH110", "QH115", "QH205", "QH301")
LEASES = {
    "distributed.scheduler.locks.lease-timeout": "2s",
    "distributed.scheduler.locks.lease-validation-interval": "200ms",
}


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    """The sample district on loopback, its servers' clocks standing still too."""
    with pytest.MonkeyPatch.context() as patch, serve() as made:
        patch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_: "Tue, 24 Nov 2026 04:00:00 GMT")
        yield made


def inspected(
    folder: Path, district: District, kind: str, gathered: Callable[..., None] = lambda *_: None
) -> Inspected:
    """The same units inspected in a workspace of their own, on the engine `kind`."""
    folder.mkdir()
    prepared(folder, district)
    config = folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + f'[engine]\nkind = "{kind}"\n', encoding="utf-8")
    watch = Watch(now=noon, gathered=gathered)
    return inspect(Workspace.at(folder), only=UNITS, as_of=noon().date(), watch=watch)


@pytest.fixture(scope="module")
def local(district: District, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """What one process makes of it."""
    return inspected(tmp_path_factory.mktemp("local") / "workspace", district, "local")


def test_a_cluster_gives_the_bytes_of_one_process(district: District, local: Inspected, tmp_path: Path) -> None:
    """Two processes, one of them killed with SIGKILL: the same result, the same evidence, every host visited by one at a time."""
    killed: list[int] = []

    def kill_one(*_: object) -> None:
        if not killed:
            killed.append(multiprocessing.active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    district.counts.most_at_once.clear()
    district.counts.requests.clear()
    with dask.config.set(LEASES):
        done = inspected(tmp_path / "workspace", district, "dask", kill_one)

    assert killed
    assert text(done.result) == text(local.result)
    assert done.result["run"]["complete"]
    assert max(district.counts.most_at_once.values()) == 1
    assert district.counts.submissions == 0


def test_without_the_extra_a_sentence_names_it(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office that did not install Dask is told what to install, before anything is fetched."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "inspector.engine.dask", raising=False)

    with pytest.raises(SettingsError, match=r"needs the extra `dask`") as told:
        inspected(tmp_path / "workspace", district, "dask")

    assert "pip install 'inspector[dask]'" in str(told.value)
