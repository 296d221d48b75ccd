"""Which units have a failed look whose second look is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from inspector.archive import Run
from inspector.judge.snapshot import Snapshot
from inspector.judge.uplink import rounds, spells
from inspector.model.capture import GIVEN_UP, Capture, Failure
from inspector.model.unit import Unit
from inspector.pipeline.collect.looking import failed
from inspector.pipeline.collect.set_clock import set_forward
from inspector.pipeline.judge.doubts import CANARIES, doubts_in
from inspector.pipeline.judge.judging import snapshot_of


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


def cut_short(run: Run, code: str, by: Collection[Failure] = GIVEN_UP) -> bool:
    """Whether we ourselves ended the looks at a unit: by a limit of what it may cost, or because processes died at it."""
    return any(failure in by for _, _, failure in run.outcomes(code))


def next_look(run: Run) -> datetime | None:
    """When the first second look of a run is due by the machine's clock as it is now; None where none is waiting."""
    snapshot = snapshot_of(run)
    if snapshot.after_s <= 0 or snapshot.attempts <= 1:
        return None
    captures = [capture for code in run.codes for capture in run.read_unit(code).values()]
    open_ = [one for one in captures if one.fetched_at and len(one.earlier) + 1 < snapshot.attempts and failed(one)]
    doubted = doubts_in(run, snapshot, spells(rounds(run.beside(CANARIES).values()))).marks.values()
    told = [*(one.fetched_at for one in open_), *filter(None, doubted)]
    wait = timedelta(seconds=snapshot.after_s) + set_forward(run.folder)
    moments = [datetime.fromisoformat(moment) + wait for moment in told]
    return min(moments, default=None)
