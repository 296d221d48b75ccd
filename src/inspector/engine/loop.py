"""What pages are fetched on: libuv's event loop where it is installed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from functools import partial
from types import FrameType
from typing import Any, TypeVar, cast

from inspector.log import logger

_log = logger("engine")
Result = TypeVar("Result")


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """As `asyncio.run`, but however often Ctrl-C is pressed, nothing is torn in the middle: each one cancels what is waited for.

    So does each SIGTERM at which its handler would raise KeyboardInterrupt.
    """
    interrupt = _Interrupt()
    try:
        with interrupt.heard(), asyncio.Runner(loop_factory=_factory()) as runner:
            runner.get_loop().set_exception_handler(_noted)
            return runner.run(interrupt.until(main))
    except asyncio.CancelledError:
        if not interrupt.pressed:
            raise
        raise KeyboardInterrupt from None
    finally:
        main.close()


def _noted(_: asyncio.AbstractEventLoop, lost: Mapping[str, Any]) -> None:
    """What failed while nobody waited for it is for the log; asyncio would show its traceback on the screen."""
    _log.warning("failed unseen", what=lost["message"], fault=repr(lost.get("exception")))


class _Interrupt:
    """Ctrl-C while a loop runs. asyncio's own raises KeyboardInterrupt the second time, wherever the program is at that moment.

    Whoever hears a signal already hears it on; only what that raises becomes a press.
    """

    def __init__(self) -> None:
        self.pressed = False
        self._cancel: Callable[[], object] = lambda: None

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Where this is the thread that is told."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        heard = {number: handler for number, handler in before.items() if callable(handler)}
        for number, handler in heard.items():
            signal.signal(number, partial(self._told, handler))
        try:
            yield
        finally:
            for number, handler in heard.items():
                signal.signal(number, handler)

    def _told(self, handler: Callable[[int, FrameType | None], object], number: int, frame: FrameType | None) -> None:
        try:
            handler(number, frame)
        except KeyboardInterrupt:
            self.pressed = True
            self._cancel()

    async def until(self, main: Coroutine[Any, Any, Result]) -> Result:
        """The result of `main`. Raises CancelledError where Ctrl-C was pressed before there was one."""
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None  # noqa: S101 - a coroutine that runs is a task's
        self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        try:
            result = None if self.pressed else await main
        finally:
            self._cancel = lambda: None
        if self.pressed:
            raise asyncio.CancelledError
        return cast("Result", result)


def _factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
