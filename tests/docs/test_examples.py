"""The examples of every command's help, which the reference shows, are commands that work: each is run."""

from __future__ import annotations

import re
import shutil
from itertools import groupby
from pathlib import Path

import pytest
from doc_pages import ROOT, Step, meant, read_steps
from doc_scenes import Stage
from doc_shell import Shell
from example_scenes import BEFORE, EVERYWHERE, STAYS

from inspector.pipeline.workspace import Workspace

PAGE = ROOT / "docs" / "reference" / "commands.md"
GROUPS = {word: list(those) for word, those in groupby(read_steps(PAGE), lambda step: step.command.split()[1])}
"""The first word of a command -> its examples, in the order of the reference."""


def test_every_example_is_in_a_group_and_every_hook_is_met() -> None:
    """None is left out; what happens before an example that is not there any more is not there either."""
    commands = [step.command.partition(" ")[2] for step in read_steps(PAGE)]

    assert sum(map(len, GROUPS.values())) == len(commands)
    assert all(step.command.startswith("inspector ") for steps in GROUPS.values() for step in steps)
    assert [words for words in BEFORE if not any(command.startswith(words) for command in commands)] == []


@pytest.mark.slow
@pytest.mark.parametrize("word", GROUPS)
def test_the_examples_of_a_command_work(
    word: str, shell: Shell, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One after the other in a workspace that was inspected; `serve` and `schedule` stay. `--fail-under` and `--least` may end with 1."""
    source = request.getfixturevalue("town" if word == "channels" else "inspected")
    stage = Stage(Workspace.at(shutil.copytree(source, shell.cwd)), request.getfixturevalue)
    names, waiting = {"/srv": str(tmp_path / "srv"), "/mnt": str(tmp_path / "mnt"), **EVERYWHERE}, dict(BEFORE)
    for step in GROUPS[word]:
        hook = next((words for words in waiting if step.command.removeprefix("inspector ").startswith(words)), "")
        names = {**(waiting.pop(hook)(stage) if hook else {}), **names}
        _run(shell, step, meant(step.command, names))
    assert shell.ended() == []


def _run(shell: Shell, step: Step, line: str) -> None:
    if step.command.startswith(STAYS) and not re.search("--once|--dry-run", line):
        shell.start(line)
        return
    status, said = shell.run(line)
    assert status in ((0, 1) if re.search("--fail-under|--least", line) else (0,)), f"{line}\n{said}"
