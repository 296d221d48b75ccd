"""What a browser may take beside the run, told with real processes in its place."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.collect.browser_memory import Memory

WAITS = "import threading; threading.Thread(target=input).start(); print(flush=True); input()"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="the memory of processes is read from /proc"
)


async def watched(mark: str, browser: subprocess.Popen[bytes]) -> list[int]:
    """How nice the threads of the browser are while it is watched; then it is ended."""
    memory = Memory(mark)
    await memory.confine()
    found = niceness(browser.pid)
    browser.kill()
    await asyncio.to_thread(browser.wait)
    await memory.end()
    return found


def niceness(process: int) -> list[int]:
    """Of each of its threads."""
    return [os.getpriority(os.PRIO_PROCESS, int(path.name)) for path in Path(f"/proc/{process}/task").iterdir()]


@pytest.mark.parametrize(("alone", "nicer"), [(True, 5), (False, 0)])
def test_a_browser_gives_way_to_all_others(*, alone: bool, nicer: int) -> None:
    """With all its threads, so that who watches it comes in time. What shares the session of the run is the run, and left as it is."""
    mark, ours = f"--of-this-test={os.getpid()}", os.getpriority(os.PRIO_PROCESS, 0)
    command = [sys.executable, "-c", WAITS, mark]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=alone) as browser:
        assert browser.stdout is not None
        browser.stdout.readline()
        found = asyncio.run(watched(mark, browser))

    assert (found, os.getpriority(os.PRIO_PROCESS, 0)) == ([ours + nicer] * 2, ours)
