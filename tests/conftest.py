"""What tests of several rooms share."""

import fcntl
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from postgres_server import postgres

__all__ = ["postgres"]
_ROOM, _LINE = Path(__file__), Path(__file__).parent / "support" / "free_ports.py"
"""Files that are locked, and not changed: of those in the room, and of the one who is next, so that nobody overtakes who must be alone."""

# Hundreds of processes are started by tests: each would compile the whole program again where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is no defect, and a run that fails fails for everybody: the same examples each time, for as long as they take.
settings.register_profile("inspector", deadline=None, derandomize=True)
settings.load_profile("inspector")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Nothing of what other processes test runs beside a test that is marked `alone`, its fixtures included."""
    with _held(_LINE, fcntl.LOCK_EX) as line, _held(_ROOM, _kind(item)):
        if _kind(item) == fcntl.LOCK_SH:
            fcntl.flock(line, fcntl.LOCK_UN)
        return (yield)


def _kind(item: pytest.Item) -> int:
    return fcntl.LOCK_EX if item.get_closest_marker("alone") else fcntl.LOCK_SH


@contextmanager
def _held(file: Path, kind: int) -> Iterator[int]:
    number = os.open(file, os.O_RDONLY)
    try:
        fcntl.flock(number, kind)
        yield number
    finally:
        fcntl.flock(number, fcntl.LOCK_UN)  # also where a process that was forked meanwhile still has a copy
        os.close(number)


@pytest.fixture(autouse=True)
def _the_runner_is_no_part_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process that runs the tests holds, half a gigabyte after some thousand of them, keeps no browser waiting for room."""
    if (allowance := sys.modules.get("inspector.collect.allowance")) is not None:
        monkeypatch.setattr(allowance, "MOST", 4 * 1024**3)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """What a test of hostile text left in its log goes from process to process as text that can be sent."""
    return _sendable((yield))


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {name: _sendable(one) for name, one in value.items()}
    return type(value)(map(_sendable, value)) if isinstance(value, list | tuple) else value
