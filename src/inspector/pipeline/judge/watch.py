"""What a caller may want to see while a run is under way; its clock, and whether it asks to stop."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from inspector.collect.manners import china_now
from inspector.judge import Snapshot
from inspector.model.unit import Unit
from inspector.pipeline.judge.kept import Kept


def unwatched(*_: object) -> None:
    """Nobody looks on."""


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """What a caller may want to see while a run is under way."""

    begun: Callable[[Snapshot, int], None] = unwatched
    gathered: Callable[[Unit, int], None] = unwatched
    judged: Callable[[Unit, int], None] = unwatched
    now: Callable[[], datetime] = field(default=china_now)
    held: Callable[[Kept], None] = unwatched
    """Shown the judgement, which nobody publishes, of what was seen in a run that is held back; its file is gone afterwards."""
    stopped: Callable[[], bool] = never
    """Asked before each host group: whether the run shall end with what is in hand and be resumed later."""
    prompt: Callable[[], AbstractContextManager[None]] = nullcontext
    """Around work without a host in hand: being told to stop raises KeyboardInterrupt there, at once."""
