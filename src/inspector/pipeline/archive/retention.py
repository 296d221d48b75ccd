"""What evidence may go and what must stay: classes and legal holds of config.toml, applied by a person or the scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector.archive import Run, read_run, runs
from inspector.archive.retention import CLASSES, Class, forget, holdings
from inspector.archive.verify_evidence import SEAL
from inspector.model.order import Event
from inspector.pipeline.lock import sole
from inspector.pipeline.rectify import appeals, orders
from inspector.pipeline.workspace import Workspace

STREAM = "retention"
_YEAR = timedelta(days=365.25)
_KINDS = ("", "rechecks", "screenshots")
"""Where sealed evidence lies: that of runs, and the folders beside it."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Evidence of one class of one unit whose time has come; `held` says why it stays all the same, empty where it goes."""

    run: str
    unit: str
    kind: Class
    records: int
    bytes: int
    held: str = ""


def expired(workspace: Workspace, now: datetime) -> tuple[Expired, ...]:
    """What is older than its class is kept, run by run, with the reason where it is held."""
    holds = _holds(workspace)
    return tuple(one for run in _sealed(workspace) for one in _of(workspace, run, now, holds))


def apply(workspace: Workspace, now: datetime, author: str) -> tuple[Expired, ...]:
    """Delete what is expired and not held, leave tombstones, and note it; returns what went. Safe to call at any time."""
    gone = []
    for run in _sealed(workspace):
        doomed = [one for one in _of(workspace, run, now, _holds(workspace)) if not one.held]
        if doomed:
            with sole(workspace.evidence, run.folder.name):
                gone += [one for one in doomed if _forget(workspace, run, one, now, author)]
    return tuple(gone)


def _forget(workspace: Workspace, run: Run, one: Expired, now: datetime, author: str) -> bool:
    years = getattr(workspace.settings.retention, one.kind)
    at, why = now.isoformat(timespec="seconds"), f"[retention] {one.kind} = {years:g}"
    count = forget(run, one.unit, [one.kind], at, why, author)
    with workspace.store() as store:
        seq = len(store.life(STREAM, one.run))
        data = {"unit": one.unit, "class": one.kind, "records": count, "bytes": one.bytes, "root": run.root}
        store.add_events([Event(STREAM, one.run, seq, "deleted", author, at, reason=why, data=data)])
    return count > 0


def _sealed(workspace: Workspace) -> Iterator[Run]:
    for kind in _KINDS:
        place = workspace.evidence.parent / kind if kind else workspace.evidence
        for folder in runs(place, SEAL):
            yield read_run(folder)


def _of(workspace: Workspace, run: Run, now: datetime, holds: dict[str, str]) -> Iterator[Expired]:
    settings, name = workspace.settings.retention, run.folder.name
    limits: dict[Class, float | None] = {kind: getattr(settings, kind) for kind in CLASSES}
    age = (now - datetime.fromisoformat(run.finished)) / _YEAR
    due = [kind for kind, years in limits.items() if years is not None and age > years]
    if not due:
        return
    for code in (
        run.places
    ):  # pictures of a run lie in a folder whose name begins with the run's, and the run's with its quarter
        held = next((why for key, why in holds.items() if key in (name, code) or name.startswith(f"{key}-")), "")
        for kind, holding in holdings(run, code).items():
            if kind in due:
                yield Expired(name, code, kind, holding.records, holding.bytes, held)


def _holds(workspace: Workspace) -> dict[str, str]:
    """What is held by name: runs, quarters, unit codes -> why."""
    found = dict.fromkeys(workspace.settings.retention.hold, "[retention] hold")
    for order in orders.listed(workspace):
        for event in order.events if order.open else ():
            if event.data.get("run"):
                found.setdefault(str(event.data["run"]), f"order {order.number} is open")
    for appeal in appeals.listed(workspace):
        for event in appeal.events if appeal.state == "filed" else ():
            if event.data.get("run"):
                found.setdefault(str(event.data["run"]), f"appeal {appeal.number} is not decided")
    return found
