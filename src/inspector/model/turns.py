"""Who may visit a host, where several processes work on one run."""

from __future__ import annotations

from typing import Protocol


class Turns(Protocol):
    """A host is one visitor's at a time. Whoever has taken it gives it back; what a dead process held is free after a while."""

    async def take(self, host: str) -> None:
        """Wait until `host` is ours."""
        ...

    async def give(self, host: str) -> None:
        """Let the next one visit `host`."""
        ...
