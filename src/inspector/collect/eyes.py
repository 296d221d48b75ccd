"""What is made of a look at the outside: what comes back is opened, and told whether it has to be looked at again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from inspector.collect import failures
from inspector.model.capture import Capture


async def unopened(capture: Capture) -> Capture:
    """Nothing is opened beforehand."""
    return capture


@dataclass(frozen=True, slots=True)
class Eyes:
    """What is made of a look: `opened` opens a file that came back, before `failed` says whether a second look is needed.

    `opened` gives the capture back, with a failure where its file could not be opened. By default the wire alone is known.
    """

    failed: Callable[[Capture], bool] = failures.failed
    opened: Callable[[Capture], Awaitable[Capture]] = unopened


WIRE_ALONE = Eyes()
