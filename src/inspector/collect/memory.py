"""What processes hold, by what Linux says of them."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def under(roots: list[int]) -> list[int]:
    """The processes and all that they or those began."""
    below: defaultdict[int, list[int]] = defaultdict(list)
    for path in _PROC.glob("[0-9]*"):
        below[parent(int(path.name))].append(int(path.name))
    found = list(roots)
    for process in found:
        found += below.get(process, [])
    return found


def parent(process: int) -> int:
    """The process that began it; 0 where nobody tells."""
    with suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    return 0


def command(process: int) -> bytes:
    """Its arguments, each ended by a NUL."""
    with suppress(OSError):
        return (_PROC / str(process) / "cmdline").read_bytes()
    return b""


def held(process: int) -> int:
    """The proportional set size; of a process in a sandbox, which hides it, what it holds alone. 0 where nobody tells."""
    with suppress(OSError, ValueError, StopIteration):
        told = (_PROC / str(process) / "smaps_rollup").read_text()
        return int(next(line for line in told.splitlines() if line.startswith("Pss:")).split()[1]) * 1024
    with suppress(OSError, ValueError):
        _, resident_pages, shared, *_ = (_PROC / str(process) / "statm").read_text().split()
        return (int(resident_pages) - int(shared)) * _PAGE
    return 0


def resident(process: int) -> int:
    """Bytes of memory that a process has, quickly told; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(process) / "statm").read_text().split()[1]) * _PAGE
    return 0
