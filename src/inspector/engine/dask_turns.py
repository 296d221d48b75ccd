"""Turns at hosts among all processes of a Dask cluster."""

from __future__ import annotations

from typing import Any

from distributed import Semaphore


class ClusterTurns:
    """Turns at hosts among all processes of a cluster, by leases of its scheduler."""

    def __init__(self, scheduler: Any, loop: Any, run: str) -> None:
        self._scheduler, self._loop, self._run = scheduler, loop, run
        self._hosts: dict[str, Semaphore] = {}

    async def take(self, host: str) -> None:
        """Wait until no other process visits `host`."""
        if host not in self._hosts:
            name = f"inspector-{self._run}-{host}"
            self._hosts[host] = Semaphore(1, name, scheduler_rpc=self._scheduler, loop=self._loop)
        await self._hosts[host]  # known to the scheduler, which whoever came first may still be waiting for
        await self._hosts[host].acquire()

    async def give(self, host: str) -> None:
        """Let other processes visit `host`."""
        await self._hosts[host].release()
