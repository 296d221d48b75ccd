"""What the system refuses a command, wherever it reads or writes, is one sentence: what, where, what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import typed

from inspector.pipeline.make import make_workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which nothing has been run."""
    folder = tmp_path_factory.mktemp("refused") / "qinghe"
    make_workspace(folder)
    (folder / "data" / "evidence" / "2026Q4-20261124T010203").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("number", "what", "remedy"),
    [
        (errno.EACCES, "this user may not do that", "Give this user the right to it"),
        (errno.EROFS, "this user may not do that", "a copy of the workspace of your own"),
        (errno.EIO, "the system refused to read or write", "Look after the disk"),
        (errno.ENOSPC, "the disk takes no more", "Free space"),
    ],
)
def test_a_folder_that_the_system_refuses(
    place: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str, remedy: str
) -> None:
    """It is no fault of this program, and nobody needs to report it."""
    refused = place / "data" / "evidence"
    listed = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder == refused:
            raise OSError(number, os.strerror(number), str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    done = typed("verify", "latest", "--workspace", place)

    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first == f"{refused}: {what} ({os.strerror(number)})"
    assert remedy in second


def test_a_run_that_may_not_be_read_is_not_taken_for_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user made it, with umask 077: to say that there is no run, or to take the one before, would be another result."""
    own = place / "data" / "evidence" / "2026Q4-20261124T010203" / "run.json"
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if path == own:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)

    for command in (("verify", "latest"), ("quarantine", "list"), ("run", "--resume")):
        done = typed(*command, "--workspace", place)
        assert (done.returncode, str(own) in done.stderr, "fault of this program" in done.stderr) == (2, True, False)


def test_what_lies_where_a_disk_is_mounted_is_no_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the system may look into it."""
    lost = place / "data" / "evidence" / "lost+found"
    lost.mkdir()
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if path.parent == lost:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)

    assert typed("quarantine", "list", "--workspace", place).returncode == 0
