"""What the system says to a process at work: SIGTERM lets it finish what is in hand, a second one ends it like Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Yields whether this process was asked to stop while the block ran."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGTERM, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGTERM, before)
