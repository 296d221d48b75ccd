"""The worker processes of a run on this machine, and what the first process does for them: groups, turns, questions, the log."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import socket
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from itertools import groupby
from multiprocessing.process import BaseProcess
from operator import attrgetter
from typing import Generic, Self, TypeVar

from inspector.engine import GivenUp, HostGroup, Office, Stop
from inspector.engine.line import Gone, Hears, Line
from inspector.engine.shares import Shares
from inspector.engine.worker import Birth, live
from inspector.errors import RunIncomplete
from inspector.log import logger, take_in
from inspector.model.turns import Turns

_log = logger("engine")
Done = TypeVar("Done")
_KEPT = "What is done is kept: `inspector run --resume` goes on from here."
_MOST_FRUITLESS = 8
"""Processes of one run that cannot be begun, or die before they are at work: more will not help where memory is short."""
_MOST_NAMED = 5
_DIED = "the process that fetches pages died twice at work on"
_GLANCE_S = 0.5
"""How often it is asked whether to stop."""
_LEAVE_S = 30.0
"""What a worker may take to finish writing what it has in hand, once told to end; then it is killed, which evidence survives."""


class Crew(Generic[Done]):
    """As many workers as `slots` has numbers, each with so many groups at a time. All are gone when the block is left.

    One that dies is replaced: of each death something is learned of what is deadly, so they have an end. A unit at which they die
    again and again is given up, and told at the end. Where no process lives to begin its work, `left` has what is still to be done.
    """

    def __init__(
        self, groups: Iterable[HostGroup], office: Office[Done], slots: tuple[int, ...], turns: Turns, rest_s: float
    ) -> None:
        self._shares = Shares(groups, len(slots))
        self._office, self._turns, self._rest_s = office, turns, rest_s
        self._slots = dict(enumerate(slots))
        self._lines: dict[int, _Attended] = {}
        self._processes: list[BaseProcess] = []
        self._fruitless = 0
        self.left: list[HostGroup] = []

    async def _hire(self, number: int) -> None:
        """Fork the worker `number` and open the line to it. Raises OSError where the system has no room for it."""
        ours, theirs = socket.socketpair()
        others = (ours, *(attended.end for attended in self._lines.values()))
        still_open = tuple(end.fileno() for end in others if end.fileno() >= 0)
        birth = Birth(theirs, still_open, self._office, self._slots[number])
        process = multiprocessing.get_context("fork").Process(target=live, args=(birth,), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._processes.append(process)
        self._lines[number] = _Attended(
            number, self._shares, self._turns, self._rest_s, self._lines, ours, self._died_in_vain
        )
        await self._lines[number].line.open(ours)

    async def __aenter__(self) -> Self:
        for number in list(self._slots):
            await self._tried(number)
        return self

    async def _tried(self, number: int) -> None:
        """A worker, or one less where none can be begun: its groups are for others."""
        try:
            await self._hire(number)
        except OSError as fault:
            _log.warning("process not begun", why=str(fault))
            self._shares.lose(number)
            self._died_in_vain()
            await asyncio.sleep(_GLANCE_S)

    def _died_in_vain(self) -> None:
        """A worker did not live to be at work on anything."""
        self._fruitless += 1

    async def __aexit__(self, *_: object) -> None:
        """Tell all to end and wait for it, not for ever; whoever is in a hurry (a second Ctrl-C) finds them killed."""
        everyone = list(self._lines.values())
        try:
            for attended in everyone:
                attended.leaving = True
                attended.line.tell("end")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LEAVE_S):
                    await asyncio.gather(*(attended.line.ended.wait() for attended in everyone))
            await asyncio.gather(*(attended.line.aclose() for attended in everyone), return_exceptions=True)
        finally:
            self._see_off()

    def _see_off(self) -> None:
        for process in self._processes:
            process.join(1)
            if process.is_alive():
                process.kill()
                process.join()

    async def work(
        self, stopped: Callable[[], Stop], given_up: GivenUp[Done] | None = None
    ) -> AsyncGenerator[Done, None]:
        """Yield each group's result as it comes. What workers die at again and again is told by `given_up` at the end.

        Raises RunIncomplete where it is not given.
        """
        running: dict[asyncio.Task[Done], tuple[int, HostGroup]] = {}
        try:
            while True:
                if not stopped():
                    await self._replace_lost()
                    running |= self._handed_out()
                if not running:
                    break
                done, _ = await asyncio.wait(running, timeout=_GLANCE_S, return_when=asyncio.FIRST_COMPLETED)
                if stopped() >= Stop.UNITS:
                    self._tell_all("stop")
                for task in done:
                    worker, group = running.pop(task)
                    if isinstance(task.exception(), Gone):
                        continue  # dealt out again when its worker was lost
                    self._shares.end(worker, group)
                    yield task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        if not self._shares.workers and not stopped():
            self.left = self._shares.forsaken()
        for lost in self._lost(given_up):
            yield lost

    def _lost(self, given_up: GivenUp[Done] | None) -> Iterator[Done]:
        if given_up is not None:
            yield from (given_up(group, f"{_DIED} {group.host}") for group in self._shares.given_up)
        elif self._shares.given_up:
            units = groupby(sorted(self._shares.given_up, key=attrgetter("host")), attrgetter("host"))
            named = [f"{host} ({', '.join(one.units[0] for one in ones)})" for host, ones in units]
            more = f" and {len(named) - _MOST_NAMED} more hosts" if named[_MOST_NAMED:] else ""
            raise RunIncomplete(f"{_DIED} {', '.join(named[:_MOST_NAMED])}{more}", remedy=_KEPT)

    async def _replace_lost(self) -> None:
        """A new process for each one that died, with a number of its own."""
        while self._fruitless < _MOST_FRUITLESS and (lost := set(self._slots).difference(self._shares.workers)):
            new = max(self._slots) + 1
            self._slots[new] = self._slots.pop(min(lost))
            self._shares.join(new)
            await self._tried(new)

    def _handed_out(self) -> dict[asyncio.Task[Done], tuple[int, HostGroup]]:
        """Groups for all free slots: one for each worker in turn, that nobody takes over what another one has room for."""
        begun: dict[asyncio.Task[Done], tuple[int, HostGroup]] = {}
        while handed := [(one, group) for one in self._free() if (group := self._shares.begin(one)) is not None]:
            for worker, group in handed:
                begun[asyncio.ensure_future(self._lines[worker].line.ask("work", group))] = worker, group
        return begun

    def _free(self) -> list[int]:
        return [one for one in self._shares.workers if self._shares.in_hand(one) < self._slots[one]]

    def _tell_all(self, what: str) -> None:
        for worker in self._shares.workers:
            self._lines[worker].line.tell(what)


class _Attended:
    """The first process's end of the line of the worker `number`, one of `lines`; `end` is its socket."""

    def __init__(
        self,
        number: int,
        shares: Shares,
        turns: Turns,
        rest_s: float,
        lines: Mapping[int, _Attended],
        end: socket.socket,
        in_vain: Callable[[], None],
    ) -> None:
        self._number, self._shares, self._turns, self._rest_s, self._lines = number, shares, turns, rest_s, lines
        self._in_vain, self._ready = in_vain, False
        self._held: list[str] = []
        self._giving: set[asyncio.Task[None]] = set()
        self.end, self.leaving = end, False
        hears: Hears = {"give": self._give, "log": take_in, "opened": self._opened}
        self.line = Line({"take": self._take, "ask": self._ask}, hears, gone=self._lost)

    def _opened(self, _: None) -> None:
        self._ready = True

    async def _take(self, host: str) -> None:
        await self._turns.take(host)
        self._held.append(host)

    def _give(self, host: str, after_s: float = 0.0) -> None:
        self._held.remove(host)
        giving = asyncio.create_task(self._given(host, after_s))
        self._giving.add(giving)
        giving.add_done_callback(self._giving.discard)

    async def _given(self, host: str, after_s: float) -> None:
        await asyncio.sleep(after_s)
        await self._turns.give(host)

    async def _ask(self, asked: tuple[str, bytes]) -> bytes | None:
        """The answer of the worker that fetches from the host; None where that is the one who asks."""
        host, question = asked
        while (owner := self._shares.owner(host, self._number)) != self._number:
            with contextlib.suppress(Gone):
                answer: bytes = await self._lines[owner].line.ask("question", question)
                return answer
        return None

    def _lost(self) -> None:
        """The worker is gone: its hosts, once they had their pause, and its groups are for others."""
        for host in list(self._held):
            self._give(host, self._rest_s)
        if not self.leaving:
            lost = self._shares.lose(self._number, at_work=self._ready)
            if not (self._ready and lost):
                self._in_vain()
            _log.warning("process lost", groups=[group.host for group in lost], at_work=self._ready)
