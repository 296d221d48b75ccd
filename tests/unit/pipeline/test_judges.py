"""Judging by several processes gives what judging in one gives."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.errors import EvidenceError
from inspector.pipeline.judges import each, in_turn


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


def test_whoever_is_slow_to_take_judgements_holds_the_processes_back() -> None:
    """A nation's judgements are never in memory together: few units are handed out before the first judgement is taken."""
    handed: list[int] = []

    class Units(list[int]):
        def __iter__(self) -> Iterator[int]:
            for unit in super().__iter__():
                handed.append(unit)
                yield unit

    judgements = each(Units(range(1000)), str)

    assert next(judgements) == "0"
    assert len(handed) <= 4 * len(os.sched_getaffinity(0))
    assert list(judgements) == [str(unit) for unit in range(1, 1000)]


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
