"""The command line: arguments in, exit status out. All work is done by the rooms below."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import pkgutil
import signal
import sys
import traceback
from collections.abc import Iterable, Sequence

import typer
from rich.markup import escape
from typer.exceptions import TyperException

from inspector.cli.app import app
from inspector.cli.contents import entry_of, only_told
from inspector.cli.screen import errors
from inspector.cli.signals import Pressing, interruptible
from inspector.errors import InspectorError, RulesError, StorageError
from inspector.garbage import seldom

__all__ = ["main", "whole_app"]

_WRONG, _INTERRUPTED = 2, 3
_TYPERS_CTRL_C = 130
"""What Typer makes of a KeyboardInterrupt."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_DISK = (errno.EIO, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR)


def whole_app() -> typer.Typer:
    """The app with every command of this folder."""
    return _app_with(_files())


def _app_for(arguments: Sequence[str]) -> typer.Typer:
    """The app with what these arguments need: one command, the list that is a help's, or all where a word is not known."""
    entry = entry_of(arguments)
    if entry is None:
        return whole_app()
    return only_told(app) if entry.group else _app_with([entry.file])


def _loaded(arguments: Sequence[str]) -> typer.Typer:
    """As `_app_for`. Nothing of what is loaded is ever garbage, and to look for garbage meanwhile takes a fifth of the time."""
    gc.disable()
    try:
        return _app_for(arguments)
    finally:
        seldom()


def _files() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def _app_with(files: Iterable[str]) -> typer.Typer:
    """Each file of this folder adds its commands to the app by being imported."""
    for file in files:
        importlib.import_module(f"{__name__}.{file}")
    return app


def main() -> None:
    """Run the command line and leave with its status: 0 done, 1 below --fail-under, 2 wrong, 3 resumable, 4 evidence."""
    _write_what_can_be_written()
    with interruptible() as pressing:
        try:
            status = _status(pressing)
        except KeyboardInterrupt:
            status = _interrupted(pressing)  # in the midst of another end
        if status == _INTERRUPTED:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)  # all is said: who insists leaves no traceback behind
    _end_children()
    raise SystemExit(status)


def _write_what_can_be_written() -> None:
    """A terminal of GBK has no ✓: a sign that it lacks is shown as a question mark, and ends no command after its work is done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _end_children() -> None:
    """Whoever insisted may have broken off what ends the other processes. They are deaf to SIGTERM, by which Python ends what is
    left before it waits for it: it would wait for ever. Where that part of Python was never loaded there are none.
    """
    multiprocessing = sys.modules.get("multiprocessing")
    for process in multiprocessing.active_children() if multiprocessing else ():
        process.kill()


def _status(pressing: Pressing) -> int:
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        command = _loaded(arguments)
        pressing.check()
        status = command(args=arguments, standalone_mode=False)
        status = _interrupted(pressing) if status == _TYPERS_CTRL_C else status
    except typer.Exit as left:
        status = left.exit_code
    except TyperException as wrong:
        _tell_usage(wrong)
        status = _WRONG
    except (KeyboardInterrupt, typer.Abort):
        status = _interrupted(pressing)
    except BrokenPipeError:
        status = 0
    except InspectorError as error:
        pressing.ignore()
        _tell(error)
        status = error.exit_status
        _trace(debug)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in a sentence
        _tell_fault(error)
        status = _WRONG
        _trace(debug)
    return status if isinstance(status, int) else 0


def _trace(debug: bool) -> None:
    """Where it happened, below the sentence, for whoever asked; the status is what it is without."""
    if debug:
        traceback.print_exc()


def _interrupted(pressing: Pressing) -> int:
    """Told in a word: a command that leaves something to go on with says so itself."""
    pressing.ignore()
    errors.print("interrupted")
    return _INTERRUPTED


def _tell_fault(error: Exception) -> None:
    """What nobody foresaw, or what a disk or the system refused, wherever a command was reading or writing."""
    if isinstance(error, OSError) and error.errno in (*_NO_ROOM, *_DENIED, *_DISK):
        return _tell(_refused(error))
    errors.print(f"a fault of this program: {escape(type(error).__name__)}: {escape(str(error))}", soft_wrap=True)
    return errors.print("  Please report it; --debug shows where it happened.")


def _refused(error: OSError) -> StorageError:
    where = str(error.filename or "")
    if error.errno in _NO_ROOM:
        remedy = "Free space, then run it again; a run that was begun goes on with `inspector run --resume`."
        return StorageError(f"the disk takes no more ({error.strerror})", where=where, remedy=remedy)
    if error.errno in _DENIED:
        remedy = "Give this user the right to it, or work on a copy of the workspace of your own."
        return StorageError(f"this user may not do that ({error.strerror})", where=where, remedy=remedy)
    remedy = "Look after the disk, and put back from a backup what it lost; `inspector verify` tells whether evidence is whole."
    return StorageError(f"the system refused to read or write ({error.strerror})", where=where, remedy=remedy)


def _tell_usage(wrong: TyperException) -> None:
    """What is wrong with the words on the command line: the sentence, then where to read on; the help where there were none."""
    said = wrong.format_message() if hasattr(wrong, "format_message") else str(wrong)
    errors.print(_plainly(said), markup=False, soft_wrap=True)
    context = getattr(wrong, "ctx", None)
    if context is not None and not said.startswith("Usage:"):
        errors.print(f"  `{context.command_path} --help` shows what it takes.", markup=False, soft_wrap=True)


def _plainly(said: str) -> str:
    """The sentence of whoever read a value, without the words that only programmers know."""
    return said.replace("Value error, ", "").replace("Input should be", "it must be").partition(", unable to parse")[0]


def _tell(error: InspectorError) -> None:
    problems = error.problems if isinstance(error, RulesError) else getattr(error, "problems", None)
    if problems and len(problems) > 1:
        for problem in problems:
            errors.print(str(problem), markup=False, highlight=False, soft_wrap=True)
    else:
        errors.print(str(error), markup=False, highlight=False, soft_wrap=True)
