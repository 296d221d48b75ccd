"""A process that is left over, deaf to whatever ends it politely, does not keep the command from ending."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LEFT_OVER = """
import multiprocessing, signal, sys, time

def deaf(ready):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ready.set()
    time.sleep(600)

context = multiprocessing.get_context("fork")
ready = context.Event()
child = context.Process(target=deaf, args=(ready,), daemon=True)
child.start()
ready.wait()
print(child.pid, flush=True)
sys.argv = ["inspector", "--version"]
from inspector.cli import main
main()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_a_process_that_is_left_over_ends_with_the_command() -> None:
    """As workers are left over where Ctrl-C is pressed so often that what ends them is broken off."""
    done = subprocess.run(
        [sys.executable, "-c", _LEFT_OVER], stdout=subprocess.PIPE, text=True, timeout=120, check=False
    )

    child, said = done.stdout.splitlines()
    assert (done.returncode, said.split()[0]) == (0, "inspector")
    assert not Path(f"/proc/{child}").exists()
