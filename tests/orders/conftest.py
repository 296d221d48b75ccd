"""A workspace with three orders that are told, not inspected."""

from __future__ import annotations

from pathlib import Path

import pytest
from told_orders import hostile, opened

from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """Three open orders: two of one unit, one of another whose page is hostile."""
    make_workspace(tmp_path / "w")
    workspace = Workspace.at(tmp_path / "w")
    with workspace.store() as store:
        store.add_events([opened(1), opened(2, rule="GD-07", due="2026-12-08"), hostile(3, "QH103")])
    return workspace
