"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile, gettempdir
from typing import Self
from uuid import uuid4

from inspector.errors import StorageError
from inspector.filelock import held

_ASIDE = ".aside-"


def write_whole(path: Path, text: str | Iterable[str]) -> None:
    """Write UTF-8 `text` (or its pieces) to `path` by way of a temporary file. Raises StorageError; nothing half-written stays."""
    temporary = path.with_name(f"{path.name}.part")
    with _told(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8", newline="") as file:
                file.writelines([text] if isinstance(text, str) else text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


class Aside:
    """Texts put aside on disk, in the order they were added, until `file` is written of them: beside it, without a name."""

    def __init__(self, file: Path) -> None:
        self._for = file
        self._lengths: list[int] = []
        with _told(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._file = TemporaryFile(dir=file.parent)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, text: str) -> None:
        """Put one text aside. Raises StorageError where there is no room."""
        with _told(self._for):
            self._lengths.append(self._file.write(text.encode("utf-8", "surrogatepass")))

    def __iter__(self) -> Iterator[str]:
        with _told(self._for):
            self._file.seek(0)
        for length in self._lengths:
            yield self._file.read(length).decode("utf-8", "surrogatepass")


@contextmanager
def folder_aside(within: Path | None = None) -> Iterator[Path]:
    """A folder, in `within` or among the system's temporary ones, that is gone when the block is left. Raises StorageError.

    A lock beside it tells that somebody is at work in it; what a killed process leaves in `within` is for `sweep_aside`.
    """
    place = (within or Path(gettempdir())) / f"{_ASIDE}{uuid4().hex}"
    with held(_lock_of(place)), _made(place):
        yield place


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    with _told(folder):
        folder.mkdir(mode=0o700)
    try:
        yield
    finally:
        _remove(folder)


def sweep_aside(within: Path) -> None:
    """Remove the folders set aside in `within` by processes that are no longer alive."""
    for folder in [path for path in within.glob(f"{_ASIDE}*") if path.is_dir()]:
        with held(_lock_of(folder)) as orphan:
            if orphan:
                _remove(folder)


def _remove(folder: Path) -> None:
    rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        _lock_of(folder).unlink()


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Trouble with the disk as a StorageError that names `path`."""
    try:
        yield
    except OSError as fault:
        remedy = (
            "Free space, then run it again; a run that was begun goes on with `inspector run --resume`."
            if fault.errno == errno.ENOSPC
            else "Check that the folder exists and may be written."
        )
        raise StorageError(f"this file cannot be written: {fault.strerror}", where=str(path), remedy=remedy) from fault


def refuse_unwritable(folder: Path) -> None:
    """Raises StorageError where nothing can be written into `folder`, there already or still to be made."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        raise StorageError("a file stands where a folder is needed", where=str(there), remedy="Move that file away.")
    try:
        with TemporaryFile(dir=there):
            pass
    except OSError as fault:
        remedy = "Give this user the right to write there, or name another folder in config.toml."
        raise StorageError(f"nothing can be written here: {fault.strerror}", where=str(there), remedy=remedy) from fault


def write_json(path: str, text: str | Iterable[str]) -> None:
    """Write a text (or its pieces) to `path`, or to standard output where it is `-`: UTF-8 whatever the terminal's own is."""
    if path == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="strict")
        sys.stdout.writelines([text] if isinstance(text, str) else text)
        sys.stdout.flush()
    else:
        write_whole(Path(path), text)
