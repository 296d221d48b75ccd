"""Whole files or none: written beside their place, then renamed into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from inspector.errors import StorageError


def put(path: Path, content: Iterable[str]) -> Path:
    """Write `content` (one text or its pieces, as UTF-8) to `path`, replacing what was there in one step."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines([content] if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise StorageError(
            "a report cannot be written",
            where=str(path),
            remedy=f"check the folder, its rights and the free space ({error.strerror})",
        ) from error
    return path


def sweep(folder: Path, kept: Collection[Path]) -> None:
    """Remove what an earlier report left in `folder`, a folder of generated pages, beyond `kept`; an empty folder goes too."""
    if not folder.is_dir():
        return
    try:
        for path in folder.glob("*.html"):
            if path not in kept:
                path.unlink()
        if not kept:
            folder.rmdir()
    except OSError as error:
        raise StorageError(
            "an old report cannot be removed",
            where=str(folder),
            remedy=f"check the folder and its rights ({error.strerror})",
        ) from error
