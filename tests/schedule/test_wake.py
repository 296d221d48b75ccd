"""The alarm clock: work is done in the main thread, with all processes that a run by hand has, and a fault does not end it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from inspector.engine.worker import cores
from inspector.errors import StorageError
from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace
from inspector.schedule import wake


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processes are forked on Linux only")
def test_work_that_is_due_has_all_cores_and_is_called_again_after_a_fault(tmp_path: Path) -> None:
    """First the database is away; at the next alarm the work is done by a thread that may fork."""
    make_workspace(tmp_path / "qinghe")
    (tmp_path / "qinghe/config.toml").write_text("[schedule]\npoll_s = 1\n", encoding="utf-8")
    seen: list[tuple[bool, int]] = []

    def work() -> None:
        seen.append((threading.current_thread() is threading.main_thread(), cores()))
        if len(seen) == 1:
            raise StorageError("the database is away")

    wake(Workspace.at(tmp_path / "qinghe").settings, work, lambda: len(seen) == 2)

    assert seen == [(True, len(os.sched_getaffinity(0)))] * 2
