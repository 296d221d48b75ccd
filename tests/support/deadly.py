"""A unit at which every process dies that comes to look at it, but for the one that began the run."""

from __future__ import annotations

import dataclasses
import functools
import os
import signal
from collections.abc import Generator
from typing import Any

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.pipeline.collect.fieldwork import Fieldwork
from inspector.survey import survey


@dataclasses.dataclass(frozen=True)
class Deadly:
    """Makes the office of a run, in whose surveys one unit is deadly."""

    code: str

    def __call__(self, *given: Any) -> Fieldwork:
        """The office."""
        return Fieldwork(*given, walk=functools.partial(walk, self.code, os.getpid()))


def walk(code: str, first: int, unit: Unit, *given: Any) -> Any:
    """The usual survey of all other units; at this one the process dies of the first page that it sees."""
    steps = survey(unit, *given)
    if unit.code != code or os.getpid() == first:
        return steps
    return _deadly(next(steps))


def _deadly(asks: list[Ask]) -> Generator[list[Ask], list[Capture], None]:
    yield asks
    os.kill(os.getpid(), signal.SIGKILL)
