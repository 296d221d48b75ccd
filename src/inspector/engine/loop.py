"""What pages are fetched on: libuv's event loop where it is installed, and a garbage collector that leaves alone what stays."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

Result = TypeVar("Result")
_SELDOM = (50_000, 20, 20)
"""Objects between two looks for garbage in a ring, by generation; an opened page is some thousands, nearly all freed without it."""


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """As `asyncio.run`."""
    with _seldom_collected(), asyncio.Runner(loop_factory=_factory()) as runner:
        return runner.run(main)


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rules, modules and all else that is there now is not looked through again and again while pages come and go."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
