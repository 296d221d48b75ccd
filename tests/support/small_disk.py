"""A file system of a chosen size, held in memory, and how much room a folder takes on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(mount: Path) -> Iterator[Path]:
    """One without any room at `mount`, until it is `resized`; gone afterwards. Skips the test where none can be mounted."""
    if not shutil.which("mount"):
        pytest.skip("a file system of a chosen size is mounted: there is no `mount` here")
    mount.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(mount)]
    told = subprocess.run(made, capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip(f"a file system of a chosen size takes the right to mount one: {told.stderr.strip()}")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "--lazy", str(mount)], check=True)


def resized(mount: Path, size: int) -> None:
    """It has so many bytes from now on."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(mount)], check=True)


def room(folder: Path) -> int:
    """The bytes that a folder with all in it takes there."""
    pages = os.sysconf("SC_PAGE_SIZE")
    return sum(-(-path.stat().st_size // pages) * pages if path.is_file() else pages for path in folder.rglob("*"))
