"""Every command that any document shows, run or not, is one that there is, with options that it has."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from inspector.cli import whole_app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
_SHOWN = re.compile(r"(?:^\s*(?:\$ )?(?:\S*bin/)?|`(?:\S*bin/)?)inspector (?=[a-z-])([^`\n]*)", re.MULTILINE)


def shown(text: str) -> list[list[str]]:
    """The words behind `inspector` wherever a page shows a command, without comments, pipes and files."""
    lines = [re.split(r"\s+#|\s*[|>]|\s*&&", line.replace("\\", ""))[0] for line in _SHOWN.findall(text)]
    return [words for line in lines if (words := _words(line))]


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


@cache
def tree() -> Any:
    """The commands of the program."""
    return typer.main.get_command(whole_app())


def faults(words: list[str]) -> list[str]:
    """What is not as the program has it: a command, or an option."""
    command = tree()
    while getattr(command, "commands", None) is not None:
        if not words or "/" in words[0] or "..." in words[0] or not re.fullmatch(r"[a-z-]+", words[0]):
            return []
        if words[0] not in command.commands:
            return [f"there is no command {words[0]!r}"]
        command, words = command.commands[words[0]], words[1:]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    used = {word.partition("=")[0] for word in words if re.fullmatch(r"--[a-z][a-z-]*(=.*)?", word)}
    return sorted(used - known - {"--help", "--debug"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_shown_are_commands_there_are(page: Path) -> None:
    """A renamed command or option is noticed in whatever text it stands."""
    wrong = {" ".join(words): found for words in shown(page.read_text(encoding="utf-8")) if (found := faults(words))}

    assert wrong == {}
