"""One process at a time on one run. The lock lies beside the run's folder: a file inside would count as added evidence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.errors import UsageError
from inspector.filelock import held

GATHERING = "another process of this workspace is fetching pages: no site is visited by two at once"


@contextmanager
def sole(evidence: Path, run_id: str, refusal: str = "") -> Iterator[None]:
    """Hold the run `run_id` until the block is left.

    Raises UsageError where another process holds it, StorageError where no lock can be written.
    """
    with held(evidence.parent / "locks" / f"{run_id}.lock") as ours:
        if not ours:
            remedy = "Wait until it has ended; `inspector run --resume` then goes on with what is left."
            what = refusal or f"the run {run_id} is being worked on by another process"
            raise UsageError(what, remedy=remedy)
        yield
