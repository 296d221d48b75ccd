"""The memory of a command and of every process below it, as Linux tells it: shared pages count once (PSS)."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Self

_PROC = Path("/proc")
_EVERY_S = 0.2


class Peak:
    """What process `root` and all below it took together at most, in bytes; `then` has each one's part and command."""

    def __init__(self, root: int) -> None:
        self._root, self._over = root, threading.Event()
        self.most, self.looks, self.then = 0, 0, []
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_S):
            held = [(_share(process), _command(process)) for process in below(self._root)]
            self.looks += 1
            if sum(size for size, _ in held) > self.most:
                self.most, self.then = sum(size for size, _ in held), sorted(held, reverse=True)


def below(root: int) -> list[int]:
    """The process and all that it or they began."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            parent = (path / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
            children[int(parent)].append(int(path.name))
    found = [root]
    for process in found:
        found += children[process]
    return found


def _share(process: int) -> int:
    with suppress(OSError, StopIteration):
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0


def _command(process: int) -> str:
    with suppress(OSError):
        return (_PROC / str(process) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[-80:]
    return ""
