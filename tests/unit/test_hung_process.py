"""What hangs in a test fails it, is gone, and says where it hung."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hung_process import TELLS, communicated

_HANGS = f"""
{TELLS}
import os, time

def hanging():
    os.write(1, b"%d\\n" % os.getpid())  # in one piece
    time.sleep(36000)

os.fork()
hanging()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process began is read from /proc")
def test_a_process_that_hangs_is_ended_with_all_that_it_began_and_tells_where() -> None:
    """Its fork too; nothing is left to the garbage collector, which would tell of it in another test."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HANGS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )

    assert process.stdout is not None
    pids = {int(process.stdout.readline()) for _ in range(2)}

    with pytest.raises(AssertionError, match="it hangs:") as told:
        communicated(process, patience_s=0.1)

    assert str(told.value).count("in hanging") == len(pids) == 2
    assert not [pid for pid in pids if alive(pid)]


def alive(pid: int) -> bool:
    """Not gone, and not dead either, waiting for whoever adopted it."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
