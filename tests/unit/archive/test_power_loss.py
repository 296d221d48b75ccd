"""The machine dies between any two steps of writing, or the disk is full: what is there is whole, the rest is written again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from inspector.archive import open_run, verify
from inspector.archive.retention import forget
from inspector.errors import StorageError
from inspector.model.capture import Ask, Capture
from inspector.model.exchange import Exchange

AT = "2026-11-24T01:02:03+08:00"
_MOST_STEPS = 40


def page(path: str, body: bytes = b"x") -> Capture:
    """A page that was there."""
    url = f"https://www.qinghe.gov.cn/{path}"
    wire = Exchange(url, "GET", (), 200, b"OK", ((b"Content-Type", b"text/html"),), body, AT)
    return Capture(Ask(url), url, 200, wire.values(), body, AT, wire=(wire,))


def work(evidence: Path, *, delete: bool) -> str:
    """A run from its beginning to its seal, a second look at one unit, and a deletion where there is to be one."""
    run = open_run(evidence, "2026Q4-1", {"quarter": "2026Q4"})
    for code, body in (("11A", b"first"), ("22B", b"first"), ("11A", b"second")):
        if not run.done(code) or body == b"second":
            run.write_unit(code, [page(code, body)])
    root = run.seal("2026-11-24T02:00:00+08:00")
    if delete:
        forget(run, "22B", ["pages"], AT, "x", "王芳")
    return root


def dies(step: int) -> NoReturn:
    """The child's end: nothing is flushed, no handler runs, as when the power goes."""
    os._exit(9 if step else 8)


def child(evidence: Path, step: int) -> int:
    """The work in a process of its own that dies before its `step`th sync, rename or removal; its exit status."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    left = [step]

    def before(real: Any) -> Any:
        def counted(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                dies(step)
            return real(*args, **named)

        return counted

    os.fsync = before(os.fsync)
    os.replace = before(os.replace)
    os.rename = before(os.rename)
    os.unlink = before(os.unlink)
    work(evidence, delete=True)
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be forked here")
def test_a_power_loss_before_any_step_is_made_good(tmp_path: Path) -> None:
    """At each sync and rename in turn the machine dies; resumed, the seal is that of an undisturbed run, and it verifies."""
    root = work(tmp_path / "undisturbed", delete=False)
    died = 0
    for step in range(_MOST_STEPS):
        evidence = tmp_path / f"step{step}"
        evidence.mkdir()
        died += child(evidence, step) != 0

        assert work(evidence, delete=False) == root, step
        assert verify(evidence / "2026Q4-1", root).ok, step
        assert not list(evidence.rglob("*.part")), step
    assert died > _MOST_STEPS // 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 256 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full_leaves_what_was_whole(small_disk: Path) -> None:
    """One sentence with the remedy; the units that fitted stay, and with room again the run goes on."""
    run = open_run(small_disk, "2026Q4-1", {"quarter": "2026Q4"})
    run.write_unit("11A", [page("a")])

    with pytest.raises(StorageError, match="No space left") as refused:
        run.write_unit("22B", [page("b", os.urandom(400_000))])

    assert "--resume" in str(refused.value)
    assert not list(small_disk.rglob("*.part"))
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    again = open_run(small_disk, "2026Q4-1", {})
    assert (again.done("11A"), again.done("22B")) == (True, False)
    again.write_unit("22B", [page("b", os.urandom(400_000))])
    again.seal("2026-11-24T02:00:00+08:00")
    assert verify(again.folder).ok
