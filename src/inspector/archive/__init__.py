"""Evidence on disk: WARC records and a manifest for each unit of a run, one seal over all.

`open_run` writes, `read_run` reads, `verify` says whether all is what was recorded; `verify_evidence.py` says the same
on any machine with Python alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.archive.opening import last_root, open_run
from inspector.archive.run import Run, runs
from inspector.archive.verify_evidence import SEAL, Fault, check_run, count_deleted, count_units, read_object

__all__ = ["Fault", "Run", "Verdict", "last_root", "open_run", "read_run", "runs", "verify"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run is what was recorded; the root of its seal, how many units were verified, what is wrong first."""

    ok: bool
    root: str
    units: int
    fault: Fault | None
    deleted: int = 0
    """Records deleted after the run was sealed, each with a tombstone."""


def read_run(folder: Path) -> Run:
    """The run in `folder`, for reading: nothing is written or tidied."""
    return Run(folder)


def verify(folder: Path, root: str = "", only: str = "") -> Verdict:
    """Whether the run in `folder`, or one unit of it, is what was recorded, under the seal `root` where one is given."""
    fault = check_run(folder, root, only)
    seal = read_object(folder / SEAL)[0]
    if fault:
        return Verdict(ok=False, root=str(seal.get("root", "")), units=0, fault=fault)
    return Verdict(True, str(seal["root"]), count_units(seal), None, count_deleted(folder, seal, only))
