"""Runs that are held back: what was seen may be the fault of our own network, so nothing of it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector.archive import Run, read_run, runs
from inspector.collect.manners import china_now
from inspector.errors import Quarantined, UsageError
from inspector.judge.snapshot import Snapshot
from inspector.judge.uplink import ALWAYS, IMITATED, Looks, Spell, count, jump, rounds, spells
from inspector.model.order import Event
from inspector.pipeline.judge.doubts import CANARIES
from inspector.pipeline.judge.judging import snapshot_of
from inspector.pipeline.judge.uniform import one_end, uniform
from inspector.pipeline.workspace import Workspace

STREAM = "quarantine"


@dataclass(frozen=True, slots=True)
class Held:
    """A run that waits: why, in one sentence."""

    run: str
    why: str


def held(workspace: Workspace) -> tuple[Held, ...]:
    """The unsealed runs that are in quarantine, oldest first."""
    found = []
    for folder in runs(workspace.evidence):
        run = read_run(folder)
        why = "" if run.root else _why(workspace, run)
        found += [Held(folder.name, why)] if why else []
    return tuple(found)


def _why(workspace: Workspace, run: Run) -> str:
    told = rounds(run.beside(CANARIES).values())
    if told and not told[-1].good:
        if told[-1].imitated:
            return f"one and the same page was shown for every canary at {told[-1].ended}"
        return f"no canary answered at {told[-1].ended}"
    snapshot = snapshot_of(run)
    whole = all(run.done(unit.code) for unit in snapshot.inspected)
    return _suspicion(workspace, run, snapshot) if whole else ""


def _suspicion(workspace: Workspace, run: Run, snapshot: Snapshot) -> str:
    """Why what was seen in a whole run is rather our doing; empty where nothing says so, or a person let it through."""
    end, rise = one_end(run, snapshot), _rise(run, snapshot)
    if not (end or rise > snapshot.most_jump) or _released(workspace, snapshot.id):
        return ""
    if end:
        return uniform(end)
    most = f"at most {snapshot.most_jump:.0%} are let through"
    return f"{rise:.0%} more looks than in the last quarter got no answer ({most})"


def blind_spells(workspace: Workspace, run: Run, snapshot: Snapshot) -> tuple[Spell, ...]:
    """When our own network may have been down in a run that is not sealed yet; looks of those times are taken again."""
    if run.root:
        return ()
    whole = all(run.done(unit.code) for unit in snapshot.inspected)
    if whole and _suspicion(workspace, run, snapshot):
        return (IMITATED if one_end(run, snapshot) else ALWAYS,)
    return spells(rounds(run.beside(CANARIES).values()))


def refuse_doubtful(workspace: Workspace, run: Run, snapshot: Snapshot) -> None:
    """Raises Quarantined where so many more looks than last quarter got no answer, or all came to one end, that it is rather our doing."""
    why = _suspicion(workspace, run, snapshot)
    if why:
        raise Quarantined(
            why,
            remedy="Nothing was published. `inspector run --resume` looks again; if the sites really are silent, "
            f"`inspector quarantine release {snapshot.id}` lets the run through.",
        )


def release(workspace: Workspace, name: str, author: str, reason: str) -> str:
    """Let a run through whose sites really are silent; `inspector run --resume` then publishes it. Returns its id.

    Raises UsageError where the run is not held for that.
    """
    snapshot = snapshot_of(workspace.run(name))
    if all(one.run != snapshot.id or "canary" in one.why for one in held(workspace)):
        raise UsageError(
            f"the run {snapshot.id} is not held for silent sites",
            remedy="`inspector quarantine list` shows those that are.",
        )
    at = china_now().isoformat(timespec="seconds")
    with workspace.store() as store:
        seq = len(store.life(STREAM, snapshot.id))
        store.add_events([Event(STREAM, snapshot.id, seq, "released", author, at, reason=reason)])
    return snapshot.id


def _released(workspace: Workspace, run_id: str) -> bool:
    with workspace.store() as store:
        return any(event.kind == "released" for event in store.life(STREAM, run_id))


def _rise(run: Run, snapshot: Snapshot) -> float:
    if snapshot.only or not snapshot.looks_before:
        return 0.0
    before: Mapping[str, Looks] = {
        code: Looks(one["asked"], one["unanswered"]) for code, one in snapshot.looks_before.items()
    }
    return jump({code: count(run.outcomes(code)) for code in run.codes}, before)
