"""What the system says to a process at work: SIGTERM lets it finish what is in hand, a second one ends it like Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable(*more: signal.Signals) -> Iterator[Callable[[], bool]]:
    """Yields whether this process was asked to stop while the block ran, by SIGTERM or one of `more`."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, *more)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
