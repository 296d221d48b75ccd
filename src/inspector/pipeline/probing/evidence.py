"""What probes and people saw, put among the evidence of a run, so that it is sealed, verified and judged again like pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.archive import Run
from inspector.channels.message import HAND, INBOX, LOOKS, STREAM, inbox_read, messages
from inspector.judge import Snapshot
from inspector.model.observation import Observation
from inspector.model.order import Event
from inspector.pipeline.probing import pictures
from inspector.pipeline.workspace import Workspace

STREAMS = (STREAM, INBOX, LOOKS, HAND)


def observed(workspace: Workspace, quarter: str) -> dict[str, list[Observation]]:
    """Unit code -> everything seen of its channels in a quarter."""
    with workspace.store() as store:
        events = store.events(*STREAMS)
    found: dict[str, list[Observation]] = {}
    for one in (*_messages(events, quarter), *_entered(events, quarter)):
        found.setdefault(one.unit, []).append(one)
    return found


def take_in(workspace: Workspace, run: Run, snapshot: Snapshot) -> bool:
    """Bring the run's evidence up to what was observed so far; a sealed run is open again where that changed anything."""
    changed = False
    for code, seen in observed(workspace, snapshot.quarter.id).items():
        if code not in run.codes:
            continue
        captures = run.read_unit(code)
        taken = [one.capture(pictures.kept(workspace, str(one.data.get("picture_sha256", "")))) for one in seen]
        wanted = {one.ask.key: one for one in taken}
        there = {key: capture for key, capture in captures.items() if key[0] == "PROBE"}
        if {key: one.sha256 for key, one in there.items()} != {key: one.sha256 for key, one in wanted.items()}:
            pages = [capture for key, capture in captures.items() if key[0] != "PROBE"]
            run.write_unit(code, [*pages, *wanted.values()])
            changed = True
    return changed


def _messages(events: Sequence[Event], quarter: str) -> Iterator[Observation]:
    read = inbox_read(events)
    for key, message in messages(events).items():
        if key.startswith(f"{quarter}/"):
            yield message.observation(read)


def _entered(events: Sequence[Event], quarter: str) -> Iterator[Observation]:
    """Looks of the program and entries of people; they carry their quarter and stand in the order they were made.

    A mail that a person sent is numbered apart from the program's own: both may have tried one mailbox.
    """
    for event in events:
        data = dict(event.data)
        if event.stream not in (LOOKS, HAND) or data.pop("quarter", "") != quarter:
            continue
        by = event.author if event.stream == HAND else ""
        kind, value, outcome, at = (data.pop(name) for name in ("kind", "value", "outcome", "at"))
        number = f"H{event.seq + 1}" if kind == "message" else str(event.seq + 1)
        yield Observation(kind, event.key.partition("/")[0], value, at, outcome, by, number, data)
