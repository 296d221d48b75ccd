"""A served workspace with one run, an order that waits for a second person, and a clerk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from served_workspace import CLERK, HOSTILE, NOW, PASSWORD, running, seal
from small_district import small_district, workspace_for

from inspector.model.order import Event
from inspector.pipeline.quarter import inspect
from inspector.pipeline.rectify.clerks import enrol
from inspector.pipeline.workspace import Workspace


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as all tests begin with it."""
    folder = tmp_path_factory.mktemp("serve") / "qinghe"
    with small_district() as site:
        place = Workspace.at(workspace_for(site, folder))
        done = inspect(place)
    data = {
        "unit": "MZJ",
        "finding": "f1",
        "rule": "GD-02",
        "subject": "guide",
        "severity": "S1",
        "quarter": done.result["run"]["quarter"],
        "run": done.result["run"]["id"],
        "as_of": "2026-11-24",
        "message": {"zh": f"指南主体不符 {HOSTILE}", "en": "another unit's guide"},
        "evidence": [
            {"url": "http://x/", "quote": HOSTILE, "fetched_at": "2026-11-24T10:00:00+08:00", "sha256": "ab" * 32}
        ],
    }
    with place.store() as store:
        store.add_events([Event("order", "2026Q4-001", 0, "found", "张三", NOW.isoformat(), data=data)])
    enrol(place, CLERK, PASSWORD, "张三", NOW)
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Workspace:
    """A fresh copy."""
    return Workspace.at(Path(shutil.copytree(made, tmp_path / "qinghe")))


@pytest.fixture
def client(place: Workspace) -> Iterator[httpx.Client]:
    """A browser without a login, on this machine."""
    with running(place) as url, httpx.Client(base_url=url) as made:
        yield made


@pytest.fixture
def clerk(client: httpx.Client) -> httpx.Client:
    """A browser in which the clerk is logged in."""
    form = {"name": CLERK, "password": PASSWORD, "seal": seal(client, "/login")}
    assert client.post("/login", data=form).status_code == 303
    return client
