"""What a worker of a Dask cluster is given: what it works with, what it does not hear, and what it does not say."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import signal
import threading
from collections.abc import Awaitable, Iterator
from multiprocessing import resource_tracker
from typing import Any, Generic, TypeVar, cast

from distributed import WorkerPlugin, get_worker

from inspector import __version__
from inspector.engine import HostGroup, Office, Post
from inspector.engine.dask_owners import ClusterElsewhere
from inspector.engine.dask_turns import ClusterTurns
from inspector.errors import RunIncomplete
from inspector.garbage import seldom
from inspector.log import forward, level

Done = TypeVar("Done")
_PATIENCE = 300
"""Tenths of a second for the end of what is killed."""
_NOT_THEIRS = (signal.SIGINT, signal.SIGTERM)


class Worker(WorkerPlugin, Generic[Done]):
    """What the work needs, opened once in each worker process, also in those that join later."""

    def __init__(self, office: Office[Done], run: str, *, ours: bool) -> None:
        self._office, self._run, self._level, self._ours = office, run, level(), ours
        self.stopped = False

    async def setup(self, worker: Any) -> None:
        """distributed's: the process begins to work for this run."""
        if self._ours and threading.current_thread() is threading.main_thread():
            for number in _NOT_THEIRS:
                signal.signal(number, signal.SIG_IGN)  # of one that took a dead one's place
            hush()
        self._open = contextlib.AsyncExitStack()
        self._open.callback(forward(lambda line: worker.log_event(topic(self._run), line), self._level))
        turns = ClusterTurns(worker.scheduler, worker.loop, self._run)
        elsewhere = ClusterElsewhere(worker, self._run)
        post = Post(turns, lambda: self.stopped, elsewhere, worker.state.nthreads)
        self.work = await self._open.enter_async_context(self._office(post))
        seldom()  # Dask began this process, not the command line

    async def teardown(self, worker: Any) -> None:  # noqa: ARG002 - distributed's signature
        """distributed's: it works for it no more."""
        await self._open.aclose()


async def work(name: str, version: str, group: HostGroup) -> Any:
    """One group, on a worker."""
    if version != __version__:
        raise RunIncomplete(
            f"a worker runs Inspector {__version__}, this is {version}",
            remedy="Install the same on all machines, then: `inspector run --resume`.",
        )
    return await cast("Worker[Any]", get_worker().plugins[name]).work(group)


def topic(run: str) -> str:
    """Under this name workers send their log to the process that keeps it."""
    return f"inspector-log-{run}"


def hush() -> None:
    """Dask prints tracebacks of lost connections on the screen, and leaves some to asyncio; what is lost is told in a sentence of ours.

    A filter, for Dask sets the level of its handlers back whenever a worker or a cluster closes, and then goes on complaining.
    """
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    for handler in {handler for one in known for handler in one.handlers}:
        handler.addFilter(_nothing)
    logging.getLogger("asyncio").addFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False


@contextlib.contextmanager
def deaf_children() -> Iterator[None]:
    """Processes begun in the block hear neither Ctrl-C, which reaches all of a terminal, nor a service manager's SIGTERM.

    What follows is the first one's matter. Python's own process that keeps count of what is shared has to be there before: its
    start would let the signals through again.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _NOT_THEIRS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


async def unbroken(step: Awaitable[Any]) -> None:
    """A step in which Dask begins or ends its processes, never broken off: it forgets one that is only just being born, and the
    locks that this one is to open are gone. Told to stop meanwhile, the step is waited for, and its processes are killed.
    """
    task = asyncio.ensure_future(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        for _ in range(_PATIENCE):
            _kill_workers()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task}, timeout=0.1)
            if task.done():
                break
        if task.done() and not task.cancelled():
            task.exception()  # which is of no account any more, and is not told by asyncio either
        raise


def _kill_workers() -> None:
    for process in multiprocessing.active_children():
        if process.name.startswith("Dask "):
            process.kill()


def stop(name: str, dask_worker: Any) -> None:
    """On a worker: no further unit is begun."""
    dask_worker.plugins[name].stopped = True
