"""The judge pass: evidence of a run to its result, without touching the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from inspector.archive import Run
from inspector.archive.verify_evidence import RUN
from inspector.checks import Check
from inspector.collect import heap
from inspector.errors import EvidenceError, Problem, RulesError, UsageError
from inspector.facts.open import is_file
from inspector.judge import Snapshot, judge_unit
from inspector.judge.figures import UnitFigures, unit_figures
from inspector.judge.result import head, texts, unit_json, unit_text
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.pipeline.files import Aside, folder_aside, write_whole
from inspector.pipeline.judge.evidence import Seen, as_judged, canary_rounds
from inspector.pipeline.judge.judges import each, in_turn
from inspector.pipeline.judge.kept import Kept, read_kept
from inspector.pipeline.judge.watch import unwatched
from inspector.pipeline.ruleset.rulebook import all_checks, loaded, read_texts
from inspector.ruleset import Ruleset

_LARGE, _PACKED = 12 * 1024 * 1024, 16
"""Bytes of all pages of a unit from which it is large: opened they take ten times as much; files are packed."""
Progress = Callable[[Unit, int], None]
Read = Callable[[Run, str], Mapping[tuple[str, str], Capture]]


def snapshot_of(run: Run) -> Snapshot:
    """What the run was made with. Raises EvidenceError where its evidence does not say so."""
    told = run.snapshot
    try:
        return Snapshot.of(told)
    except (LookupError, TypeError, ValueError, AttributeError) as lack:
        remedy = "Restore it from a copy."
        raise EvidenceError(
            "does not say what the run was made with", where=str(run.folder / RUN), remedy=remedy
        ) from lack


def under_its_name(run: Run) -> Run:
    """The run, whose folder has the name under which results, reports and orders know it. Raises UsageError where it has another one."""
    name = snapshot_of(run).id
    if name != run.folder.name:
        remedy = (
            "Give the folder that name again, or move it away where that run is there too; `inspector verify` and `replay` take its path, "
            "whatever its name."
        )
        raise UsageError(f"this folder holds the run {name}", where=str(run.folder), remedy=remedy)
    return run


def ruleset_of(snapshot: Snapshot, rules: Path | None = None) -> Ruleset:
    """The rules as they were, or those of another folder. Raises RulesError, with what is missing where the run's are outgrown."""
    if rules is not None:
        return loaded(read_texts(rules), snapshot.profile)
    try:
        return loaded(snapshot.rules, snapshot.profile)
    except RulesError as error:
        raise RulesError(_outgrown(snapshot, all_checks(), error)) from error


def _outgrown(snapshot: Snapshot, known: Mapping[str, Check], error: RulesError) -> list[Problem]:
    """Why this program no longer understands the rules of a run: checks that are gone first, then what else."""
    gone = [(name, source) for name, source in snapshot.checks.items() if name not in known]
    other = "or judge it by other rules: `inspector replay RUN --rules DIR`"
    missing = [
        Problem(
            snapshot.id,
            f"it was judged with the check {name!r} of {source}, which is not installed",
            f"install that, {other}",
        )
        for name, source in gone
    ]
    told = [f"there is no check {name!r}" for name, _ in gone]
    rest = [problem for problem in error.problems if problem.what not in told]
    first = "the rules of this run are no longer understood by this version"
    made = ", ".join(sorted(set(snapshot.checks.values()))) or "the version that made it"
    outgrown = [Problem(snapshot.id, first, f"judge it with {made}, {other}")] if rest else []
    return [*missing, *outgrown, *rest]


def judge(
    run: Run,
    ruleset: Ruleset,
    file: Path,
    progress: Progress | None = None,
    snapshot: Snapshot | None = None,
    read: Read = Run.read_unit,
) -> Kept:
    """The result of a run, framed by its own snapshot where no other is given, judged into `file` unit by unit.

    No more than a few units are held at a time. `read` gives what was seen of a unit. Raises EvidenceError where a record is
    not what was recorded, or where `read` finds that records were deleted; StorageError where `file` cannot be written.
    """
    snapshot = snapshot or snapshot_of(run)
    figures: list[UnitFigures] = []
    with Aside(file) as aside:
        with closing(_each(run, ruleset, snapshot, as_judged(run, snapshot, read))) as judgements:
            for unit, (text, figure) in judgements:
                (progress or unwatched)(unit, len(figures))
                figures.append(figure)
                aside.add(text)
        there = set(run.codes)
        whole = bool(run.root) and all(unit.code in there for unit in snapshot.inspected)
        told = canary_rounds(run)
        top = head(snapshot, ruleset, figures, finished=run.finished, root=run.root, complete=whole, told=told)
        write_whole(file, texts(top, aside))
    return read_kept(file)


def _each(
    run: Run, ruleset: Ruleset, snapshot: Snapshot, seen: Seen
) -> Generator[tuple[Unit, tuple[str, UnitFigures]], None, None]:
    """Each unit with evidence, as it stands in the result and in figures; of a run that is not sealed all units, seen or not."""
    there = set(run.codes)

    def one(unit: Unit) -> tuple[str, UnitFigures]:
        captures = seen(unit.code) if unit.code in there else {}
        with _room_for(captures.values()):
            judgement = judge_unit(unit, captures, snapshot, ruleset)
            return unit_text(unit_json(judgement)), unit_figures(judgement)

    inspected = [unit for unit in snapshot.inspected if unit.code in there or not run.root]
    with closing(each(inspected, one)) as judgements:
        yield from zip(inspected, judgements, strict=True)


@contextmanager
def _room_for(captures: Collection[Capture]) -> Iterator[None]:
    """What is large is judged while no other process judges such, and all that it leaves is given back."""
    if sum(len(one.body) * (_PACKED if is_file(one) else 1) for one in captures) <= _LARGE:
        yield
        return
    with in_turn():
        yield
        heap.give_back()


@contextmanager
def judged_aside(
    run: Run, ruleset: Ruleset, snapshot: Snapshot | None = None, read: Read = Run.read_unit, folder: Path | None = None
) -> Iterator[Kept]:
    """As `judge`, in a file (in `folder`, by default the system's for temporary files) that is there as long as the block lasts."""
    with folder_aside(folder) as place:
        yield judge(run, ruleset, place / f"{run.folder.name}.json", snapshot=snapshot, read=read)


def judged(
    run: Run,
    ruleset: Ruleset,
    snapshot: Snapshot | None = None,
    read: Read = Run.read_unit,
) -> dict[str, Any]:
    """As `judge`, the whole result held as one object: for few units."""
    with judged_aside(run, ruleset, snapshot, read) as kept:
        return kept.whole
