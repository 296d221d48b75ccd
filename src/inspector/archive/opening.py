"""A run opened for writing, and tidied of what a killed process left."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from inspector.archive import disk
from inspector.archive.run import Run, runs
from inspector.archive.unit_folder import tidy
from inspector.archive.verify_evidence import RUN, SEAL, canonical, read_object, seal_fault
from inspector.errors import StorageError


def open_run(evidence: Path, run_id: str, snapshot: Mapping[str, Any]) -> Run:
    """The run `run_id` for writing. A new run records `snapshot`; one that was begun before keeps what it recorded.

    What a killed process left half-written is finished where it was whole, and removed where it was not. A new run
    names the root of the run sealed last before it (`previous_root`).
    """
    folder = evidence / run_id
    disk.make_folder(folder)
    if not (folder / RUN).exists():
        recorded = {"previous_root": last_root(evidence), **snapshot}
        _begin(folder, canonical(recorded))
    run = Run(folder)  # a seal that is none is refused before anything is touched
    _recover(folder)
    return run


def _begin(folder: Path, recorded: bytes) -> None:
    """Write what the run is made with; a run that could not even begin leaves nothing that could be resumed."""
    try:
        disk.write(folder / RUN, recorded)
    except StorageError as fault:
        with suppress(OSError):
            folder.rmdir()
        remedy = "Free space on this disk or make the folder writable, then run it again."
        raise StorageError(fault.what, where=fault.where, remedy=remedy) from fault


def last_root(evidence: Path) -> str:
    """The root of the run that was sealed last; 64 zeros where there is none."""
    seals = [
        value for folder in runs(evidence, SEAL) if (value := read_object(folder / SEAL)[0]) and not seal_fault(value)
    ]
    return max(((seal["finished"], seal["root"]) for seal in seals), default=("", "0" * 64))[1]


def _recover(folder: Path) -> None:
    for unit in [path for path in folder.iterdir() if path.is_dir()]:
        tidy(unit)
    for left in folder.glob(f"*{disk.PART}"):
        disk.remove(left)
