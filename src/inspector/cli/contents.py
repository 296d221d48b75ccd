"""The table of contents of the command line: which commands there are and in which file, known without loading any.

`contents.json` is made by `docs/make_reference.py` from the commands themselves; a test holds the two together. Where it is behind,
an unknown word loads every file, so that a command it lacks works all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import typer


@dataclass(frozen=True, slots=True)
class Entry:
    """A command or a group of commands: its words, the first paragraph of its help, and the file it is written in.

    A group has its whole help and its examples, and no file.
    """

    words: str
    help: str
    file: str = ""
    epilog: str = ""

    @property
    def group(self) -> bool:
        """Whether this is a group of commands."""
        return not self.file


ROOT = Entry("", "")
"""The program itself, named by no word."""


@cache
def contents() -> tuple[Entry, ...]:
    """Every command and group in the order in which they are listed."""
    text = files(__package__).joinpath("contents.json").read_text(encoding="utf-8")
    return tuple(Entry(**one) for one in json.loads(text))


def entry_of(arguments: Sequence[str]) -> Entry | None:
    """The command or group that the arguments name before their first option; None where they name one that is not known."""
    known = {entry.words: entry for entry in contents()}
    found = ROOT
    for argument in arguments:
        if not found.group or (argument.startswith("-") and argument != "--"):
            break
        if argument != "--":
            inner = known.get(f"{found.words} {argument}".strip())
            if inner is None:
                return None
            found = inner
    return found


def only_told(app: typer.Typer) -> typer.Typer:
    """As `app`, which stays as it is, with every command of the contents by name and help alone: enough to list, none can be run."""
    told = copy(app)
    told.registered_commands, told.registered_groups = [], []
    groups = {"": told}
    for entry in contents():
        outer, _, name = entry.words.rpartition(" ")
        if entry.group:
            inner = typer.Typer(
                no_args_is_help=True, rich_markup_mode=None, help=entry.help, epilog=entry.epilog or None
            )
            groups[outer].add_typer(inner, name=name)
            groups[entry.words] = inner
        else:
            groups[outer].command(name, help=entry.help)(_unloaded)
    return told


def _unloaded() -> None:
    raise RuntimeError("a command was asked to work that is only listed")


def written(app: typer.Typer) -> str:
    """The text of `contents.json`, from the app with every command: one line an entry."""
    lines = [json.dumps(asdict(entry), ensure_ascii=False) for entry in _entries(typer.main.get_command(app), "")]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _entries(command: Any, words: str) -> Iterator[Entry]:
    inner = getattr(command, "commands", None)
    if inner is None:
        file = command.callback.__module__.rpartition(".")[2]
        yield Entry(words, " ".join((command.help or "").partition("\n\n")[0].split()), file)
        return
    if words:
        yield Entry(words, command.help or "", epilog=command.epilog or "")
    for name in inner:
        yield from _entries(inner[name], f"{words} {name}".strip())
