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
_SWALLOWED = """
class Gone:
    def __del__(self):
        signal.raise_signal({number})

def hook(event, args):
    if event == "import" and args[0] == "inspector.schedule":
        Gone()
sys.addaudithook(hook)
"""
_SCHEDULE = _PROGRAM.replace("'--version'", "'schedule', '--workspace', '/nowhere'")
_WHILE_IT_ENDS = "import atexit; atexit.register(lambda: [signal.raise_signal(signal.SIGINT), len([])]); "


def said(before: str, program: str = _PROGRAM) -> tuple[int, str]:
    """Status and words of the program, in a process that hears Ctrl-C."""
    command = [sys.executable, "-c", f"{_HEARS}{before}{program}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["inspector.cli", "typer", "inspector.cli.screen"])
def test_pressed_while_the_program_is_loaded(module: str) -> None:
    """Nothing was begun: one word."""
    assert said(f"exec({_WHILE_LOADED.format(module=module)!r}); ") == (3, "interrupted\n")


@pytest.mark.parametrize("number", ["signal.SIGINT", "signal.SIGTERM"])
def test_pressed_where_python_swallows_it(number: str) -> None:
    """In a destructor, or an extension, that runs while a command is loaded: nothing of it is begun all the same."""
    code, told = said(f"exec({_SWALLOWED.format(number=number)!r}); ", _SCHEDULE)

    assert (code, told.splitlines()[-1]) == (3, "interrupted"), told


def test_pressed_while_the_interpreter_ends() -> None:
    """All was said and done: the status stays what it was."""
    code, told = said(_WHILE_IT_ENDS)

    assert (code, told.startswith("inspector "), "Traceback" in told) == (0, True, False), told


_IN_A_COMMAND = """
import gc, time
class Gone:
    def __del__(self):
        signal.raise_signal({number})

import inspector.pipeline.workspace as workspace
def at(folder):
    Gone()
    time.sleep(60)
workspace.Workspace.at = at
"""
_INSISTED = """
import gc, time
from inspector.cli.signals import stoppable
class Gone:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

import inspector.pipeline.workspace as workspace
def at(folder):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stoppable():
        signal.raise_signal(signal.SIGTERM)
        Gone()
        time.sleep(60)
workspace.Workspace.at = at
"""
_WHILE_IT_IS_TOLD = """
import inspector.cli.screen as screen, inspector.pipeline.workspace as workspace
from inspector.errors import RunIncomplete
def at(folder):
    raise RunIncomplete("interrupted in the midst", remedy="Go on.")
workspace.Workspace.at = at
told = screen.errors.print
def insisted(*words, **how):
    signal.raise_signal(signal.SIGINT)
    told(*words, **how)
screen.errors.print = insisted
"""
_VERIFY = _PROGRAM.replace("'--version'", "'verify', 'latest'")


@pytest.mark.parametrize("number", ["signal.SIGINT", "signal.SIGTERM"])
def test_pressed_in_a_destructor_while_a_command_is_at_work(number: str) -> None:
    """Python throws away what a destructor raises and shows its traceback: the press is heard a moment later, and nothing is shown."""
    assert said(f"exec({_IN_A_COMMAND.format(number=number)!r}); ", _VERIFY) == (3, "interrupted\n")


def test_insisted_in_a_destructor_while_what_is_in_hand_is_finished() -> None:
    """A second SIGTERM that is swallowed comes again as what it was, also to a process that is deaf to Ctrl-C."""
    assert said(f"exec({_INSISTED!r}); ", _VERIFY) == (3, "interrupted\n")


def test_pressed_again_while_the_sentence_about_it_is_told() -> None:
    """The sentence is said whole, and how to go on with it."""
    code, told = said(f"exec({_WHILE_IT_IS_TOLD!r}); ", _VERIFY)

    assert (code, told.splitlines()) == (3, ["interrupted in the midst", "  Go on."]), told
