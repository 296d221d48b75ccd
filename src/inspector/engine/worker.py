"""A process that works on the groups it is handed, forked from the one that hands them out."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any

from inspector.engine import Answer, HostGroup, Office, Post, Work
from inspector.engine.line import Answers, Line
from inspector.engine.loop import run
from inspector.log import forward, level


def cores() -> int:
    """As many processes as this one may usefully fork; 1 where it may not.

    A fork of a process with threads at work may inherit their locks: only the main thread of a command forks, and on Linux.
    """
    alone = threading.current_thread() is threading.main_thread()
    forks = hasattr(os, "sched_getaffinity") and "fork" in multiprocessing.get_all_start_methods()
    return len(os.sched_getaffinity(0)) if alone and forks else 1


def mortal(*deaf_to: signal.Signals) -> None:
    """In a new process: some signals are the first process's matter, and nothing is done for one that is dead.

    A fork holds what the first process held, the run's lock too: left over, it would keep the run from being resumed.
    """
    for number in deaf_to:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_die_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _die_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)


@dataclass(frozen=True, slots=True)
class Birth:
    """What a worker is born with: its end of the line, the ends of others to close, its office, and how many groups at a time."""

    end: socket.socket
    others: tuple[int, ...]
    office: Office[Any]
    slots: int


def live(birth: Birth) -> None:
    """The whole life of a worker process.

    Ctrl-C and a service manager's SIGTERM reach every process of a group; the first one tells the others what follows.
    """
    mortal(signal.SIGINT, signal.SIGTERM)
    gc.freeze()  # what was inherited lives as long as this process: to look it over would only copy its memory
    for other in birth.others:
        os.close(other)
    run(_live(birth))


async def _live(birth: Birth) -> None:
    await _Worker(birth).live()


class _Worker:
    """The office, opened once, and the line to the process that hands out the groups."""

    def __init__(self, birth: Birth) -> None:
        self._birth = birth
        self._stopped, self._ended = False, asyncio.Event()
        self._opened: asyncio.Future[Work[Any]] = asyncio.Future()
        answers: Answers = {"work": self._work, "question": self._question}
        self._line = Line(answers, {"stop": self._stop, "end": lambda _: self._ended.set()}, self._ended.set)
        self._elsewhere = LineElsewhere(self._line)

    async def live(self) -> None:
        """Until told to end, or until nobody is there any more who could tell."""
        await self._line.open(self._birth.end)
        post = Post(LineTurns(self._line), lambda: self._stopped, self._elsewhere, self._birth.slots)
        try:
            with self._logging():
                async with self._birth.office(post) as work:
                    self._opened.set_result(work)
                    self._line.tell("opened")
                    await self._ended.wait()
                    await self._line.give_up()
        except Exception as fault:
            if self._opened.done():
                raise
            self._opened.set_exception(fault)
            await self._ended.wait()
        finally:
            await self._line.aclose()

    async def _work(self, group: HostGroup) -> Any:
        return await (await asyncio.shield(self._opened))(group)

    async def _question(self, question: bytes) -> bytes:
        await asyncio.shield(self._opened)
        return await self._elsewhere.heard(question)

    def _stop(self, _: None) -> None:
        self._stopped = True

    @contextlib.contextmanager
    def _logging(self) -> Iterator[None]:
        """What is logged here, in whichever thread, is written by the process that keeps the log."""
        loop = asyncio.get_running_loop()

        def send(line: str) -> None:
            loop.call_soon_threadsafe(self._line.tell, "log", line)

        end = forward(send, level())
        try:
            yield
        finally:
            end()


class LineTurns:
    """Turns at hosts, kept by the process that hands out the groups."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def take(self, host: str) -> None:
        """Wait until no other process visits `host`."""
        taking = asyncio.ensure_future(self._line.ask("take", host))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(partial(self._unwanted, host))
            raise

    def _unwanted(self, host: str, taken: asyncio.Future[None]) -> None:
        """A turn that came after whoever waited for it had given up."""
        if not taken.cancelled() and taken.exception() is None:
            self._line.tell("give", host)

    async def give(self, host: str) -> None:
        """Let other processes visit `host`."""
        self._line.tell("give", host)


class LineElsewhere:
    """The other workers, reached through the process that handed out the groups."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._own: set[str] = set()
        self._by: Answer

    def answer(self, by: Answer) -> None:
        """Questions of other workers are answered by `by`, from now on."""
        self._by = by

    async def heard(self, question: bytes) -> bytes:
        """What another worker asked."""
        return await self._by(question)

    async def ask(self, host: str, question: bytes) -> bytes | None:
        """The answer of the worker that fetches from `host`; None where that is this one, which it then stays."""
        if host in self._own:
            return None
        answer: bytes | None = await self._line.ask("ask", (host, question))
        if answer is None:
            self._own.add(host)
        return answer
