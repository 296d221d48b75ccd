"""Files and heavy pages opened beside the event loop: in a process of their own, one at a time, within bounds of memory and time.

What is read of a file is bounded by counts (`facts`): those bounds decide. These here are for what no count foresees.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from inspector.collect.opening import SIZE, framed
from inspector.facts.document import Document
from inspector.model.capture import Capture

_MOST_S = 120.0
"""Seconds of processor time for one file: five times what the longest file within the counted bounds takes."""
_MOST_HELD = 700 * 1024 * 1024
"""Bytes of memory of the process; the largest file within the counted bounds takes two thirds."""
_GLANCE_S = 0.2
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Unopened(Exception):
    """The process that opened a file did not live to say what is in it; the message says why."""


class _Died(Unopened):
    """It ended by itself."""


class Opener:
    """Opens captures for all units of a process. The files of one host are opened one after another: none keeps the line to itself."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._whole = True
        self._turn = asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def document(self, capture: Capture, host: str) -> tuple[Document | None, float]:
        """What `document_of` makes of a capture of `host`, and how many seconds of processor time that took. Raises Unopened."""
        async with self._turns[host], self._turn:
            try:
                return await self._answer(capture)
            except _Died:  # of this file, or of what came before: by itself it has another chance
                await self.aclose()
                return await self._answer(capture)
            finally:
                await self._kept_small()

    async def _begun(self) -> Process:
        """A process that hears no Ctrl-C: what goes on is the matter of the one that began it."""
        command = (sys.executable, "-P", "-m", "inspector.collect.opening")
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
        )
        return self._process

    async def _answer(self, capture: Capture) -> tuple[Document | None, float]:
        process, self._whole = self._process or await self._begun(), False
        asking = asyncio.ensure_future(_asked(process, replace(capture, earlier=(), wire=(), picture=b"")))
        before = _seconds(process.pid)
        try:
            while not (await asyncio.wait((asking,), timeout=_GLANCE_S))[0]:
                if _seconds(process.pid) - before > _MOST_S:
                    raise Unopened(f"opening the file took more than {_MOST_S:.0f} s of processor time")
                if _held(process.pid) > _MOST_HELD:
                    raise Unopened(f"opening the file took more than {_MOST_HELD >> 20} MiB of memory")
            answer = await asking
            self._whole = True
            return answer
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def _kept_small(self) -> None:
        """The next file gets a new process where this one holds much, or still has an answer to give that nobody waits for."""
        if self._process is not None and (not self._whole or _held(self._process.pid) > _MOST_HELD // 3):
            await self.aclose()

    async def aclose(self) -> None:
        """End the process, whatever it has in hand."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _asked(process: Process, capture: Capture) -> tuple[Document | None, float]:
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - it was begun with both
    try:
        process.stdin.write(framed(capture))
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(SIZE), "big")
        told = await process.stdout.readexactly(size)
        answer: tuple[Document | None, float] = await asyncio.to_thread(pickle.loads, told)
    except (asyncio.IncompleteReadError, ConnectionError) as fault:
        raise _Died("the process that opened the file died of it, twice") from fault
    return answer


def _seconds(process: int) -> float:
    """Processor time that a process has had; the clock's where the system does not tell."""
    try:
        told = (Path("/proc") / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / _TICKS
    except (OSError, ValueError, IndexError):
        return time.monotonic()


def _held(process: int) -> int:
    """Bytes of memory that a process has; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int((Path("/proc") / str(process) / "statm").read_text().split()[1]) * _PAGE
    return 0
