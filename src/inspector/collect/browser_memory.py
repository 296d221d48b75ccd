"""The memory of a browser and of all its processes, by what Linux says of them: a page may take as much as it likes of each.

Chromium bounds the heap of its scripts and nothing else: buffers, pictures, frames and the page itself have no bound of its own.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

MOST = 700 * 1024 * 1024
"""Bytes of the browser, its pages and the program that drives it; with a page of text it takes 500 MiB."""
_MOST_DATA = 950 * 1024 * 1024
"""Bytes of data that any process of a page may map; an empty page maps 650 MiB and touches 80. It stops what is quicker than a glance."""
_GLANCE_S = 0.1
_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Memory:
    """What the browser that was started with the argument `mark` takes, together with the process that started it."""

    def __init__(self, mark: str) -> None:
        self._mark = mark.encode()
        self._root = 0

    def confine(self) -> None:
        """Bound what each process but the first may map, and those that come after it; nothing where the system knows no such bound."""
        with suppress(ImportError):
            import resource  # noqa: PLC0415 - not on every system

            for process in self._tree():
                if hasattr(resource, "prlimit") and b"--type=" in _command(process):
                    with suppress(OSError, ValueError):
                        resource.prlimit(process, resource.RLIMIT_DATA, (_MOST_DATA, _MOST_DATA))

    def taken(self) -> int:
        """Bytes, shared ones by their share; 0 where the system does not tell."""
        tree = self._tree()
        driver = _parent(tree[0]) if tree else 0
        return sum(map(_held, tree)) + (_held(driver) if driver not in (0, 1, os.getpid()) else 0)

    async def too_much(self) -> None:
        """Returns once the browser takes more than it may. It is ended then: all its processes, and at once."""
        while await asyncio.to_thread(self.taken) <= MOST:  # noqa: ASYNC110 - no event tells of memory
            await asyncio.sleep(_GLANCE_S)
        self.end()

    def end(self) -> None:
        """End the browser, whatever it does."""
        for process in self._tree():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)

    def _tree(self) -> list[int]:
        """The browser's processes, itself first; none where there is none."""
        below: defaultdict[int, list[int]] = defaultdict(list)
        for process in _processes():
            below[_parent(process)].append(process)
        ours = _under([os.getpid()], below)
        if self._root not in ours or self._mark not in _command(self._root):
            self._root = next((process for process in ours if self._mark in _command(process)), 0)
        return _under([self._root], below) if self._root else []


def _under(found: list[int], below: dict[int, list[int]]) -> list[int]:
    for process in found:
        found += below.get(process, [])
    return found


def _processes() -> list[int]:
    return [int(path.name) for path in _PROC.glob("[0-9]*")]


def _parent(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    return 0


def _command(process: int) -> bytes:
    with suppress(OSError):
        return (_PROC / str(process) / "cmdline").read_bytes()
    return b""


def _held(process: int) -> int:
    """The proportional set size; of a process in a sandbox, which hides it, what it holds alone."""
    with suppress(OSError, ValueError, StopIteration):
        told = (_PROC / str(process) / "smaps_rollup").read_text()
        return int(next(line for line in told.splitlines() if line.startswith("Pss:")).split()[1]) * 1024
    with suppress(OSError, ValueError):
        _, resident, shared, *_ = (_PROC / str(process) / "statm").read_text().split()
        return (int(resident) - int(shared)) * _PAGE
    return 0
