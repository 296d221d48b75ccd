"""Every command in the documents is one that works: it is run, in a workspace where the sample district was inspected."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from doc_pages import PAGES, ROOT, Step, meant, pattern, read_steps
from doc_scenes import INSTALLED, SCENES, Stage, first, scene_of
from doc_shell import Shell
from stranger import NO_INDEX, offline

from inspector.pipeline.workspace import Workspace

BY_BLOCKS = ("write-a-rule",)
"""Pages whose blocks are run as they stand, with what each shows, by tests/cli/test_write_a_rule.py."""
GENERATED = ROOT / "docs" / "reference"
_INSTALLS = re.compile(r"\bpipx? install\b")


def tried() -> list[Path]:
    """The pages whose commands are run: of two languages with the same commands only one."""
    found: dict[tuple[str, ...], Path] = {}
    for page in PAGES:
        commands = tuple(step.bare for step in read_steps(page))
        if commands and scene_of(page) not in BY_BLOCKS and not page.is_relative_to(GENERATED):
            found.setdefault(commands, page)
    return list(found.values())


def cases() -> Iterator[Any]:
    """Every page with the program that is tested here; what installs something once more, as a stranger would, which takes minutes."""
    for page in tried():
        yield pytest.param(page, False, id=page.name)
        if scene_of(page) in INSTALLED or any(_INSTALLS.search(step.command) for step in read_steps(page)):
            yield pytest.param(page, True, id=f"{page.name} installed", marks=pytest.mark.long)


@pytest.mark.slow
@pytest.mark.parametrize(("page", "installed"), [*cases()])
def test_the_commands_of_a_page_work_one_after_the_other(
    page: Path, installed: bool, shell: Shell, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each ends with status 0, or with the one that a remark behind it tells (`# status 3`), and says what the page shows.

    What is told to keep running is still running at the end, and answers where its remark says. Where nothing is `installed`, commands
    that install are left out, with what they alone bring; this program stands for the one that they would bring. Where there is no
    package index, the rest of a block that installs something is left out, and the test is told as skipped after all others were run.
    """
    scene = scene_of(page)
    source = request.getfixturevalue("town" if scene == "channels" else "inspected")
    stage = Stage(Workspace.at(shutil.copytree(source, shell.cwd)), request.getfixturevalue, installed)
    names, left_out = dict(SCENES.get(scene, lambda _: {})(stage)), set()
    for step in read_steps(page):
        ours = not installed and "inspector " in step.command
        if step.block in left_out and not ours:
            continue
        names |= first(scene, step.command)(stage)
        if (_INSTALLS.search(step.command) and not installed) or not _worked(shell, step, names):
            left_out.add(step.block)
    assert shell.ended() == []
    if left_out and installed:
        pytest.skip(NO_INDEX)


def _worked(shell: Shell, step: Step, names: Mapping[str, str]) -> bool:
    """Whether a command did what the page says; False where it could not be tried without a package index."""
    line = meant(step.command, names)
    if step.stays:
        shell.start(line)
        return True
    status, said = shell.run(line)
    if status and "install" in line and offline(said):
        return False
    assert status == step.status, f"{line}\n{said}"
    assert not [one for one in step.shown if not re.search(pattern(meant(one, names)), said)], f"{line}\n{said}"
    return True
