"""One process at a time on one run. The lock lies beside the run's folder: a file inside would count as added evidence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from inspector.errors import StorageError, UsageError

GATHERING = "another process of this workspace is fetching pages: no site is visited by two at once"


@contextmanager
def sole(evidence: Path, run_id: str, refusal: str = "") -> Iterator[None]:
    """Hold the run `run_id` until the block is left; the system lets go of it when the process dies, however it dies.

    Raises UsageError where another process holds it, StorageError where no lock can be written.
    """
    path = evidence.parent / "locks" / f"{run_id}.lock"
    with _opened(path) as file:
        try:
            _hold(file)
        except OSError:
            remedy = "Wait until it has ended; `inspector run --resume` then goes on with what is left."
            what = refusal or f"the run {run_id} is being worked on by another process"
            raise UsageError(what, remedy=remedy) from None
        yield


def _opened(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")
    except OSError as fault:
        raise StorageError(
            f"the run cannot be locked ({fault.strerror})", where=str(path), remedy="Make the folder writable."
        ) from fault


if os.name == "nt":
    import msvcrt

    def _hold(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _hold(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
