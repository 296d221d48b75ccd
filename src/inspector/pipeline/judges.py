"""Units judged one after the other, or by as many processes as there are cores where there are enough units for that.

Judging is pure computing, so two cores halve its time. The processes are forks: they have run, rules and snapshot already, cost
some hundredths of a second to begin, and give back judgements in the order of the units.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from inspector.engine.worker import cores, mortal

Unit = TypeVar("Unit")
Judgement = TypeVar("Judgement")
_WORTH_IT = 8
"""Units from which the processes' start is paid back."""
_AHEAD = 4
"""Units a process may be ahead of whoever takes the judgements."""
_TOLD = (signal.SIGINT, signal.SIGTERM)
_judge: Callable[[Any], Any]
_turn: AbstractContextManager[Any] = nullcontext()


def each(units: Sequence[Unit], judge: Callable[[Unit], Judgement]) -> Generator[Judgement, None, None]:
    """The judgements of `units`, in their order. Where a process dies, what is left is judged in this one."""
    done = 0
    processes = _processes(len(units))
    if processes > 1:
        context = multiprocessing.get_context("fork")
        handed = (judge, context.Lock())
        with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=handed) as pool, _ended(pool):
            try:
                for judgement in _few_ahead(pool, units, processes * _AHEAD):
                    done += 1
                    yield judgement
            except BrokenProcessPool:
                pass
    yield from map(judge, units[done:])


def in_turn() -> AbstractContextManager[Any]:
    """The time in which no other process judges what takes much memory."""
    return _turn


@contextmanager
def _ended(pool: ProcessPoolExecutor) -> Iterator[None]:
    """Whoever leaves the block early (Ctrl-C, a full disk) ends the processes and what they have in hand: it is of no use any more.

    All are waited for: an interpreter that ends while the pool is still being put away would say so on the terminal.
    """
    others = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _few_ahead(pool: ProcessPoolExecutor, units: Sequence[Any], most: int) -> Iterator[Any]:
    """Judgements in the order of the units, at most `most` of them under way or waiting to be taken: whoever is slow to take
    them holds the processes back, and not all judgements of a nation in memory.
    """
    with _undisturbed():
        waiting: deque[Future[Any]] = deque([pool.submit(_one, units[0])])
    for unit in units[1:]:
        waiting.append(pool.submit(_one, unit))
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait for the end of the block, in which the processes are begun: between a fork and whoever is to
    end it, they would leave one that nobody ends, and this process waiting for that one for ever.
    """
    told: list[int] = []
    before = {number: signal.signal(number, lambda heard, _: told.append(heard)) for number in _TOLD}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for one in told:
        signal.raise_signal(one)


def _processes(units: int) -> int:
    return cores() if units >= _WORTH_IT else 1


def _begin(judge: Callable[[Any], Any], turn: AbstractContextManager[Any]) -> None:
    """In a new process: Ctrl-C is the first process's matter, and nothing is judged for one that is dead.

    SIGTERM is how the first process ends those that are left when one has died.
    """
    global _judge, _turn
    mortal(signal.SIGINT)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _judge, _turn = judge, turn


def _one(unit: Any) -> Any:
    return _judge(unit)
