"""A command is loaded alone, and is there whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer
from command_line import Command

from inspector.cli import files_of, whole_app

PREFIX = "inspector.cli."


def written_in(app: typer.Typer, words: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every command by its words, and the file that it is written in."""
    for one in app.registered_commands:
        assert one.callback is not None
        name = one.name or one.callback.__name__.replace("_", "-")
        yield " ".join((*words, name)), one.callback.__module__.removeprefix(PREFIX)
    for group in app.registered_groups:
        inner = group.typer_instance
        assert inner is not None
        name = group.name if isinstance(group.name, str) else str(inner.info.name)
        yield from written_in(inner, (*words, name))


def test_every_command_is_in_the_files_that_are_loaded_for_it() -> None:
    """A command in a file that is named for another one would not be there when it is asked for."""
    commands = dict(written_in(whole_app()))

    lost = {words for words, file in commands.items() if file not in files_of(words.split())}
    assert lost == set()
    assert [words for words in commands if len(files_of(words.split())) > 20] == []


@pytest.mark.parametrize("words", [["rules", "--help"], ["rules"], ["--help"], ["rules", "lst"]], ids=" ".join)
def test_help_and_mistakes_know_every_command(words: list[str], inspector: Command) -> None:
    """What lists commands lists all of them; a word that is none is told as before."""
    shown = inspector(*words)

    if words[-1] == "lst":
        assert "No such command 'lst'" in shown.stderr
    else:
        names = (
            [words.split()[0] for words, _ in written_in(whole_app())]
            if words == ["--help"]
            else ["diff", "mutate", "try", "list"]
        )
        assert [name for name in names if name not in shown.stdout + shown.stderr] == []


def test_reading_one_page_loads_neither_the_database_nor_the_network() -> None:
    """What a command does not need is not waited for."""
    code = (
        "import sys; sys.argv[1:] = ['extract', '--help']\n"
        "from inspector.cli import main\n"
        "try: main()\n"
        "except SystemExit: print([name for name in ('sqlalchemy', 'httpx', 'jinja2', 'openpyxl') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)

    assert said.stdout.splitlines()[-1] == "[]"
