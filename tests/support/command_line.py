"""`inspector ...` as a person types it, in this very process: a process for each of hundreds of commands would take a second each."""

from __future__ import annotations

import contextlib
import gc
import io
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from inspector.cli import main

Command = Callable[..., CompletedProcess[str]]


@dataclass(frozen=True)
class Place:
    """An inspected workspace, its district still served, the JSON its run printed, and the first unit's column."""

    folder: Path
    json: str
    disclosure: str


def typed(*arguments: object, cwd: Path | None = None) -> CompletedProcess[str]:
    """What the program's entry point says and leaves with, without a terminal, 80 columns wide."""
    said, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    hears = signal.getsignal(signal.SIGINT)
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        stack.callback(gc.unfreeze)
        stack.callback(signal.signal, signal.SIGINT, hears)
        stack.enter_context(contextlib.chdir(cwd or Path.cwd()))
        stack.enter_context(contextlib.redirect_stdout(said))
        stack.enter_context(contextlib.redirect_stderr(errors))
        patch.setattr(sys, "argv", ["inspector", *map(str, arguments)])
        patch.setenv("COLUMNS", "80")
        with pytest.raises(SystemExit) as left:
            main()
    told, wrong = (stream.buffer.getvalue().decode() for stream in (said, errors))  # type: ignore[attr-defined]
    return CompletedProcess(arguments, int(left.value.code or 0), told, wrong)
