"""The memory of a browser and of all its processes, by what Linux says of them: a page may take as much as it likes of each.

Chromium bounds the heap of its scripts and nothing else: buffers, pictures, frames and the page itself have no bound of its own.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress

from inspector.collect import allowance
from inspector.collect.memory import command, held, parent, under

MOST = 700 * 1024 * 1024
"""Bytes of the browser, its pages and the program that drives it; with a page of text it takes 500 MiB."""
_PLENTY = 600 * 1024 * 1024
"""Bytes that no page of text makes it take: what takes them is ended where the run as a whole takes more than it may."""
_MOST_DATA = 950 * 1024 * 1024
"""Bytes of data that any process of a page may map; an empty page maps 650 MiB and touches 80. It stops what is quicker than a glance."""
_GLANCE_S = 0.1


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
                if hasattr(resource, "prlimit") and b"--type=" in command(process):
                    with suppress(OSError, ValueError):
                        resource.prlimit(process, resource.RLIMIT_DATA, (_MOST_DATA, _MOST_DATA))

    def taken(self) -> int:
        """Bytes, shared ones by their share; 0 where the system does not tell."""
        tree = self._tree()
        driver = parent(tree[0]) if tree else 0
        return sum(map(held, tree)) + (held(driver) if driver not in (0, 1, os.getpid()) else 0)

    async def too_much(self) -> str:
        """Returns once the browser takes more than it may, with why. It is ended then: all its processes, and at once."""
        while not (why := await asyncio.to_thread(self._why)):  # noqa: ASYNC110 - no event tells of memory
            await asyncio.sleep(_GLANCE_S)
        self.end()
        return why

    def _why(self) -> str:
        taken = self.taken()
        if taken > MOST:
            return f"with this page it took more than {MOST >> 20} MiB of memory"
        if taken > _PLENTY and allowance.taken() > allowance.MOST:
            return f"beside it, all that the run does took more than {allowance.MOST >> 20} MiB of memory"
        return ""

    def end(self) -> None:
        """End the browser, whatever it does."""
        for process in self._tree():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)

    def _tree(self) -> list[int]:
        """The browser's processes, itself first; none where there is none."""
        ours = under([os.getpid()])
        if self._root not in ours or self._mark not in command(self._root):
            self._root = next((process for process in ours if self._mark in command(process)), 0)
        return under([self._root]) if self._root else []
