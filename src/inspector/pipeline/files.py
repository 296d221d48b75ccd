"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryFile

from inspector.errors import StorageError


def write_whole(path: Path, text: str) -> None:
    """Write UTF-8 `text` to `path` by way of a temporary file. Raises StorageError; nothing half-written stays."""
    temporary = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        remedy = (
            "Free some space and run it again."
            if fault.errno == 28
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


def write_json(path: str, text: str) -> None:
    """Write to `path`, or to standard output where it is `-`."""
    if path == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole(Path(path), text)
