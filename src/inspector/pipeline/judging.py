"""The judge pass: evidence of a run to its result, without touching the network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspector.archive import Run
from inspector.judge import Snapshot, judge_unit, result
from inspector.judge.uplink import as_seen, rounds, spells
from inspector.model.unit import Unit
from inspector.pipeline.rulebook import all_checks, read_texts
from inspector.ruleset import Ruleset, load

CANARIES = "canaries"
"""The name under which the evidence of a run keeps the looks at its canaries."""

Progress = Callable[[Unit, int], None]


def unwatched(*_: object) -> None:
    """Nobody looks on."""


def snapshot_of(run: Run) -> Snapshot:
    """What the run was made with."""
    return Snapshot.of(run.snapshot)


def ruleset_of(snapshot: Snapshot, rules: Path | None = None) -> Ruleset:
    """The rules as they were, or those of another folder. Raises RulesError."""
    return load(read_texts(rules) if rules is not None else snapshot.rules, snapshot.profile, all_checks())


def judged(
    run: Run, ruleset: Ruleset, progress: Progress | None = None, snapshot: Snapshot | None = None
) -> dict[str, Any]:
    """The result object of a run, framed by its own snapshot where no other is given.

    Raises EvidenceError where a record is not what was recorded.
    """
    snapshot = snapshot or snapshot_of(run)
    there = set(run.codes)
    units = []
    told = rounds(run.beside(CANARIES).values())
    during = spells(told)
    for number, unit in enumerate(unit for unit in snapshot.inspected if unit.code in there or not run.root):
        captures = as_seen(run.read_unit(unit.code), during) if unit.code in there else {}
        units.append(judge_unit(unit, captures, snapshot, ruleset))
        (progress or unwatched)(unit, number)
    complete = bool(run.root) and all(unit.code in there for unit in snapshot.inspected)
    return result(snapshot, ruleset, units, finished=run.finished, root=run.root, complete=complete, told=told)
