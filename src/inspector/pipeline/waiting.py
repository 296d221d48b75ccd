"""Which units have a failed look whose second look is due."""

from __future__ import annotations

from datetime import datetime

from inspector.archive import Run
from inspector.judge.snapshot import Snapshot
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.pipeline.gather import failed


def waiting(run: Run, unit: Unit, snapshot: Snapshot, now: datetime) -> bool:
    """Whether a look at `unit` failed, was not yet confirmed, and lies `after_s` seconds back."""
    if snapshot.after_s <= 0 or snapshot.attempts <= 1:
        return False
    return any(_due(capture, snapshot, now) for capture in run.read_unit(unit.code).values())


def _due(capture: Capture, snapshot: Snapshot, now: datetime) -> bool:
    if not capture.fetched_at or len(capture.earlier) + 1 >= snapshot.attempts or not failed(capture):
        return False
    since = now - datetime.fromisoformat(capture.fetched_at)
    return since.total_seconds() >= snapshot.after_s
