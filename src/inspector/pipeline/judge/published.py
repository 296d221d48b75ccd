"""The result kept of a run, as it was published: a newer version of the program, which may judge otherwise, changes nothing of it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from inspector.archive import Run
from inspector.archive.retention import deletions
from inspector.errors import StorageError
from inspector.pipeline.judge.judging import judged_aside
from inspector.pipeline.judge.kept import Kept, read_kept
from inspector.pipeline.workspace import Workspace
from inspector.ruleset import Ruleset

WAY_BACK = "Put it back from a copy. Where there is none, move it away: `inspector run --resume` then judges the run from its evidence."


def published(workspace: Workspace, run: Run) -> Kept | None:
    """The result kept of this very evidence; None where none is, or the evidence has changed since (second looks).

    Raises StorageError where it is not the one that was recorded.
    """
    file = workspace.results / f"{run.folder.name}.json"
    try:
        kept = read_kept(file)
        if kept.head["run"]["evidence_root"] != run.root:
            return None
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise StorageError(f"the kept result cannot be read ({fault.strerror})", where=str(file)) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise _another(file) from fault
    if altered(workspace, kept):
        raise _another(file)
    return kept


def altered(workspace: Workspace, kept: Kept) -> bool:
    """Whether the database has another result of the same run and evidence: this one was changed by a hand, or damaged."""
    with workspace.store() as store:
        return store.contradicts(kept.result)


def as_published(workspace: Workspace, run: Run, ruleset: Ruleset) -> AbstractContextManager[Kept]:
    """What the reports of a run are written of again: the result kept of it; where there is none, what is left of it judged."""
    kept = published(workspace, run)
    if kept is not None:
        return nullcontext(kept)
    read = Run.remains if deletions(run) else Run.read_unit
    return judged_aside(run, ruleset, None, read, workspace.results)


def _another(file: Path) -> StorageError:
    return StorageError(
        "the result that is kept of this run is not the one that was recorded",
        where=str(file),
        remedy=WAY_BACK,
    )
