"""What processes hold, by what Linux says of them; as a program, the end of those that take too much.

`python -I -S memory.py BROWSER MOST RUN PLENTY MOST_OF_ALL` watches a browser from a process of its own: nothing that the run does
holds it up, and it loads nothing of the run. It prints which bound was passed, and ends with the browser.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_LONGEST_S, _SHORTEST_S = 0.01, 0.001
"""Between two glances: the nearer to its bounds a browser is, the shorter."""
_GREED = 4 * 1024**3
"""Bytes a second, as many as a page can take."""
_KNOWN_S = 0.1
"""Seconds for which the processes of a browser are taken to be the same."""
_STEP = 16 * 1024 * 1024
"""Bytes more of a browser that has plenty, after which it is asked again what all of the run takes."""
OF_BROWSER, OF_ALL = "browser", "all"
"""The bounds that may be passed."""


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


def mapped(process: int) -> int:
    """Bytes of data that a process has mapped, touched or not; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(process) / "statm").read_text().split()[5]) * _PAGE
    return 0


def taken(roots: list[int]) -> int:
    """Bytes that these and all processes below them hold, shared ones by their share."""
    return sum(map(held, under(roots)))


def end(root: int) -> None:
    """End a process and all below it, whatever they do."""
    _signalled(under([root]), signal.SIGKILL)


@contextmanager
def _halted(processes: list[int]) -> Iterator[None]:
    """They do nothing in the block."""
    _signalled(processes, signal.SIGSTOP)
    try:
        yield
    finally:
        _signalled(processes, signal.SIGCONT)


def _signalled(processes: list[int], number: int) -> None:
    for process in processes:
        with suppress(OSError):
            os.kill(process, number)


def passed(browser: int, most: int, run: int, plenty: int, most_of_all: int) -> str:
    """Waits until a browser, with the program that drives it, takes more than `most`, or more than `plenty` where all of a `run`
    takes more than `most_of_all`; says which it was, ends it, and returns that. Empty where the browser ended before.

    Telling shares takes long: until the pages that its processes have become more by what is still free, nobody needs to, and
    meanwhile the browser is halted, that it takes no more.
    """
    tree: list[int] = []
    known, free = 0.0, 0
    while driver := parent(browser):
        if known < time.monotonic():
            now, known = [driver, *under([browser])], time.monotonic() + _KNOWN_S
            tree, free = now, free if tree == now else 0
        if (pages := sum(map(resident, tree))) > free:
            with _halted(tree[1:]):
                size = sum(map(held, tree))
                if size > most or (size > plenty and taken([run]) > most_of_all):
                    told = OF_BROWSER if size > most else OF_ALL
                    sys.stdout.write(told)
                    sys.stdout.flush()  # whoever drives the browser hears why before it hears that it is gone
                    end(browser)
                    return told
            free = pages + (plenty - size if size < plenty else min(_STEP, most - size))
        time.sleep(max(_SHORTEST_S, min(_LONGEST_S, (free - pages) / _GREED)))
    return ""


if __name__ == "__main__":
    _browser, *_bounds = map(int, sys.argv[1:])
    passed(_browser, *_bounds)
