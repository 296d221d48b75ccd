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
from typing import NamedTuple

from inspector.collect.allowance import Allowance
from inspector.collect.memory import resident
from inspector.collect.opening import SIZE, framed
from inspector.collect.resting import unfolded
from inspector.facts.document import Document
from inspector.model.capture import Capture

_MOST_S = 60.0
"""Seconds of processor time for one file: some five times what the longest file within the counted bounds takes."""
_MOST_HELD = 520 * 1024 * 1024
"""Bytes of memory of the process; the largest file within the counted bounds takes nine tenths."""
_LIGHT = 128 * 1024 * 1024
"""Bytes from which it goes on only while nothing else in the run takes much memory; with its libraries loaded it has 90 MiB."""
_GLANCE_S = 0.2
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Answer(NamedTuple):
    """A document, whether the look failed and yet shows something, how many seconds of processor time it took, and the bytes of
    memory that it takes here.
    """

    document: Document | None
    failed: bool
    shows: bool
    seconds: float
    size: int


_LOADED = 3
"""Bytes of memory that a document takes for each byte in which it comes here."""


class Unopened(Exception):
    """The process that opened a file did not live to say what is in it; the message says why."""


class _Died(Unopened):
    """It ended by itself."""


class _Grew(Exception):
    """It takes much memory, without having the turn for that."""


class Opener:
    """Opens captures for all units of a process. The files of one host are opened one after another: none keeps the line to itself."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        self.allowance = allowance or Allowance()
        self._process: Process | None = None
        self._whole = True
        self._turn = asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def document(self, capture: Capture, host: str) -> Answer:
        """What `document_of` makes of a capture of `host`. Where that takes much memory, it has its turn. Raises Unopened."""
        async with self._turns[host], self._turn, contextlib.AsyncExitStack() as turn:
            turn.push_async_callback(self._kept_small)
            try:
                return await self._answer(capture)
            except _Grew:  # whoever waits for the turn holds nothing meanwhile
                await self.aclose()
                await turn.enter_async_context(self.allowance.turn())
                turn.push_async_callback(self._kept_small)
                return await self._answer(capture, has_turn=True)

    async def _answer(self, capture: Capture, *, has_turn: bool = False) -> Answer:
        try:
            return await self._asked(capture, has_turn)
        except _Died:  # of this file, or of what came before: by itself it has another chance
            await self.aclose()
            return await self._asked(capture, has_turn)

    async def _begun(self) -> Process:
        """A process that hears no Ctrl-C: what goes on is the matter of the one that began it."""
        command = (sys.executable, "-P", "-m", "inspector.collect.opening")
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
        )
        return self._process

    async def _asked(self, capture: Capture, has_turn: bool) -> Answer:
        process, self._whole = self._process or await self._begun(), False
        asking = asyncio.ensure_future(_answered(process, replace(capture, earlier=(), wire=(), picture=b"")))
        try:
            await self._watched(process, asking, has_turn)
            answer = await asking
            self._whole = True
            return answer
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def _watched(self, process: Process, asking: asyncio.Future[Answer], has_turn: bool) -> None:
        """Until there is an answer. Raises Unopened, and where that takes much memory without the turn for it _Grew."""
        before = _seconds(process.pid)
        while not (await asyncio.wait((asking,), timeout=_GLANCE_S))[0]:
            if _seconds(process.pid) - before > _MOST_S:
                raise Unopened(f"opening the file took more than {_MOST_S:.0f} s of processor time")
            if resident(process.pid) > _MOST_HELD:
                raise Unopened(f"opening the file took more than {_MOST_HELD >> 20} MiB of memory")
            if not has_turn and resident(process.pid) > _LIGHT:
                raise _Grew

    async def _kept_small(self) -> None:
        """The next file gets a new process where this one holds much, or still has an answer to give that nobody waits for."""
        if self._process is not None and (not self._whole or resident(self._process.pid) > _LIGHT):
            await self.aclose()

    async def aclose(self) -> None:
        """End the process, whatever it has in hand."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _answered(process: Process, capture: Capture) -> Answer:
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - it was begun with both
    try:
        process.stdin.write(framed(capture))
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(SIZE), "big")
        told = await process.stdout.readexactly(size)
        large, document, failed, shows, seconds = await asyncio.to_thread(_told, told)
    except (asyncio.IncompleteReadError, ConnectionError) as fault:
        raise _Died("the process that opened the file died of it, twice") from fault
    return Answer(document, failed, shows, seconds, size if large else _LOADED * size)


def _told(answer: bytes) -> tuple[bool, Document | None, bool, bool, float]:
    large, document, failed, shows, seconds = pickle.loads(answer)  # noqa: S301 - of the process that we began
    return large, unfolded(large, document), failed, shows, seconds


def _seconds(process: int) -> float:
    """Processor time that a process has had; the clock's where the system does not tell."""
    try:
        told = (Path("/proc") / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / _TICKS
    except (OSError, ValueError, IndexError):
        return time.monotonic()
