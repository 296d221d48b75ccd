"""A Dask scheduler and its workers as processes of their own, as an office starts them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import distributed  # noqa: F401 - see `short_leases`
from free_ports import free_port


@contextlib.contextmanager
def short_leases() -> Iterator[None]:
    """The hosts of a dead worker are free after two seconds.

    Dask forgets all settings of `distributed` when a block ends that changed one of them before that was imported: it is, above.
    """
    locks = "distributed.scheduler.locks"
    with dask.config.set({f"{locks}.lease-timeout": "2s", f"{locks}.lease-validation-interval": "200ms"}):
        yield


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a cluster on loopback, and its processes: the scheduler first."""
    address = f"tcp://127.0.0.1:{free_port()}"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    worker = ["worker", address, "--host", "127.0.0.1", "--nthreads", "2", "--no-dashboard", "--no-nanny"]
    started = [_started(*scheduler), *(_started(*worker) for _ in range(workers))]
    try:
        yield address, started
    finally:
        for process in started:
            process.kill()
            process.wait()


def _started(*arguments: str) -> subprocess.Popen[bytes]:
    here = str(Path(__file__).parent)
    command = [str(Path(sys.executable).with_name("dask")), *arguments]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": here}, stderr=subprocess.DEVNULL)
