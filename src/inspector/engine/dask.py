"""The same groups on a Dask cluster: that of `address`, or workers on this machine.

A window of tasks, each future released as soon as its group is recorded: what a killed worker had in hand is worked on again
elsewhere, what was done before is not. A host is one process's at a time by a lease of the scheduler's.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import time
import uuid
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import aclosing
from typing import Any, Self, TypeVar

import dask
from distributed import Client, Future, LocalCluster, wait
from distributed.scheduler import KilledWorker

from inspector import __version__
from inspector.engine import GivenUp, HostGroup, Office, Stop, one_by_one
from inspector.engine.dask_owners import Owners
from inspector.engine.dask_turns import ClusterTurns
from inspector.engine.dask_worker import Worker, deaf_children, hush, stop, topic, unbroken, work
from inspector.engine.local import LocalEngine
from inspector.errors import RunIncomplete, SettingsError
from inspector.log import logger, take_in

Done = TypeVar("Done")
_WINDOW = 1.5
"""Tasks submitted for each slot: enough that no slot waits for the coordinator, few enough to lose with a dead cluster."""
_ALLOWED_FAILURES = 5
_DEADLY = 2
_CONNECT_S = 15
_SILENT = logging.CRITICAL + 1
_DESERTED_S = 120
"""How long a cluster may be without any worker: some are started when there is work."""
_HERE = 'Write kind = "local" in config.toml [engine], then go on with `inspector run --resume`; --debug shows what Dask says.'
_REMEDY = "What is done is kept: `inspector run --resume` goes on from here."


_log = logger("engine")


class _Deserted(Exception):
    """No worker is left."""


def _deaths(keys: list[str], dask_scheduler: Any) -> dict[str, int]:
    """On the scheduler: how many workers died at work on each task."""
    tasks = {key: dask_scheduler.tasks.get(key) for key in keys}
    return {key: task.suspicious if task is not None else 0 for key, task in tasks.items()}


class DaskEngine:
    """A cluster at `address`; where that is empty one of this machine's, with `slots` groups at a time in `processes` processes."""

    def __init__(self, address: str, slots: int, processes: int = 0) -> None:
        self._address, self._slots = address, max(1, slots)
        self._processes = processes or os.cpu_count() or 1
        self._run = uuid.uuid4().hex[:12]
        self.turns: ClusterTurns

    async def __aenter__(self) -> Self:
        self._open = contextlib.AsyncExitStack()
        hush()
        try:
            self._client = await self._open.enter_async_context(await self._connected())
        except (OSError, TimeoutError) as fault:
            await self._open.aclose()
            raise SettingsError(
                f"no Dask scheduler answers at {self._address} ({fault})",
                where="config.toml [engine] address",
                remedy='Start one with `dask scheduler`, or write address = "" for workers on this machine.',
            ) from fault
        except BaseException:
            await self._open.aclose()
            raise
        self.turns = ClusterTurns(self._client.scheduler, self._client.loop, self._run)
        return self

    async def _connected(self) -> Client:
        if self._address:
            return Client(self._address, asynchronous=True, timeout=_CONNECT_S)
        cluster = LocalCluster(
            n_workers=self._processes,
            threads_per_worker=math.ceil(self._slots / self._processes),
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            asynchronous=True,
            silence_logs=_SILENT,
        )
        with dask.config.set({"distributed.scheduler.allowed-failures": _ALLOWED_FAILURES}):
            with deaf_children():
                await self._begun(cluster)
            return Client(cluster, asynchronous=True)

    async def _begun(self, cluster: LocalCluster) -> None:
        self._open.push_async_callback(lambda: unbroken(cluster.__aexit__(None, None, None)))
        try:
            await unbroken(cluster.__aenter__())
        except RuntimeError as fault:
            raise RunIncomplete(f"Dask's workers cannot begin on this machine ({fault})", remedy=_HERE) from fault

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def run(
        self,
        groups: Iterable[HostGroup],
        office: Office[Done],
        stopped: Callable[[], Stop],
        given_up: GivenUp[Done] | None = None,
    ) -> AsyncGenerator[Done, None]:
        """Yield each group's result as it comes; of one whose workers died again and again, those of its units one by one.

        Where no worker is left this process does the rest. Raises RunIncomplete where the scheduler is gone, or `given_up` cannot
        tell of a unit.
        """
        left = deque(groups)
        async with aclosing(self._by_workers(left, office, stopped, given_up)) as results:
            async for result in results:
                yield result
        if left and not stopped():
            _log.warning("no worker is left: going on in this process", cluster=self._name(), groups=len(left))
            here = LocalEngine(self._slots, turns=self.turns)
            async with aclosing(here.run(left, office, stopped, given_up)) as results:
                async for result in results:
                    yield result

    async def _by_workers(
        self,
        waiting: deque[HostGroup],
        office: Office[Done],
        stopped: Callable[[], Stop],
        given_up: GivenUp[Done] | None,
    ) -> AsyncGenerator[Done, None]:
        """As `run`; what is left of `waiting` once no worker is, is for others."""
        plugin = Worker(office, self._run, ours=not self._address)
        self._client.subscribe_topic(topic(self._run), lambda event: take_in(event[1]))
        await self._client.register_plugin(Owners(self._run))
        await self._client.register_plugin(plugin, name=self._run)
        running: dict[Future[Any], HostGroup] = {}
        try:
            while True:
                while len(running) < self._window() and waiting and not stopped():
                    group = waiting.popleft()
                    running[self._submitted(group)] = group
                if not running:
                    return
                for future in await self._done(set(running), stopped):
                    group = running.pop(future)
                    try:
                        yield await self._result(future)
                    except KilledWorker as fault:
                        if len(group.units) == 1:
                            yield self._lost_at(group, given_up, fault)
                        else:
                            waiting.extend(one_by_one(group))
                    future.release()
        except _Deserted:
            async for lost in self._kept_off(running, waiting, given_up):
                yield lost
        finally:
            if self._client.status == "running":
                await asyncio.gather(*(future.cancel() for future in running), return_exceptions=True)
                with contextlib.suppress(OSError):
                    await self._client.unregister_worker_plugin(self._run)
                    await self._client.unregister_scheduler_plugin(Owners(self._run).name)
                self._client.unsubscribe_topic(topic(self._run))

    async def _kept_off(
        self, running: dict[Future[Any], HostGroup], waiting: deque[HostGroup], given_up: GivenUp[Done] | None
    ) -> AsyncGenerator[Done, None]:
        """What was in hand when the last worker went comes last; at what two died before, this process shall not."""
        keys = [str(future.key) for future in running]
        deaths: dict[str, int] = await self._client.run_on_scheduler(_deaths, keys)
        for key, group in zip(keys, running.values(), strict=True):
            if deaths[key] >= _DEADLY and given_up is not None:
                yield given_up(group, f"{deaths[key]} workers died at work on {group.host}, and none is left")
            else:
                waiting.append(group)

    def _window(self) -> int:
        slots: int = sum(worker["nthreads"] for worker in self._workers())
        return max(1, round(_WINDOW * slots))

    def _workers(self) -> list[Any]:
        return list(self._client.scheduler_info(n_workers=-1)["workers"].values())

    def _submitted(self, group: HostGroup) -> Future[Any]:
        key = f"host-{self._run}-{group.host}-{group.units[0]}-{len(group.units)}"
        future: Future[Any] = self._client.submit(work, self._run, __version__, group, key=key, pure=False)
        return future

    async def _done(self, running: set[Future[Any]], stopped: Callable[[], Stop]) -> set[Future[Any]]:
        """The futures that are done, at least one; the workers are told as soon as no further unit shall be begun."""
        told, met = False, time.monotonic()
        while True:
            if self._client.status != "running":
                raise self._lost()
            if stopped() >= Stop.UNITS and not told:
                await self._client.run(stop, self._run)
                told = True
            met = time.monotonic() if self._workers() else met
            if time.monotonic() - met > _DESERTED_S:
                raise _Deserted
            try:
                done: set[Future[Any]] = (await wait(running, timeout=1, return_when="FIRST_COMPLETED")).done
                return done
            except TimeoutError:
                continue
            except CancelledError:
                raise self._lost() from None

    async def _result(self, future: Future[Any]) -> Any:
        try:
            return await future.result()
        except CancelledError:
            raise self._lost() from None

    def _lost_at(self, group: HostGroup, given_up: GivenUp[Done] | None, fault: KilledWorker) -> Done:
        said = f"the workers that took {group.host} ({group.units[0]}) died, {_ALLOWED_FAILURES} times in a row"
        if given_up is None:
            raise RunIncomplete(said, remedy=_REMEDY) from fault
        return given_up(group, said)

    def _lost(self) -> RunIncomplete:
        return RunIncomplete(f"the Dask scheduler of {self._name()} is gone", remedy=f"Start it again. {_REMEDY}")

    def _name(self) -> str:
        return f"the cluster at {self._address}" if self._address else "this machine's cluster"
