"""What the system says to a process at work: SIGTERM lets it finish what is in hand, for seconds; a second one ends it like Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopping:
    """Whether this process was asked to stop."""

    def __init__(self) -> None:
        self._asked = self._prompt = False

    def __call__(self) -> bool:
        """Whether it was."""
        return self._asked

    @contextmanager
    def prompt(self) -> Iterator[None]:
        """In this block nothing is in hand that could be lost: being asked, also before, interrupts as Ctrl-C does."""
        self._prompt = True
        try:
            if self._asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._prompt = False

    def ask(self, _: int, __: FrameType | None) -> None:
        """Ask; the second time insist. Raises KeyboardInterrupt."""
        before, self._asked = self._asked, True
        if before or self._prompt:
            raise KeyboardInterrupt


@contextmanager
def stoppable(*more: signal.Signals) -> Iterator[Stopping]:
    """Yields whether this process was asked to stop while the block ran, by SIGTERM or one of `more`."""
    stopping = Stopping()
    before = {number: signal.signal(number, stopping.ask) for number in (signal.SIGTERM, *more)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Pressing:
    """Whether this process was interrupted: an extension or a destructor in which that happens may swallow the exception."""

    def __init__(self) -> None:
        self._pressed = False

    def press(self, _: int, __: FrameType | None) -> None:
        """Interrupt. Raises KeyboardInterrupt."""
        self._pressed = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raises KeyboardInterrupt where that was swallowed."""
        if self._pressed:
            raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[Pressing]:
    """In this block Ctrl-C interrupts, and SIGTERM as it does, unless another one hears it or it is heard no more."""
    pressing = Pressing()
    alone = threading.current_thread() is threading.main_thread()
    if not alone or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield pressing
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    heard = {number: handler for number, handler in before.items() if handler != signal.SIG_IGN}
    for number in heard:
        signal.signal(number, pressing.press)
    try:
        yield pressing
    finally:
        for number, handler in heard.items():
            if signal.getsignal(number) == pressing.press:
                signal.signal(number, handler)
