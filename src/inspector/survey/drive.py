"""Answering a survey from what is already there."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from inspector.model.capture import Ask, Capture

_Result = TypeVar("_Result")


def drive(walk: Generator[list[Ask], list[Capture], _Result], answer: Callable[[Ask], Capture]) -> _Result:
    """The result of `walk`, every ask answered by `answer` at once."""
    try:
        asks = next(walk)
        while True:
            asks = walk.send([answer(ask) for ask in asks])
    except StopIteration as end:
        result: _Result = end.value
        return result
