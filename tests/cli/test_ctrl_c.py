"""Ctrl-C before the command line is there, and when it is gone again: a word and a status, never a traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = "import runpy; sys.argv = ['inspector', '--version']; runpy.run_module('inspector', run_name='__main__')"
_HEARS = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
_WHILE_LOADED = """
def hook(event, args):
    if event == "import" and args[0] == "{module}":
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(hook)
"""
_WHILE_IT_ENDS = "import atexit; atexit.register(lambda: [signal.raise_signal(signal.SIGINT), len([])]); "


def said(before: str) -> tuple[int, str]:
    """Status and words of the program, in a process that hears Ctrl-C."""
    command = [sys.executable, "-c", f"{_HEARS}{before}{_PROGRAM}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["inspector.cli", "typer", "inspector.cli.screen"])
def test_pressed_while_the_program_is_loaded(module: str) -> None:
    """Nothing was begun: one word."""
    assert said(f"exec({_WHILE_LOADED.format(module=module)!r}); ") == (3, "interrupted\n")


def test_pressed_while_the_interpreter_ends() -> None:
    """All was said and done: the status stays what it was."""
    code, told = said(_WHILE_IT_ENDS)

    assert (code, told.startswith("inspector "), "Traceback" in told) == (0, True, False), told
