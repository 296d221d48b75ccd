"""The folder of one unit in the evidence of a run: records and the manifest that fits them, there both or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inspector.archive import disk
from inspector.archive.manifest import Entries, had_body, signed, told_entry
from inspector.archive.verify_evidence import (
    MANIFEST,
    RECORDS,
    TOMBSTONES,
    read_object,
    stored_records,
    tombstones,
)
from inspector.errors import EvidenceError
from inspector.model.capture import Capture, Failure


def write(folder: Path, captures: Sequence[Capture]) -> None:
    """Stores the captures in their order; whoever is interrupted calls `tidy`."""
    end = 0
    with disk.writing(folder / RECORDS) as file:

        def append(stored: bytes) -> int:
            nonlocal end
            end += file.write(stored)
            return end - len(stored)

        entries = Entries(append)
        captured = [entries.entry(capture) for capture in captures]
    with disk.writing(folder / MANIFEST) as file:
        file.write(signed({"unit": folder.name, "captures": captured}))
    disk.settle(folder / RECORDS, folder / MANIFEST)


def _roll_forward(unit: Path) -> None:
    """Killed between the two renames: the records have their name, the list that fits them not yet."""
    for name in (MANIFEST, TOMBSTONES):
        waiting = disk.part(unit / name)
        if waiting.exists() and not disk.part(unit / RECORDS).exists() and read_object(waiting)[1] is None:
            disk.settle(unit / name)


def tidy(unit: Path) -> None:
    """Finishes what was whole, removes what was half-written, and the folder where nothing else is in it."""
    _roll_forward(unit)
    for left in unit.glob(f"*{disk.PART}"):
        disk.remove(left)
    if not any(unit.iterdir()):
        disk.remove(unit)


def remaining(folder: Path, manifest: Mapping[str, Any]) -> dict[int, int]:
    """Where the records of a unit lie now, by the offset that the manifest names; what was deleted is not among them."""
    deleted, gone, places = tombstones(folder)[0], 0, {}
    for number, record in enumerate(stored_records(dict(manifest)), start=1):
        if number in deleted:
            gone += record["length"]
        else:
            places[record["offset"]] = record["offset"] - gone
    return places


def refused(entry: Mapping[str, Any]) -> Capture:
    """What a deleted page is to who judges again: an EvidenceError."""
    raise EvidenceError(
        "records were deleted when their time had come: this cannot be judged again",
        where=str(entry["place"]),
        remedy="What was found then is in the reports and in the kept result; `inspector replay` judges what is left.",
    )


def gap(entry: Mapping[str, Any]) -> Capture:
    """What the manifest still tells of a look whose records were deleted; a page is then the failure `deleted`."""
    told = told_entry(entry)
    return replace(told, status=None, failure=Failure.DELETED, earlier=()) if had_body(entry) else told
