"""A workspace copied to a safe place and made again from there. Evidence is copied once: what was written is never changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.archive import runs
from inspector.archive.verify_evidence import SEAL, check_run
from inspector.errors import StorageError, UsageError
from inspector.pipeline.files import write_whole
from inspector.pipeline.workspace import Workspace

MANIFEST = "manifest.json"
_DATABASE = "inspector.db"
_SHARED = "files"
_TORN = ".part"
_BESIDE = ("results", "rechecks", "screenshots", "channels", "damaged")
"""What is kept beside the evidence, wherever that lies."""


def backup(workspace: Workspace, now: datetime, to: Path | None = None) -> Path:
    """A backup in a folder named by the moment, below `to` or `[backup] path`; returns that folder.

    It holds the database (as SQLite, whatever it is) and a manifest of every file with its SHA-256; the files themselves lie
    once for all backups in `files/`, by digest. The oldest backups beyond `[backup] keep` are removed, but not while evidence is
    `damaged`: they may have what it was. Raises StorageError.
    """
    place = (to or workspace.settings.path(workspace.settings.backup.path)).resolve()
    folder = place / f"{now:%Y%m%dT%H%M%S}"
    if folder.exists():
        raise UsageError(f"{folder} is there already", remedy="Try it again in a second.")
    try:
        (place / _SHARED).mkdir(parents=True, exist_ok=True)
        torn = folder.with_name(folder.name + _TORN)
        shutil.rmtree(torn, ignore_errors=True)
        torn.mkdir()
        from inspector.store import open_store  # noqa: PLC0415 - slow to load

        with workspace.store() as store, open_store(f"sqlite:///{torn / _DATABASE}", torn) as copy:
            store.move_to(copy)
        kept = ((name, _kept(path, place / _SHARED)) for name, path in _files(workspace, place))
        listed = {name: digest for name, digest in kept if digest}
        made = {"schema": "inspector.backup/1", "at": now.isoformat(timespec="seconds"), "files": listed}
        made["database"] = _digest(torn / _DATABASE)
        made["damaged"] = list(_damaged(workspace))
        write_whole(torn / MANIFEST, json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        torn.rename(folder)
        if not made["damaged"]:
            _forget(place, workspace.settings.backup.keep)
    except OSError as fault:
        told = "the backup cannot be made, and one that lacks something is none"
        raise StorageError(f"{told}: {fault.strerror}", where=str(fault.filename or place)) from fault
    return folder


def damaged(folder: Path) -> tuple[str, ...]:
    """What of the sealed evidence was not what was recorded when this backup was made: the first fault of each run."""
    return tuple(_manifest(folder).get("damaged", ()))


def _damaged(workspace: Workspace) -> Iterator[str]:
    for name in (workspace.evidence.name, "rechecks", "screenshots"):
        for folder in runs(workspace.evidence.with_name(name), SEAL):
            if fault := check_run(folder):
                yield f"{folder.name}: {fault}"


def restore(folder: Path, to: Path) -> int:
    """The workspace of a backup made again in the new folder `to`; returns how many files. Every digest is checked first.

    The database becomes `data/inspector.db`, evidence from elsewhere `data/`; config.toml still names what the workspace used.
    """
    made = _manifest(folder)
    if to.exists() and any(to.iterdir()):
        raise UsageError(f"{to} is not empty", remedy="Give a new folder; nothing is overwritten.")
    shared = folder.parent / _SHARED
    wrong = [name for name, digest in made["files"].items() if _digest(shared / digest) != digest]
    if wrong or _digest(folder / _DATABASE) != made["database"]:
        raise StorageError(
            f"{len(wrong) or 'the database'} of the backup is not what was kept: {', '.join(wrong[:5]) or _DATABASE}",
            where=str(folder),
            remedy="Take another backup; nothing was restored.",
        )
    for name, digest in made["files"].items():
        path = to / name
        if not path.resolve().is_relative_to(to.resolve()):
            raise StorageError(f"{name} would lie outside the workspace", where=str(folder / MANIFEST))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shared / digest, path)
    database = to / "data" / _DATABASE
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / _DATABASE, database)
    return len(made["files"])


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(
            f"{folder} is no backup", remedy="Name a folder such as data/backup/20261206T010000."
        ) from None
    return made


def _root(workspace: Workspace) -> Path:
    return workspace.settings.workspace.resolve()


def _files(workspace: Workspace, place: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the workspace by its name in the backup, but the database, reports (made again from the rest), locks, logs, backups.

    A folder that is a link is gone into: evidence may lie on a disk of its own. Evidence that config.toml has elsewhere becomes `data/`.
    """
    root, beside = _root(workspace), workspace.evidence.parent
    left = [place, workspace.reports, beside / "locks", beside / "log", root / ".git", root / ".venv"]
    seen = {root, *(folder.resolve() for folder in left)}
    yield from _below(root, "", seen)
    if not workspace.evidence.is_relative_to(root):
        for name in (workspace.evidence.name, *_BESIDE):
            yield from _below(beside / name, f"data/{name}/", seen)


def _below(folder: Path, name: str, seen: set[Path]) -> Iterator[tuple[str, Path]]:
    """The files below a folder and what it links to, each folder once. Raises OSError where one may not be read: nothing is left out."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield from _below(path, f"{name}{path.name}/", seen)
        elif path.is_file() and path.suffix != _TORN and not _of_the_database(path):
            yield f"{name}{path.name}", path


def _of_the_database(path: Path) -> bool:
    return ".db" in path.name and path.name.partition(".db")[2] in ("", "-wal", "-shm", "-journal", ".scheduler")


def _kept(path: Path, shared: Path) -> str:
    """The digest of `path`, whose bytes lie in `shared` afterwards, on the disk; empty where it is gone by now.

    A copy that a power loss cut short is made again.
    """
    digest = _digest(path)
    if not digest:
        return ""
    there = shared / digest
    if there.is_file() and there.stat().st_size == path.stat().st_size:
        return digest
    temporary = shared / f"{digest}{_TORN}"
    with path.open("rb") as old, temporary.open("wb") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())
    digest = _digest(temporary)  # of what was copied: it may have been written anew meanwhile
    temporary.replace(shared / digest)
    return digest


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _forget(place: Path, keep: int) -> None:
    """Remove the oldest backups, then the files that no backup names any more."""
    there = sorted(path.parent for path in place.glob(f"*/{MANIFEST}"))
    for folder in there[:-keep]:
        shutil.rmtree(folder)
    named = {digest for folder in there[-keep:] for digest in _manifest(folder)["files"].values()}
    for path in (place / _SHARED).iterdir():
        if path.name not in named:
            path.unlink()
