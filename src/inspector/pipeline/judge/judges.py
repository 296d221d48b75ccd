"""Units judged one after the other, or by as many processes as there are cores where there are enough units for that.

Judging is pure computing, so two cores halve its time. The processes are forks: they have run, rules, snapshot and units already,
cost some hundredths of a second to begin, and give back judgements in the order of the units. They hang on pipes that one thread
reads, the one that is told to stop: nothing of it waits for a lock that an interrupted piece of work still holds.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from inspector.engine.line import portable
from inspector.engine.worker import cores, mortal

Unit = TypeVar("Unit")
Judgement = TypeVar("Judgement")
_WORTH_IT = 8
"""Units from which the processes' start is paid back."""
_AHEAD = 4
"""Units a process may be ahead of whoever takes the judgements."""
_AT_HAND = 2
"""Units that a process has: one is judged, the next one waits for it and not it for the next one."""
_TOLD = (signal.SIGINT, signal.SIGTERM)
_turn: AbstractContextManager[Any] = nullcontext()


class _Died(Exception):
    """A process that judges is no longer there."""


@dataclass(slots=True)
class _Helper:
    """A process that judges, our end of the line to it, and how many units it has in hand."""

    process: BaseProcess
    line: Connection
    in_hand: int = 0


def each(units: Sequence[Unit], judge: Callable[[Unit], Judgement]) -> Generator[Judgement, None, None]:
    """The judgements of `units`, in their order. Where a process dies, or none can be begun, what is left is judged in this one."""
    done = 0
    processes = cores() if len(units) >= _WORTH_IT else 1
    if processes > 1:
        with _helpers(processes, units, judge) as helpers, suppress(_Died):
            for judgement in _in_order(helpers, len(units)):
                done += 1
                yield judgement
    yield from map(judge, units[done:])


def in_turn() -> AbstractContextManager[Any]:
    """The time in which no other process judges what takes much memory. One that dies in it costs the others theirs, nobody waits."""
    return _turn


@contextmanager
def _helpers(processes: int, units: Sequence[Any], judge: Callable[[Any], Any]) -> Iterator[list[_Helper]]:
    """As many as the system has room for. When the block is left they are ended, with what they have in hand: nobody waits for it."""
    begun: list[_Helper] = []
    try:
        with _undisturbed(), suppress(OSError):
            turn = multiprocessing.get_context("fork").Lock()
            for _ in range(processes):
                _begin(begun, units, judge, turn)
        yield begun
    finally:
        with _undisturbed():
            for helper in begun:
                helper.process.kill()
            for helper in begun:
                helper.process.join()
                helper.line.close()


def _begin(
    begun: list[_Helper], units: Sequence[Any], judge: Callable[[Any], Any], turn: AbstractContextManager[Any]
) -> None:
    ours, theirs = multiprocessing.Pipe()
    with theirs:
        born = (theirs, units, judge, turn)
        process = multiprocessing.get_context("fork").Process(target=_live, args=born, daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
    begun.append(_Helper(process, ours))


def _in_order(helpers: Sequence[_Helper], units: int) -> Iterator[Any]:
    """Judgements in the order of the units, at most a few under way or waiting to be taken: whoever is slow to take them holds the
    processes back, and not all judgements of a nation in memory. Raises _Died.
    """
    if not helpers:
        raise _Died
    come: dict[int, tuple[bool, Any]] = {}
    handed = 0
    for wanted in range(units):
        most = min(units, wanted + len(helpers) * _AHEAD)
        handed = _hand_out(helpers, handed, most)
        while wanted not in come:
            come.update(_taken(helpers))
            handed = _hand_out(helpers, handed, most)
        well, judgement = come.pop(wanted)
        if not well:
            raise judgement
        yield judgement


def _hand_out(helpers: Sequence[_Helper], handed: int, most: int) -> int:
    """The units from number `handed` on, to whoever has least in hand; how many are handed out then."""
    while handed < most and (helper := min(helpers, key=lambda one: one.in_hand)).in_hand < _AT_HAND:
        with _alive():
            helper.line.send(handed)
        helper.in_hand += 1
        handed += 1
    return handed


def _taken(helpers: Sequence[_Helper]) -> Iterator[tuple[int, tuple[bool, Any]]]:
    """What has come, once something has: the numbers of units, and whether each went well, with its judgement or what was raised."""
    ready = wait([helper.line for helper in helpers if helper.in_hand])
    for helper in helpers:
        if helper.line in ready:
            with _alive():
                number, *told = helper.line.recv()
            helper.in_hand -= 1
            yield number, (told[0], told[1])


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as gone:
        raise _Died from gone


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait for the end of the block, in which processes are begun or ended: none is left that nobody ends."""
    told: list[int] = []
    before: dict[signal.Signals, Any] = {}
    try:
        for number in _TOLD:
            before[number] = signal.getsignal(number)
            signal.signal(number, lambda heard, _: told.append(heard))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for one in told:
        signal.raise_signal(one)


def _live(
    line: Connection, units: Sequence[Any], judge: Callable[[Any], Any], turn: AbstractContextManager[Any]
) -> None:
    """The life of a process that judges, until it is ended. Ctrl-C is the first process's matter."""
    global _turn  # noqa: PLW0603 - what a fork is handed once
    _turn = turn
    mortal(signal.SIGINT)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError, ConnectionError):
        while True:
            number = line.recv()
            try:
                told = (number, True, judge(units[number]))
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised where the judgement is taken
                told = (number, False, portable(fault))
            line.send(told)
