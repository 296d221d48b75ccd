"""Whole files or none: written beside their place, then renamed into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from inspector.errors import StorageError


def put_bytes(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, replacing what was there in one step."""
    with _part(path) as part:
        part.write_bytes(content)
    return path


def put(path: Path, content: Iterable[str]) -> Path:
    """Write `content` (one text or its pieces, as UTF-8) to `path`, replacing what was there in one step."""
    with _part(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines([content] if isinstance(content, str) else content)
    return path


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """A text (UTF-8) that is written bit by bit and takes its place at `path` when the block is left without trouble."""
    with _part(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """A file beside `path` to be filled; it takes its place when all went well, and is gone when not. Raises StorageError."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise StorageError(
            "a report cannot be written",
            where=str(path),
            remedy=f"check the folder, its rights and the free space ({error.strerror})",
        ) from error
    finally:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None


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
