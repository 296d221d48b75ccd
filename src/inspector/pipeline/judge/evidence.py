"""What was seen in a run as it is judged: what our own network hid from us, and what is doubted, was not seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from inspector.archive import Run
from inspector.judge import Snapshot
from inspector.judge.doubt import Key, without
from inspector.judge.shut_out import refused, shut_out
from inspector.judge.unfinished import unread
from inspector.judge.uplink import IMITATED, Round, Spell, as_seen, rounds, spells
from inspector.model.capture import Capture
from inspector.pipeline.judge.doubts import CANARIES, Doubts, Read, doubts_in
from inspector.pipeline.judge.uniform import one_end

Seen = Callable[[str], Mapping[tuple[str, str], Capture]]
"""A unit's code to what was seen of it; raises EvidenceError where that is not what was recorded."""


def canary_rounds(run: Run) -> tuple[Round, ...]:
    """The rounds at the canaries of a run, in order."""
    return rounds(run.beside(CANARIES).values())


def as_judged(run: Run, snapshot: Snapshot, read: Read = Run.read_unit, others: Read | None = None) -> Seen:
    """What was seen of each unit of a run; all who judge a unit of it judge this.

    `read` gives what is stored of the unit, `others` what is stored of those that it is compared with. Raises as they do.
    """
    during = _hidden(run, snapshot, canary_rounds(run))
    doubts = doubts_in(run, snapshot, during, others or read)
    doors = _doors(run, snapshot)

    def seen(code: str) -> Mapping[tuple[str, str], Capture]:
        return believed(as_seen(read(run, code), during), code, doubts, doors)

    return seen


def believed(
    captures: Mapping[Key, Capture], code: str, doubts: Doubts, doors: Collection[str]
) -> Mapping[Key, Capture]:
    """What a unit is judged by: its captures without what is doubted, may lack its end, or was refused as `doors` refuse all."""
    parts = unread(captures, code, doubts.parts)
    return {**without(captures, code, doubts.marks), **parts, **refused(captures, doors)}


def _doors(run: Run, snapshot: Snapshot) -> frozenset[str]:
    """Hosts that showed the whole run nothing."""
    return shut_out(look for code in run.codes for look in run.looks(code)) if snapshot.doubts else frozenset()


def _hidden(run: Run, snapshot: Snapshot, told: Sequence[Round]) -> tuple[Spell, ...]:
    """When our own network may have hidden the sites; of a run that was sealed a person said, or it was seen, that all was theirs."""
    doubtful = not run.root and one_end(run, snapshot)
    return (IMITATED,) if doubtful else spells(told)
