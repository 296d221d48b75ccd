"""One command measured: wall time, CPU seconds of it and all its children, peak memory of all of them together."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_GLANCE_S = 0.1
_GROWN = 1.25
_PAGE_KIB = resource.getpagesize() // 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and mebibytes; `said` is what the command printed as JSON, `served` what the server counted meanwhile."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    said: dict[str, int]
    served: dict[str, int]


@contextmanager
def serving(python: Path, units: int, pages: int, latency_ms: float) -> Iterator[int]:
    """The synthetic district as a process of its own, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    options = ["--units", units, "--pages", pages, "--port", port, "--latency-ms", latency_ms]
    command = [str(python), str(_HERE / "server.py"), *map(str, options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        try:
            yield port
        finally:
            process.stdin.close()


def served(port: int) -> dict[str, int]:
    """What the server counted since it was last asked."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_counts", timeout=30) as answer:
        found: dict[str, int] = json.load(answer)
    return found


def measured(command: Sequence[str], port: int, folder: Path) -> Measured:
    """Run `command` in `folder`. Its last line of output is JSON."""
    served(port)
    before, begun = _cpu(), time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, text=True) as process:
        watch = Peak(process.pid)
        watch.start()
        out, trouble = process.communicate()
    wall, cpu = time.monotonic() - begun, _cpu() - before
    watch.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{trouble[-3000:]}")
    return Measured(wall, cpu, watch.peak_mib, json.loads(out.splitlines()[-1]), served(port))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Peak(threading.Thread):
    """Looks ten times a second at the memory of a process and its descendants: proportional set size, shared pages shared out.

    That is only summed where what they hold together, which is told at once, has grown by a quarter, and between two sums is
    taken to be the same share of it: to sum it is the work of whoever holds most, on the processors that are measured.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self.peak_mib = pid, 0.0

    def run(self) -> None:
        """Until the process is gone."""
        summed, share = 0, 1.0
        while Path(f"/proc/{self._pid}").exists():
            family = _family(self._pid)
            held = sum(map(_resident, family))
            if held > _GROWN * summed:
                summed, share = held, sum(map(_pss, family)) / held
            self.peak_mib = max(self.peak_mib, held * share / 1024)
            time.sleep(_GLANCE_S)


def _family(pid: int) -> list[int]:
    try:
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [one for thread in threads for one in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> int:
    """KiB, pages that are shared counted in full; 0 where the process is gone."""
    try:
        return _PAGE_KIB * int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0


def _pss(pid: int) -> int:
    """KiB; 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


BENCH_PYTHON = Path(os.environ.get("BENCH_PYTHON", ".venv-bench/bin/python")).absolute()
"""The environment of the other crawlers and of the server."""
