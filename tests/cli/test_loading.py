"""A command is loaded alone, and is there whole."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from command_line import Command

from inspector.cli import contents, whole_app


def test_the_contents_are_what_the_commands_say_of_themselves() -> None:
    """`python docs/make_reference.py` writes them again: a command's words, its file and its help, in the order of the list.

    A process of its own: in this one commands may have been loaded in the order in which tests typed them.
    """
    told = Path(contents.__file__).with_suffix(".json").read_text(encoding="utf-8")
    code = "from inspector.cli import contents, whole_app; print(end=contents.written(whole_app()))"

    made = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=400)

    assert told == made.stdout


@pytest.mark.parametrize("entry", [one for one in contents.contents() if not one.group], ids=lambda one: one.words)
def test_one_file_is_loaded_for_a_command(entry: contents.Entry) -> None:
    """Whatever options follow; a word that is no command of the group is not taken for one."""
    words = entry.words.split()

    assert contents.entry_of([*words, "--help"]) == contents.entry_of([*words, "x", "--y"]) == entry
    assert contents.entry_of(["--", *words]) == entry
    assert contents.entry_of([*words[:-1], "no-such"]) is None


def _told(command: Any) -> dict[str, Any]:
    """All that help takes of a group: its own text, and each command's short help, groups within it likewise."""
    inner = {
        name: _told(one) if getattr(one, "commands", None) else one.get_short_help_str(60)
        for name, one in command.commands.items()
    }
    return {"help": command.help, "epilog": command.epilog, "commands": inner}


def test_help_is_the_same_with_nothing_loaded() -> None:
    """The lists that are made of the contents read as those that every command loaded would give; their order is that of the contents."""
    alone = typer.Typer(help=whole_app().info.help, epilog=whole_app().info.epilog, rich_markup_mode=None)

    listed = _told(typer.main.get_command(contents.only_told(alone)))

    assert listed == _told(typer.main.get_command(whole_app()))


def test_help_loads_no_command() -> None:
    """It is there at once: no room below the command line is loaded for a list."""
    code = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "from inspector.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted(name for name in sys.modules if name.startswith('inspector.')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=400)

    assert not {"inspector.cli.runs", "inspector.store", "inspector.judge", "inspector.collect"} & set(
        ast.literal_eval(said.stdout.splitlines()[-1])
    )


@pytest.mark.parametrize("words", [["rules", "--help"], ["rules"], ["--help"], ["rules", "lst"]], ids=" ".join)
def test_help_and_mistakes_know_every_command(words: list[str], inspector: Command) -> None:
    """What lists commands lists all of them; a word that is none is told as before."""
    shown = inspector(*words)

    if words[-1] == "lst":
        assert "No such command 'lst'" in shown.stderr
    else:
        names = ["diff", "mutate", "try", "list"] if words[0] == "rules" else ["run", "rules", "waive"]
        assert [name for name in names if name not in shown.stdout + shown.stderr] == []


def test_reading_one_page_loads_neither_the_database_nor_the_network() -> None:
    """What a command does not need is not waited for."""
    code = (
        "import sys; sys.argv[1:] = ['extract', '--help']\n"
        "from inspector.cli import main\n"
        "try: main()\n"
        "except SystemExit: print([name for name in ('sqlalchemy', 'httpx', 'jinja2', 'openpyxl') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=400)

    assert said.stdout.splitlines()[-1] == "[]"
