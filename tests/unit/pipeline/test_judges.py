"""Judging by several processes gives what judging in one gives."""

from __future__ import annotations

import errno
import itertools
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import EvidenceError
from inspector.pipeline.judge.judges import each, in_turn


@contextmanager
def heard(most_s: int = 300) -> Iterator[None]:
    """Ctrl-C is heard, also in the background of a shell, whose children are deaf to it; what hangs in the block fails."""

    def hangs(*_: object) -> None:
        raise AssertionError("it hangs")

    before = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
    before[signal.SIGALRM] = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(most_s)
    try:
        yield
    finally:
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)


def squares(units: list[int], judge: Callable[[int], object]) -> list[object]:
    """All judgements."""
    return list(each(units, judge))


def test_judgements_come_in_the_order_of_the_units() -> None:
    """Whoever is done first, the result is the same as one after the other."""
    assert squares(list(range(40)), lambda unit: unit * unit) == [unit * unit for unit in range(40)]


def test_many_units_are_judged_by_other_processes_and_few_in_this_one() -> None:
    """A handful is not worth a process; nor does any thread but the first one fork."""
    many, few = set(squares(list(range(40)), lambda _: os.getpid())), squares([1, 2], lambda _: os.getpid())
    threaded: list[object] = []
    thread = threading.Thread(target=lambda: threaded.extend(squares(list(range(40)), lambda _: os.getpid())))
    thread.start()
    thread.join()

    assert set(few) == set(threaded) == {os.getpid()}
    assert os.getpid() not in many or len(os.sched_getaffinity(0)) == 1


def test_a_process_that_dies_costs_nothing() -> None:
    """What it had in hand and what is left is judged in the first process."""
    own = os.getpid()

    def judge(unit: int) -> int:
        if unit == 11 and os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return -unit

    assert squares(list(range(40)), judge) == [-unit for unit in range(40)]


def test_what_takes_much_memory_is_judged_by_one_process_at_a_time(tmp_path: Path) -> None:
    """Whichever process that is; in the first one nobody waits for anybody."""
    told = tmp_path / "told"

    def said(sign: str) -> None:
        with told.open("a") as file:
            file.write(sign)

    def judge(unit: int) -> int:
        with in_turn():
            said("(")
            time.sleep(0.002)
            said(")")
        return unit

    for units in (40, 2):
        assert squares(list(range(units)), judge) == list(range(units))
    assert told.read_text() == "()" * 42


def test_one_that_dies_while_others_wait_for_its_turn_keeps_nobody_waiting() -> None:
    """The lock that it held is nobody's any more: all that is left is judged in the first process."""
    own = os.getpid()

    def judge(unit: int) -> int:
        with in_turn():
            if unit == 11 and os.getpid() != own:
                os.kill(os.getpid(), signal.SIGKILL)
        return -unit

    with heard():
        assert squares(list(range(40)), judge) == [-unit for unit in range(40)]


def test_whoever_is_slow_to_take_judgements_holds_the_processes_back(tmp_path: Path) -> None:
    """A nation's judgements are never in memory together: few units are begun before the first judgement is taken."""
    begun = tmp_path / "begun"

    def judge(unit: int) -> str:
        with begun.open("a", encoding="ascii") as file:
            file.write(".")
        return str(unit)

    with closing(each(range(1000), judge)) as judgements:
        assert next(judgements) == "0"
        time.sleep(0.3)
        assert begun.stat().st_size <= 4 * len(os.sched_getaffinity(0))
        assert list(judgements) == [str(unit) for unit in range(1, 1000)]


def test_where_no_process_can_be_begun_all_is_judged_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has room for no further process ends no run."""

    def none(*_: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(ForkProcess, "start", none)

    assert set(squares(list(range(40)), lambda _: os.getpid())) == {os.getpid()}


@pytest.mark.parametrize("moment", range(0, 5000, 71))
def test_ctrl_c_at_any_moment_ends_it_and_the_processes_with_it(moment: int) -> None:
    """At whichever step: no lock is left held that its end would wait for, and no process and no thread is left."""
    steps, threads = itertools.count(), threading.active_count()

    def step(*_: object) -> Callable[..., Any]:
        if next(steps) == moment:
            signal.raise_signal(signal.SIGINT)
        return step

    def all_judged() -> None:
        with closing(each(range(40), str)) as judgements:
            sys.settrace(step)
            try:
                deque(judgements)
            finally:
                sys.settrace(None)

    with heard(), pytest.raises(KeyboardInterrupt):
        all_judged()

    assert not multiprocessing.active_children()
    assert threading.active_count() == threads


def test_an_error_of_a_unit_is_told_as_it_is() -> None:
    """Place and remedy survive the way between processes."""

    def judge(unit: int) -> int:
        if unit == 5:
            raise EvidenceError("not what was recorded", where="QH005", remedy="Restore it.")
        return unit

    told = ""
    try:
        squares(list(range(20)), judge)
    except EvidenceError as error:
        told = str(error)

    assert told == "QH005: not what was recorded\n  Restore it."
