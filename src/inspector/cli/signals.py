"""What the system says to a process at work: SIGTERM lets it finish what is in hand, for seconds; a second one ends it like Ctrl-C."""

from __future__ import annotations

import _thread
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_IN_ANGER_S = 2
"""Who presses Ctrl-C again and again within so many seconds has pressed it once: what the first one ends is not torn by the others."""
_SOON_S = 0.01


class _Pressed(KeyboardInterrupt):
    """What a signal raises. `forget` takes back that it was: who swallowed it never tells."""

    def __init__(self, number: int, forget: Callable[[], None]) -> None:
        super().__init__()
        self.number, self.forget = signal.Signals(number), forget


class _Interrupting:
    """Raises KeyboardInterrupt, and not again while what it ends is being put away."""

    def __init__(self) -> None:
        self._since = -math.inf

    def __call__(self, number: int) -> None:
        if time.monotonic() - self._since >= _IN_ANGER_S:
            self._since = time.monotonic()
            raise _Pressed(number, self.forget)

    def forget(self) -> None:
        """What was raised came to nobody: the next time is the first one."""
        self._since = -math.inf

    def no_more(self) -> None:
        """Nothing is raised any more."""
        self._since = math.inf


class Stopping:
    """Whether this process was asked to stop."""

    def __init__(self) -> None:
        self._asked = self._prompt = False
        self._interrupt = _Interrupting()

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

    def ask(self, number: int, _: FrameType | None) -> None:
        """Ask; the second time insist. Raises KeyboardInterrupt."""
        before, self._asked = self._asked, True
        if before or self._prompt:
            self._interrupt(number)


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
        self._again: threading.Timer | None = None
        self._interrupt = _Interrupting()

    def press(self, number: int, _: FrameType | None) -> None:
        """Interrupt. Raises KeyboardInterrupt."""
        self._pressed = True
        self._interrupt(number)

    def check(self) -> None:
        """Raises KeyboardInterrupt where that was swallowed."""
        if self._pressed:
            raise KeyboardInterrupt

    def ignore(self) -> None:
        """From here on there is only a sentence to say, which nobody breaks off."""
        self._interrupt.no_more()

    @contextmanager
    def unswallowed(self) -> Iterator[None]:
        """In this block a destructor that swallows a press says nothing of it, and it is pressed once more right after it."""
        before = sys.unraisablehook

        def hook(lost: sys.UnraisableHookArgs) -> None:
            if not issubclass(lost.exc_type, KeyboardInterrupt):
                before(lost)
                return
            number = signal.SIGINT
            if isinstance(lost.exc_value, _Pressed):
                number = lost.exc_value.number
                lost.exc_value.forget()
            self._again = threading.Timer(_SOON_S, _press_again, [number])
            self._again.start()

        sys.unraisablehook = hook
        try:
            yield
        finally:
            sys.unraisablehook = before
            if self._again:
                self._again.cancel()


def _press_again(number: signal.Signals) -> None:
    """From another thread, so that it wakes the one that may sleep by now."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        _thread.interrupt_main(number)


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
        with pressing.unswallowed():
            yield pressing
    finally:
        for number, handler in heard.items():
            if signal.getsignal(number) == pressing.press:
                signal.signal(number, handler)
