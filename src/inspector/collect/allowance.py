"""What a run may spend of a machine's memory: of what takes much of it one thing at a time, in whichever of its processes.

A browser takes half a gigabyte, a file of the heaviest kind as much: neither is begun, or goes on, beside the other.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from platform import node

from inspector.collect import heap, memory
from inspector.model.turns import Turns

MOST = 940 * 1024 * 1024
"""Bytes of all processes of a run on one machine together; beyond it a browser is ended."""
_GLANCE_S = 0.5
_PATIENCE_S = 60.0

_within: ContextVar[bool] = ContextVar("within", default=False)


class Allowance:
    """The turn at this machine's memory; `turns` are taken where other processes work on the same run."""

    def __init__(self, turns: Turns | None = None) -> None:
        self._turns, self._name = turns, f"memory.{node()}"
        self._own = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """The time in which nobody else of this run takes much memory. For what is done `on_behalf` of who has it, at once."""
        if _within.get():
            yield
            return
        async with self._own:
            if self._turns is not None:
                await self._turns.take(self._name)
            try:
                yield
            finally:
                if self._turns is not None:
                    await self._turns.give(self._name)

    async def room(self, size: int) -> None:
        """Wait a while, not for ever, until so many bytes more are within what a run may take; what is free here is given back."""
        heap.give_back()
        until = asyncio.get_running_loop().time() + _PATIENCE_S
        while await asyncio.to_thread(taken) + size > MOST and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 - no event tells of memory
            await asyncio.sleep(_GLANCE_S)


@contextmanager
def on_behalf() -> Iterator[None]:
    """What is begun in the block is part of what has the turn."""
    token = _within.set(True)
    try:
        yield
    finally:
        _within.reset(token)


def first() -> int:
    """The first process of this run here, which began all others."""
    parent = multiprocessing.parent_process()
    return parent.pid if parent is not None and parent.pid is not None else os.getpid()


def taken() -> int:
    """Bytes of all processes of this run here, shared ones by their share; 0 where the system does not tell."""
    return memory.taken([first()])
