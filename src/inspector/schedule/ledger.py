"""What was begun, done and failed: events of the stream `duty`, and the runs as their evidence tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inspector import archive
from inspector.channels.message import STREAM as MESSAGES
from inspector.model.order import Event
from inspector.model.release import STREAM as RELEASES
from inspector.model.release import releases
from inspector.pipeline.collect.waiting import next_look
from inspector.pipeline.judge.judging import snapshot_of
from inspector.pipeline.probing.plans import PLANS, left_over
from inspector.pipeline.rectify.living import living, years_before
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Known, Outlook

STREAM = "duty"
_FIRST_RETRY = timedelta(minutes=10)
_LAST_RETRY = timedelta(hours=6)
_LIVE = timedelta(days=100)
"""How long after its start a run is still asked whether a second look is due."""


def outlook(workspace: Workspace, now: datetime) -> Outlook:
    """What the ledger knows at `now`."""
    zone = ZoneInfo(workspace.settings.district.timezone)
    with workspace.store() as store:
        events, orders = store.events(STREAM), living(store, years_before(now.isoformat(), 1))
        released = releases(store.events(RELEASES))
        campaigns = left_over(store.events(PLANS, MESSAGES))
    return Outlook(
        settings=workspace.settings,
        now=now.astimezone(zone),
        done=frozenset(_name(event) for event in events if event.kind == "done"),
        begun={_name(event): event.at for event in events if event.kind == "begun"},
        retry=_retries(events, zone),
        runs=_runs(workspace, now),
        orders=orders,
        released={quarter: frozenset(one.runs) for quarter, one in released.items()},
        campaigns=campaigns,
    )


def tell(workspace: Workspace, due: Due, kind: str, now: datetime, said: str = "") -> None:
    """Add `begun`, `done` or `failed` to the ledger. Raises StorageError where another scheduler was first."""
    key = f"{due.duty} {due.key}"
    with workspace.store() as store:
        seq = len(store.life(STREAM, key))
        at = now.isoformat(timespec="seconds")
        data = {"since": due.since.isoformat(timespec="seconds"), "said": said}
        store.add_events([Event(STREAM, key, seq, kind, "scheduler", at, data=data)])


def _name(event: Event) -> tuple[str, str]:
    duty, _, key = event.key.partition(" ")
    return duty, key


def _retries(events: Iterable[Event], zone: ZoneInfo) -> dict[tuple[str, str], datetime]:
    """Each failure in a row doubles the wait, from ten minutes to six hours."""
    waits: dict[tuple[str, str], timedelta] = {}
    found = {}
    for event in events:
        if event.kind == "failed":
            name = _name(event)
            waits[name] = min(waits.get(name, _FIRST_RETRY / 2) * 2, _LAST_RETRY)
            found[name] = datetime.fromisoformat(event.at).astimezone(zone) + waits[name]
    return found


def _runs(workspace: Workspace, now: datetime) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for folder in archive.runs(workspace.evidence):
        run = archive.read_run(folder)
        snapshot = snapshot_of(run)
        if not snapshot.only:
            live = now - datetime.fromisoformat(snapshot.started) < _LIVE
            complete = bool(run.root)
            looks = next_look(run) if complete and live else None
            found[snapshot.quarter.id] = Known(snapshot.id, complete, snapshot.started, looks)
    return found
