"""Pictures of the last step of a form, kept by their digest until a run takes them among its evidence."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inspector.archive import disk
from inspector.pipeline.workspace import Workspace


def keep(workspace: Workspace, picture: bytes) -> str:
    """Keep a PNG; returns its SHA-256, empty where there is none."""
    if not picture:
        return ""
    digest = hashlib.sha256(picture).hexdigest()
    path = _place(workspace, digest)
    disk.make_folder(path.parent)
    disk.write(path, picture)
    return digest


def kept(workspace: Workspace, digest: str) -> bytes:
    """The picture with this digest; empty where there is none, or where it is not what was kept."""
    path = _place(workspace, digest)
    picture = path.read_bytes() if digest and path.is_file() else b""
    return picture if hashlib.sha256(picture).hexdigest() == digest else b""


def _place(workspace: Workspace, digest: str) -> Path:
    return workspace.evidence.parent / "channels" / f"{digest}.png"
