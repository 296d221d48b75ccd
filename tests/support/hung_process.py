"""A process that is waited for, not for ever: one that hangs is ended with all that it began, and what they were at is told."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from all_processes import below

PATIENCE_S = 400
"""Seconds after which a process on the busiest machine hangs."""
TELLS = "import faulthandler, signal; faulthandler.register(signal.SIGUSR1); "
"""For the beginning of a program: it and its forks say on standard error what they are at when one that hangs is ended."""
_TELL = 1 << (signal.SIGUSR1 - 1)
_GLANCE_S, _GLANCES = 0.1, 100


def communicated(process: subprocess.Popen[Any], patience_s: float = PATIENCE_S) -> tuple[Any, Any]:
    """As `process.communicate()`. Raises AssertionError, with all that was said, where it takes too long."""
    try:
        return process.communicate(timeout=patience_s)
    except subprocess.TimeoutExpired:
        end(process)
        said, wrong = process.communicate(timeout=patience_s)
        raise AssertionError(f"it hangs:\n{said}\n{wrong or ''}") from None


def end(process: subprocess.Popen[Any]) -> None:
    """End it with all that it began, whatever they do, once those that can have said what they are at."""
    everyone = below(process.pid)
    for one in everyone:  # one after the other: they write over each other
        if _number(one, "SigCgt:") & _TELL:
            _send(one, signal.SIGUSR1)
            _until_told(one)
    for one in everyone:
        _send(one, signal.SIGKILL)
    process.wait()


def _until_told(process: int) -> None:
    """Until the signal has come and the process is at rest again, or for some seconds."""
    for _ in range(_GLANCES):
        time.sleep(_GLANCE_S)
        if not _number(process, "ShdPnd:") & _TELL and not _status(process, "State:").startswith("R"):
            return


def _number(process: int, name: str) -> int:
    return int(_status(process, name) or "0", 16)


def _status(process: int, name: str) -> str:
    """What Linux says of a process under this name."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(name):
                return line.removeprefix(name).strip()
    return ""


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)
