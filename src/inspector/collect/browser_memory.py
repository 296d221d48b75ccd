"""The memory of a browser and of all its processes: a page may take as much as it likes of each.

Chromium bounds the heap of its scripts and nothing else: buffers, pictures, frames and the page itself have no bound of its own.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from inspector.collect import allowance, memory

_OF_PAGE = 300 * 1024 * 1024
"""Bytes that a page may take beside what the browser takes with an empty one; a list of 6,000 lines takes 250."""
_PLENTY = 200 * 1024 * 1024
"""Of these, as many as a page of some screens takes: what takes more is ended where the run as a whole takes more than it may."""
_WORD = 64
"""Bytes, more than any word of who watches has."""
_LEAVE_S = 3.0
"""Seconds after which who watches an ended browser is ended too."""
_MOST_DATA = 560 * 1024 * 1024
"""Bytes of data that a process of a page may map; an empty page maps 290 and touches 80. It stops what is quicker than a glance."""
_GIVES_WAY = 5
"""How much nicer than others its processes are: who watches them would else wait 300 ms for a processor, while a page takes more."""
_PAGES = (b"--type=zygote", b"--type=renderer")
"""The processes of pages, and those that they are forked from."""


class Memory:
    """What the browser that was started with the argument `mark` takes, together with the process that started it."""

    def __init__(self, mark: str) -> None:
        self._mark = mark.encode()
        self._root = 0
        self._most = self._plenty = 0
        self._watcher: Process | None = None

    async def confine(self) -> None:
        """From now on a page has so much and no more. Nothing where the system does not tell what processes hold."""
        empty = await asyncio.to_thread(self.taken)
        if not empty:
            return
        self._most, self._plenty = empty + _OF_PAGE, empty + _PLENTY
        await asyncio.to_thread(self._bound)
        self._gives_way()
        bounds = (self._root, self._most, allowance.first(), self._plenty, allowance.MOST)
        self._watcher = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-S",
            memory.__file__,
            *map(str, bounds),
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
        )

    def _bound(self) -> None:
        """Bound what each process but the first may map, and those that come after it; nothing where the system knows no such bound."""
        with suppress(ImportError):
            import resource  # noqa: PLC0415 - not on every system

            for process in self._tree():
                said = memory.command(process)
                if hasattr(resource, "prlimit") and b"--type=" in said:
                    of_page = any(kind in said for kind in _PAGES)
                    most = _MOST_DATA if of_page else memory.mapped(process) + _OF_PAGE
                    with suppress(OSError, ValueError):
                        resource.prlimit(process, resource.RLIMIT_DATA, (most, most))

    def _gives_way(self) -> None:
        """All its processes leave processors to others first; where sessions share them, the session does, if it is the browser's alone."""
        if not self._root or os.getsid(self._root) == os.getsid(0):
            return
        with suppress(OSError):
            os.setpriority(os.PRIO_PGRP, os.getpgid(self._root), _GIVES_WAY)
        with suppress(OSError):
            (Path("/proc") / str(self._root) / "autogroup").write_text(str(_GIVES_WAY))

    def taken(self) -> int:
        """Bytes, shared ones by their share; 0 where the system does not tell."""
        tree = self._tree()
        return sum(map(memory.held, [memory.parent(tree[0]), *tree])) if tree else 0

    def grown(self) -> bool:
        """Whether it kept much of the pages before, or nobody watches it any more."""
        unwatched = self._watcher is not None and self._watcher.returncode is not None
        return unwatched or (self._most > 0 and self.taken() > self._plenty)

    async def too_much(self) -> str:
        """Returns once the browser took more than it may and is ended, with why; not at all where it ends otherwise."""
        told = await self._told()
        if told == memory.OF_BROWSER:
            return f"with this page it took more than {self._most >> 20} MiB of memory"
        if told == memory.OF_ALL:
            return f"beside it, all that the run does took more than {allowance.MOST >> 20} MiB of memory"
        never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        return await never

    async def _told(self) -> str:
        """What the watcher says; empty where there is none, or where it ended without a word."""
        if self._watcher is None or self._watcher.stdout is None:
            return ""
        return (await self._watcher.stdout.read(_WORD)).decode()

    async def end(self) -> None:
        """End the browser, whatever it does, and who watches it."""
        if tree := await asyncio.to_thread(self._tree):
            await asyncio.to_thread(memory.end, tree[0])
        watcher, self._watcher = self._watcher, None
        if watcher is None:
            return
        try:
            async with asyncio.timeout(_LEAVE_S):
                await watcher.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                watcher.kill()
            await watcher.wait()

    def _tree(self) -> list[int]:
        """The browser's processes, itself first; none where there is none."""
        if not self._mark:
            return []
        ours = memory.under([os.getpid()])
        if self._root not in ours or self._mark not in memory.command(self._root):
            self._root = next((process for process in ours if self._mark in memory.command(process)), 0)
        return memory.under([self._root]) if self._root else []
