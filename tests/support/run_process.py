"""`inspector run` as a process of its own, and its result without what differs between any two runs."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from hung_process import TELLS, communicated

UNITS = ("QH101", "QH102", "QH103", "QH105")
SCATTERED = ("QH101", "QH108", "QH110", "QH115", "QH205", "QH301")
BY_ONE, BY_TWO = (
    "import inspector.pipeline.collect.engines as e, inspector.engine.local as l; "
    f"e.cores = lambda: {processes}; l._GROUPS_EACH = 1; "
    for processes in (1, 2)
)
JUDGED_BY_SEVERAL = "import inspector.pipeline.judge.judges as j; j._WORTH_IT = 2; "
"""A few units are judged by as many processes as there are cores, as eight and more are otherwise."""
_RUN_ID = re.compile(r"\d{4}Q\d-\d{8}T\d{6}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+08:00|Z)?")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_OWN = (
    f"{TELLS}import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "import sys; from inspector.__main__ import main; sys.argv[0] = 'inspector'; main()"
)
"""Hears Ctrl-C also where the tests themselves run in the background of a shell, whose children are deaf to it."""


def first() -> list[str]:
    """The arguments of a first run over a handful of units."""
    return ["--as-of", "2026-11-24", *(word for code in UNITS for word in ("--unit", code))]


def start(folder: Path, *arguments: str, before: str = "", alone: bool = False) -> subprocess.Popen[str]:
    """`inspector run` as a process of its own, in a group of its own where it is `alone`; `before` is Python that comes first."""
    command = [
        sys.executable,
        "-c",
        before + _OWN,
        "run",
        "--workspace",
        str(folder),
        "--json",
        str(folder / "out.json"),
    ]
    return subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=alone,
    )


def wait(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit status and all that was said. What hangs fails, with what its processes are at."""
    said, _ = communicated(process)
    return process.returncode, said


def plain(folder: Path) -> str:
    """The result without what differs between any two runs: ids, times, digests, how often the canaries were asked."""
    result: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    for gate in result["run"]["gates"]:
        gate["detail"] = "*" if gate["id"] == "canaries" else gate["detail"]
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, indent=1)
    for pattern in (_RUN_ID, _TIME, _DIGEST):
        text = pattern.sub("*", text)
    return text


_TOLD = """
import os, sys, threading, time
token, handed = os.pipe()
os.write(handed, b"x")
os.set_blocking(token, False)

def tell():
    for _ in range({times}):
        os.killpg(0, {number})
        time.sleep(0.02)

def hook(event, args):
    if event == "open" and args[2] & os.O_CREAT and all(part in str(args[0]) for part in {parts!r}):
        try:
            os.read(token, 1)
        except BlockingIOError:
            return
        threading.Thread(target=tell).start()

sys.addaudithook(hook)
"""


def told_at(number: signal.Signals, *parts: str, times: int = 1) -> str:
    """For `before` of a run that is `alone`: its processes are sent the signal in the very moment when one of them makes the first
    file with all `parts` in its path. Whoever watches from outside may be without a core until all is done.
    """
    return f"exec({_TOLD.format(number=int(number), parts=parts, times=times)!r}); "


def wait_for(folder: Path, pattern: str) -> None:
    """Until a file of the evidence is there."""
    for _ in range(9000):
        if any((folder / "data" / "evidence").glob(pattern)):
            return
        time.sleep(0.02)
    raise AssertionError(f"{pattern} never appeared")


def session(first: int) -> list[int]:
    """The processes that are left of those that the process, started `alone`, has begun; its openers and browsers are not among them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, of, *_ = path.read_text(errors="replace").rpartition(")")[2].split()
            found += [int(path.parent.name)] if int(of) == first and state != "Z" else []
    return found


def children(parent: int) -> list[int]:
    """The processes that a process has begun, once there are some."""
    for _ in range(1000):
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
        if found:
            return [int(one) for one in found]
        time.sleep(0.01)
    return []
