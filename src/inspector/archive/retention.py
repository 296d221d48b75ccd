"""Evidence whose time has come: deleted record by record, each with a tombstone that still verifies under the seal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from inspector.archive import disk
from inspector.archive.manifest import signed
from inspector.archive.run import Run
from inspector.archive.unit_folder import remaining
from inspector.archive.verify_evidence import (
    MANIFEST,
    RECORDS,
    TOMBSTONES,
    check_unit,
    read_object,
    stored_records,
    tombstones,
)
from inspector.errors import EvidenceError

Class = Literal["pages", "files", "links", "names", "pictures"]
CLASSES: tuple[Class, ...] = get_args(Class)
_KEPT = ("PROBE",)
"""What authorised probes saw is small, and is the office's own doing: never deleted."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a unit's evidence still holds of one class."""

    records: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Deletion:
    """What one decision of retention took from a run: records of one class, for one reason, on one day."""

    kind: str
    why: str
    day: str
    records: int
    units: int


def deletions(run: Run, *codes: str) -> tuple[Deletion, ...]:
    """What was deleted from a run (or of these units in it) since it was sealed, in the order of day and class."""
    gone = [(code, one) for code in codes or run.places for one in tombstones(run.folder / code)[0].values()]
    units: dict[tuple[str, str, str], Counter[str]] = {}
    for code, one in gone:
        units.setdefault((one["deleted"][:10], one["class"], one["why"]), Counter())[code] += 1
    return tuple(Deletion(kind, why, day, of.total(), len(of)) for (day, kind, why), of in sorted(units.items()))


def holdings(run: Run, code: str) -> dict[Class, Holding]:
    """What is left of each class of a unit's evidence."""
    folder = run.folder / code
    gone = tombstones(folder)[0]
    numbers, sizes = Counter[Class](), Counter[Class]()
    for number, record, kind in _classed(folder):
        if kind is not None and number not in gone:
            numbers[kind] += 1
            sizes[kind] += record["length"]
    return {kind: Holding(numbers[kind], sizes[kind]) for kind in CLASSES if numbers[kind]}


def forget(run: Run, code: str, classes: Collection[Class], at: str, why: str, by: str) -> int:
    """Delete the records of these classes from a unit's evidence at `at` (ISO 8601), as `by` decided; returns how many.

    Raises EvidenceError where the evidence is not what was recorded: what was tampered with is not tidied away.
    """
    folder = run.folder / code
    disk.finish(folder, RECORDS, TOMBSTONES)
    fault = check_unit(folder)
    if fault:
        raise EvidenceError(
            str(fault), where=str(run.folder), remedy="Find out what happened before anything is deleted."
        )
    gone = tombstones(folder)[0]
    doomed = [(n, record, kind) for n, record, kind in _classed(folder) if kind in classes and n not in gone]
    if not doomed:
        return 0
    for number, record, kind in doomed:
        gone[number] = _tombstone(number, record, kind, {"deleted": at, "why": why, "by": by})
    _rewrite(folder, gone)
    return len(doomed)


def _tombstone(
    number: int, record: Mapping[str, Any], kind: Class | None, decided: Mapping[str, str]
) -> dict[str, Any]:
    kept = {key: record[key] for key in ("kind", "url", "length", "sha256")}
    return {"record": number, **kept, "class": kind, **decided}


def _rewrite(folder: Path, gone: Mapping[int, dict[str, Any]]) -> None:
    manifest, _ = read_object(folder / MANIFEST, folder.name)
    places = remaining(folder, manifest)
    with (folder / RECORDS).open("rb") as old, disk.writing(folder / RECORDS) as new:
        for number, record in enumerate(stored_records(manifest), start=1):
            if number not in gone:
                old.seek(places[record["offset"]])
                new.write(old.read(record["length"]))
    told: dict[str, Any] = {"schema": "inspector.tombstones/1", "deleted": [gone[number] for number in sorted(gone)]}
    with disk.writing(folder / TOMBSTONES) as file:
        file.write(signed(told))
    disk.settle(folder / RECORDS, folder / TOMBSTONES)


def _classed(folder: Path) -> Iterator[tuple[int, dict[str, Any], Class | None]]:
    """Every record with its number, counted from 1, and its class; None for what is never deleted."""
    manifest, fault = read_object(folder / MANIFEST, folder.name)
    if fault:
        raise EvidenceError(str(fault), where=str(folder.parent))
    number = 0
    for capture in manifest["captures"]:
        for look in (*capture["earlier"], capture):
            for record in look["records"]:
                number += 1
                yield number, record, _class(look, record)


def _class(look: Mapping[str, Any], record: Mapping[str, Any]) -> Class | None:
    if look["method"] in _KEPT:
        return None
    if record["kind"] == "picture":
        return "pictures"
    if look["method"] == "HEAD":
        return "links"
    if look["method"] == "DNS":
        return "names"
    media = str(look["headers"].get("content-type", "")).partition(";")[0].strip().lower()
    return "pages" if media in ("", "text/html", "application/xhtml+xml") or look["method"] == "RENDER" else "files"
