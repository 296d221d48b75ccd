"""What is free goes back to the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import os, threading
from inspector.collect import heap, memory
heap.tighten()
pins = []

def at_once():
    held = []
    for _ in range(200):
        held.append(bytearray(400_000))
        pins.append(bytearray(4_000))

thread = threading.Thread(target=at_once)
thread.start()
thread.join()
before = memory.resident(os.getpid())
heap.give_back()
print((before - memory.resident(os.getpid())) >> 20, before >> 20)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="what a process takes is read from /proc")
def test_what_lies_free_between_pieces_in_use_is_given_back() -> None:
    """80 MB in a thread, of which a hundredth stays in use."""
    told = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    assert int(told[0]) > 50, told
