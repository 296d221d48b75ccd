"""Files that are there whole or not at all, whatever happens to the machine."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inspector.errors import StorageError

PART = ".part"


def part(path: Path) -> Path:
    """The name under which a file is written before it is whole."""
    return path.with_name(path.name + PART)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A `.part` file for `path`, on the disk when the block ends, gone when it fails. `settle` gives it its name."""
    try:
        with guarded(path), part(path).open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            part(path).unlink(missing_ok=True)
        raise


def settle(*paths: Path) -> None:
    """Gives written files their names, in this order, and makes sure that the folder knows."""
    with guarded(paths[0]):
        for path in paths:
            part(path).replace(path)
            sync_folder(path.parent)


def write(path: Path, data: bytes) -> None:
    """A whole file at once."""
    with writing(path) as file:
        file.write(data)
    settle(path)


def make_folder(path: Path) -> None:
    """A folder and those above it, each known to the one above."""
    with guarded(path):
        new = [path, *(above for above in path.parents if not above.exists())]
        path.mkdir(parents=True, exist_ok=True)
        for folder in reversed(new):
            sync_folder(folder.parent)


def remove(path: Path) -> None:
    """A file or a whole folder, gone also after a power loss."""
    with guarded(path):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            return
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Names survive a power loss only once their folder is on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Says in one sentence what the disk refused."""
    try:
        yield
    except OSError as fault:
        raise StorageError(
            f"evidence cannot be written ({fault.strerror or fault})",
            where=str(path),
            remedy="Free space on this disk or make the folder writable, then run again with --resume.",
        ) from fault


def finish(folder: Path, first: str, second: str) -> None:
    """What was killed between two renames of `settle`: the second file gets its name too, or both are as they were."""
    if part(folder / second).exists() and not part(folder / first).exists():
        settle(folder / second)
    for name in (first, second):
        part(folder / name).unlink(missing_ok=True)
