"""Which process of a cluster fetches from a host: the first that needs it, for the whole run. The others ask that one."""

from __future__ import annotations

import asyncio
from typing import Any

from distributed import SchedulerPlugin

from inspector.engine import Answer

_AT_ONCE = 128
"""Questions a process has under way; each holds a connection, of which it must keep some for its leases."""
_TRIES = 60
"""Seconds in which the scheduler finds out that an owner died; after that the host is fetched from by whoever needs it."""


class Owners(SchedulerPlugin):
    """On the scheduler: host -> the process that owns it. What a dead process owned is the next one's who asks."""

    def __init__(self, run: str) -> None:
        self.name = f"inspector-owners-{run}"
        self._run = run
        self._owners: dict[str, str] = {}

    async def start(self, scheduler: Any) -> None:
        """Answer who owns a host."""
        scheduler.handlers[_who(self._run)] = self._owner

    def _owner(self, host: str, worker: str) -> str:
        return self._owners.setdefault(host, worker)

    def remove_worker(self, scheduler: Any, worker: str, **_: Any) -> None:  # noqa: ARG002 - distributed's signature
        """A process is gone."""
        self._owners = {host: owner for host, owner in self._owners.items() if owner != worker}


class ClusterElsewhere:
    """In a worker process: questions about hosts that other processes own, and answers about those that this one does."""

    def __init__(self, worker: Any, run: str) -> None:
        self._worker, self._run = worker, run
        self._known: dict[str, str] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)

    def answer(self, by: Answer) -> None:
        """Questions of other processes are answered by `by`, from now on."""
        self._worker.handlers[_look(self._run)] = by

    async def ask(self, host: str, question: bytes) -> bytes | None:
        """The answer of the process that owns `host`; None where that is this one, or nobody that answers."""
        for _ in range(_TRIES):
            owner = await self._owner(host)
            if owner == self._worker.address:
                return None
            try:
                async with self._room:
                    answer: bytes = await getattr(self._worker.rpc(owner), _look(self._run))(question=question)
                    return answer
            except OSError:
                self._known.pop(host, None)
                await asyncio.sleep(1)
        return None

    async def _owner(self, host: str) -> str:
        if host not in self._known:
            ask = getattr(self._worker.scheduler, _who(self._run))
            self._known[host] = await ask(host=host, worker=self._worker.address)
        return self._known[host]


def _who(run: str) -> str:
    return f"inspector_owner_{run}"


def _look(run: str) -> str:
    return f"inspector_look_{run}"
