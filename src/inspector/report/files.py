"""Whole files or none: written beside their place, then renamed into it."""

from __future__ import annotations

from pathlib import Path

from inspector.errors import StorageError


def put(path: Path, content: str | bytes) -> Path:
    """Write `content` (text as UTF-8) to `path`, replacing what was there in one step."""
    data = content.encode() if isinstance(content, str) else content
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise StorageError(
            "a report cannot be written",
            where=str(path),
            remedy=f"check the folder, its rights and the free space ({error.strerror})",
        ) from error
    return path
