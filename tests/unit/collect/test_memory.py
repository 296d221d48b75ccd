"""The program that ends what takes too much memory, watching real processes: one that drives, and one below it that holds much."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspector.collect import memory

MIB = 1024 * 1024
NO_BOUND = 1 << 40
HOLDS = f"held = bytearray({80 * MIB}); held[::4096] = b'x' * len(held[::4096]); print(flush=True); input()"
DRIVES = f"""import subprocess, sys
holder = subprocess.Popen([sys.executable, '-c', {HOLDS!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
holder.stdout.readline()
print(holder.pid, flush=True)
holder.wait()
print('gone', flush=True)"""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="the memory of processes is read from /proc"
)


@contextmanager
def driven() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The driver, and the process below it."""
    with subprocess.Popen([sys.executable, "-c", DRIVES], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout is not None
        try:
            yield driver, int(driver.stdout.readline())
        finally:
            memory.end(driver.pid)


@contextmanager
def watching(holder: int, *bounds: int) -> Iterator[subprocess.Popen[str]]:
    """The watcher as a run begins it."""
    command = [sys.executable, "-I", "-S", memory.__file__, *map(str, (holder, *bounds))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        try:
            yield watcher
        finally:
            watcher.kill()


@pytest.mark.parametrize(
    ("most", "plenty", "most_of_all", "told"),
    [
        (40 * MIB, 20 * MIB, NO_BOUND, memory.OF_BROWSER),
        (NO_BOUND, 40 * MIB, 40 * MIB, memory.OF_ALL),
    ],
)
def test_what_passes_a_bound_is_ended_and_told(most: int, plenty: int, most_of_all: int, told: str) -> None:
    """Its own bound, or having plenty where all of the run has too much; the driver lives on."""
    with driven() as (driver, holder):
        with watching(holder, most, driver.pid, plenty, most_of_all) as watcher:
            said = watcher.communicate(timeout=60)[0]

        assert said == told
        assert driver.stdout is not None
        assert driver.stdout.readline() == "gone\n"


def test_while_it_is_measured_it_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measuring takes long on a busy machine, and a page takes gigabytes a second: the browser is halted, its driver is not."""
    measured: dict[int, bool] = {}

    def held(process: int) -> int:
        until = time.monotonic() + (60 if process != driver.pid else 0)
        while not (stopped := _stopped(process)) and time.monotonic() < until:
            time.sleep(0.01)
        measured[process] = stopped
        return 40 * MIB if process == driver.pid else 0

    monkeypatch.setattr(memory, "held", held)
    with driven() as (driver, holder):
        told = memory.passed(holder, 20 * MIB, driver.pid, 20 * MIB, NO_BOUND)

    assert (told, measured) == (memory.OF_BROWSER, {driver.pid: False, holder: True})


def _stopped(process: int) -> bool:
    return "T (stopped)" in Path(f"/proc/{process}/status").read_text()


def test_what_keeps_its_bounds_is_left_alone() -> None:
    """Also one that has plenty, where the run has not too much; the watcher ends with it, and says nothing."""
    with driven() as (driver, holder), watching(holder, NO_BOUND, driver.pid, 40 * MIB, NO_BOUND) as watcher:
        with pytest.raises(subprocess.TimeoutExpired):
            watcher.wait(1)
        assert not _stopped(holder)
        memory.end(holder)

        assert watcher.communicate(timeout=60)[0] == ""
