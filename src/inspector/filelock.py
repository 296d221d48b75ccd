"""A file that one process holds at a time; the system lets go of it when the process dies, however it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from inspector.errors import StorageError


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Whether the file is ours until the block is left. Raises StorageError where it cannot be written."""
    with _opened(path) as file:
        try:
            _hold(file)
        except OSError:
            yield False
        else:
            yield True


def _opened(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")
    except OSError as fault:
        raise StorageError(
            f"no lock can be written ({fault.strerror})", where=str(path), remedy="Make the folder writable."
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
