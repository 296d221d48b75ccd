"""The evidence of one run: written once per unit, sealed at the end, read back with every digest checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from inspector.archive import disk, unit_folder
from inspector.archive.manifest import read_entry, records_of, signed, told_entry, without
from inspector.archive.verify_evidence import (
    MANIFEST,
    RECORDS,
    RUN,
    SEAL,
    TIMESTAMP,
    TIMESTAMP_SUM,
    TOMBSTONES,
    Fault,
    check_unit,
    digest,
    leaves,
    merkle_root,
    read_object,
    read_plain,
    seal_fault,
    there,
)
from inspector.errors import EvidenceError, StorageError
from inspector.model.capture import GIVEN_UP, Capture, Failure

Key = tuple[str, str]
_OF_THE_DISK = "lost+found"
"""Lies where a disk is mounted, and only the system may look into it."""
_COPY = "Restore it from a copy; where reading it is not permitted, permit it."

BESIDE = "+"
"""What a folder's name begins with where it holds what was seen besides the units; no unit's code does."""


def runs(evidence: Path, having: str = RUN) -> list[Path]:
    """The folders of runs in `evidence` that have this file, by name.

    Raises OSError where one may not be read: to go on as if it were not there would be another result.
    """
    there = (folder for folder in evidence.iterdir() if folder.name != _OF_THE_DISK) if evidence.is_dir() else ()
    return sorted(folder for folder in there if (folder / having).is_file())


class Run:
    """The evidence folder of one run. Units are known by their code; each has a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sealed = self._seal()

    @property
    def snapshot(self) -> dict[str, Any]:
        """What `run.json` says: all that the judging of this run rests on besides the pages."""
        data = self._run_bytes()
        found = read_plain(data)
        if found is None or (self._sealed and digest(data) != self._sealed["run"]):
            raise EvidenceError("run.json is not what was recorded", where=str(self.folder / RUN), remedy=_COPY)
        return found

    @property
    def root(self) -> str:
        """The Merkle root of a sealed run; empty while it is not sealed."""
        return str(self._sealed["root"]) if self._sealed else ""

    @property
    def finished(self) -> str:
        """When a sealed run was closed (ISO 8601); empty while it is not sealed."""
        return str(self._sealed["finished"]) if self._sealed else ""

    @property
    def codes(self) -> list[str]:
        """The units that have evidence, in code order."""
        return [name for name in self.places if not name.startswith(BESIDE)]

    def beside(self, name: str) -> dict[Key, Capture]:
        """What was seen besides the units, e.g. `canaries`; empty where nothing was. `write_unit("+name")` stores it."""
        place = BESIDE + name
        return self.read_unit(place) if (self.folder / place / MANIFEST).exists() else {}

    def outcomes(self, code: str) -> list[tuple[str, int | None, Failure | None]]:
        """Method, status and failure of each look at a unit, by its manifest alone. Raises `EvidenceError`."""
        return [(method, status, failure) for method, _, status, failure in self.looks(code)]

    def looks(self, code: str) -> list[tuple[str, str, int | None, Failure | None]]:
        """Method, address, status and failure of each look at a unit, by its manifest alone. Raises `EvidenceError`."""
        return [look[:4] for look in self.answers(code)]

    def answers(self, code: str) -> list[tuple[str, str, int | None, Failure | None, str]]:
        """As `looks`, each with the digest of what was answered."""
        manifest, fault = read_object(self._place(code) / MANIFEST, code)
        if fault:
            raise EvidenceError(str(fault), where=str(self.folder), remedy=_COPY)
        kinds = [Failure(one["failure"]) if one["failure"] else None for one in manifest["captures"]]
        told = zip(manifest["captures"], kinds, strict=True)
        return [(one["method"], one["url"], one["status"], failure, one["sha256"]) for one, failure in told]

    def done(self, code: str) -> bool:
        """Whether the unit's evidence is there and what was recorded."""
        return self.fault(code) is None

    def fault(self, code: str) -> Fault | None:
        """What of the unit's evidence is not what was recorded; None where all is."""
        folder = self._place(code)
        fault = check_unit(folder)
        if fault or not self._sealed:
            return fault
        recorded = {unit["code"]: unit["manifest"] for unit in self._sealed["units"]}
        if digest((folder / MANIFEST).read_bytes()) != recorded.get(code):
            return Fault("not what was recorded", f"{code}/{MANIFEST}", code)
        return None

    def digest(self, code: str) -> str:
        """What tells one state of a unit's evidence from another; empty where there is none."""
        path = self._place(code) / MANIFEST
        return digest(path.read_bytes()) if path.exists() else ""

    def write_unit(self, code: str, captures: Iterable[Capture]) -> None:
        """Stores what was seen for a unit, in the order of method and address; what was stored before is replaced.

        The unit is there whole or as it was before. A sealed run is open again from then on.
        """
        folder = self._place(code)
        disk.make_folder(folder)
        self.reopen()
        unique = {capture.ask.key: capture for capture in captures}
        try:
            unit_folder.write(folder, [unique[key] for key in sorted(unique)])
            disk.remove(folder / TOMBSTONES)
        except BaseException:
            unit_folder.tidy(folder)
            raise

    def read_unit(self, code: str) -> dict[Key, Capture]:
        """What was seen for a unit, by `Ask.key`; raises `EvidenceError` where it is not what was recorded, or was deleted."""
        return self._read(code, told_entry if code.startswith(BESIDE) else unit_folder.refused)

    def remains(self, code: str) -> dict[Key, Capture]:
        """As `read_unit`, and what was deleted when its time had come as far as the manifest tells of it.

        A status or a failure it tells; a page is then the failure `deleted`.
        """
        return self._read(code, unit_folder.gap)

    def _read(self, code: str, gap: Callable[[dict[str, Any]], Capture]) -> dict[Key, Capture]:
        fault = self.fault(code)
        if fault:
            raise EvidenceError(fault.what, where=str(fault).removesuffix(f": {fault.what}"), remedy=_COPY)
        manifest = json.loads((self._place(code) / MANIFEST).read_bytes())
        return {capture.ask.key: capture for capture in self._captures(code, manifest, manifest["captures"], gap)}

    def reopen(self) -> None:
        """A sealed run is open again: further looks may be stored by several processes, and it is sealed anew after them."""
        if self._sealed:
            disk.remove(self.folder / TIMESTAMP_SUM)
            disk.remove(self.folder / TIMESTAMP)
            disk.remove(self.folder / SEAL)
            self._sealed = None

    def counted(self, code: str) -> dict[Key, int]:
        """What was asked for a unit, and how often it was looked at, as its manifest says; nothing is read back or checked.

        What we gave up ourselves was not asked.
        """
        manifest = json.loads((self._place(code) / MANIFEST).read_bytes())
        asked = (entry for entry in manifest["captures"] if entry["failure"] not in GIVEN_UP)
        return {(entry["method"], entry["url"]): len(entry["earlier"]) + 1 for entry in asked}

    def read_capture(self, code: str, key: Key) -> Capture | None:
        """One look at one page of a unit; None where it is not there, or the unit's evidence is not what was recorded."""
        if check_unit(self._place(code)) is not None:
            return None
        manifest, _ = read_object(self._place(code) / MANIFEST, code)
        entries = [one for one in manifest["captures"] if (one["method"], one["url"]) == key]
        try:
            return next(self._captures(code, manifest, entries, unit_folder.refused), None)
        except EvidenceError:
            return None

    def _captures(
        self,
        code: str,
        manifest: Mapping[str, Any],
        entries: Iterable[dict[str, Any]],
        gap: Callable[[dict[str, Any]], Capture],
    ) -> Iterator[Capture]:
        folder = self._place(code)
        places = unit_folder.remaining(folder, manifest)
        with (folder / RECORDS).open("rb") as file:

            def read(offset: int, length: int) -> bytes:
                file.seek(places[offset])
                return file.read(length)

            for entry in entries:
                gone = {record["kind"] for record in records_of(entry) if record["offset"] not in places}
                if gone <= {"picture"}:
                    yield read_entry(without(entry, "picture") if gone else entry, read)
                else:
                    yield gap({**entry, "place": str(folder / TOMBSTONES)})

    def seal(self, finished: str) -> str:
        """Closes the run at `finished` (ISO 8601) and returns its root, which every report prints."""
        units = [
            {"code": code, "manifest": digest((self.folder / code / MANIFEST).read_bytes())} for code in self.places
        ]
        run = digest(self._run_bytes())
        seal: dict[str, Any] = {
            "schema": "inspector.seal/2",
            "run": run,
            "units": units,
            "previous": self.snapshot["previous_root"],
            "finished": finished,
        }
        seal["root"] = merkle_root(leaves(seal))
        written = signed(seal)
        disk.write(self.folder / SEAL, written)
        self._sealed = json.loads(written)
        return str(seal["root"])

    @property
    def places(self) -> list[str]:
        """Every folder with evidence: the units, and what was seen besides them. Of a sealed run also what is there no more."""
        sealed = (str(unit["code"]) for unit in self._sealed["units"]) if self._sealed else ()
        return sorted({*sealed, *(path.name for path in self.folder.iterdir() if (path / MANIFEST).exists())})

    def _seal(self) -> dict[str, Any] | None:
        if not there(self.folder / SEAL):
            return None
        seal, fault = read_object(self.folder / SEAL)
        if fault := fault or seal_fault(seal):
            raise EvidenceError(f"{SEAL} is not what was recorded: {fault.what}", where=str(self.folder), remedy=_COPY)
        return seal

    def _run_bytes(self) -> bytes:
        try:
            return (self.folder / RUN).read_bytes()
        except FileNotFoundError as fault:
            raise StorageError("there is no evidence of such a run", where=str(self.folder / RUN)) from fault
        except OSError as fault:
            raise EvidenceError(
                f"{RUN} cannot be read ({fault.strerror})", where=str(self.folder / RUN), remedy=_COPY
            ) from fault

    def _place(self, code: str) -> Path:
        """The unit's folder; a code that would lead elsewhere is refused."""
        if code in ("", ".", "..", RUN, SEAL) or any(sign in code for sign in "/\\\0") or code.endswith(disk.PART):
            raise StorageError(f"the unit code {code!r} cannot be the name of a folder", where=str(self.folder))
        return self.folder / code
