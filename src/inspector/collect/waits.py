"""How long ago a look was, whatever the machine's clock is set to meanwhile: what is recorded is told by it, what is waited for is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from inspector.model.capture import Capture


class Waits:
    """Seconds since looks, on a clock that is never set. `now` is asked once: it tells how old looks are that were made before."""

    def __init__(self, now: Callable[[], datetime], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun, self._begun_at = clock(), now()
        self._made: dict[tuple[tuple[str, str], str], float] = {}

    def begin(self, look: Capture) -> None:
        """The look was made just now, and will be asked about."""
        self._made[look.ask.key, look.fetched_at] = self._clock()

    def since(self, look: Capture) -> float:
        """Seconds since the look. One from before that lies ahead of the clock was made at a time that nobody knows: just now."""
        made = self._made.get((look.ask.key, look.fetched_at))
        if made is not None:
            return self._clock() - made
        before = (self._begun_at - datetime.fromisoformat(look.fetched_at)).total_seconds()
        return max(0.0, before) + self._clock() - self._begun
