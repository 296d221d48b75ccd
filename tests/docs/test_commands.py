"""Every command in the documents is one that works: it is run, in a workspace where the sample district was inspected."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from doc_pages import PAGES, ROOT, Step, pattern, read_steps
from doc_scenes import FIRST, INSTALLED, MAILBOX, SCENES, Stage
from doc_shell import Shell
from mail_district import mail_district
from mail_town import SECRET
from stranger import NO_INDEX, environment, house, offline, pipx
from time_authority import time_authority

from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

__all__ = ["house", "pipx"]
BY_BLOCKS = ("write-a-rule",)
"""Pages whose blocks are run as they stand, with what each shows, by tests/cli/test_write_a_rule.py."""
GENERATED = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    """The sample district on loopback."""
    with serve() as made:
        yield made


@pytest.fixture(scope="module")
def inspected(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which four units of the sample district were inspected."""
    folder = tmp_path_factory.mktemp("docs") / "workspace"
    folder.mkdir()
    workspace, at = prepared(folder, district)
    inspect(workspace, only=["QH101", "QH102", "QH105", "QH201"], as_of=at)
    return folder


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace of one unit whose guide prints a mailbox, inspected; its mail servers and its inbox are real."""
    with mail_district(tmp_path_factory.mktemp("mail") / "workspace", [MAILBOX]) as made:
        inspect(made.workspace)
        yield made.workspace.settings.workspace


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamping authority: its address and its root certificate."""
    with time_authority(tmp_path_factory.mktemp("authority")) as made:
        yield made


@pytest.fixture
def shell(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Shell]:
    """A terminal: in a page of INSTALLED the program is that of the stranger's folder or of pipx, elsewhere this very one."""
    own = tmp_path / "own"
    own.mkdir()
    page: Path = request.node.callspec.params["page"]
    secrets = {"INSPECTOR_MAIL_IMAP_PASSWORD": SECRET, "INSPECTOR_CLERK_PASSWORD": "a long sentence 2026"}
    if scene_of(page) in INSTALLED:
        there = request.getfixturevalue("house") / ".venv" / "bin"
        path = [own / "apps", request.getfixturevalue("pipx"), there, os.environ["PATH"]]
        places = {"PIPX_HOME": own / "pipx", "PIPX_BIN_DIR": own / "apps", "PIPX_MAN_DIR": own / "man"}
        said = None
    else:
        _script(own / "inspector")
        path, places = [own, os.environ["PATH"]], {}
        said = capsys.readouterr
    known = environment() | secrets | {name: str(value) for name, value in places.items()}
    known["PATH"] = os.pathsep.join(map(str, path))
    for name, value in {**secrets, "PATH": known["PATH"]}.items():
        monkeypatch.setenv(name, value)
    made = Shell(tmp_path / "workspace", own, known, monkeypatch, said)
    yield made
    made.close()


def _script(path: Path) -> None:
    path.write_text(f"#!{sys.executable}\nfrom inspector.cli import main\nmain()\n", encoding="utf-8")
    path.chmod(0o755)


def scene_of(page: Path) -> str:
    """The name of what a page of either language plays in."""
    return page.name.partition(".")[0]


def tried() -> list[Path]:
    """The pages whose commands are run: of two languages with the same commands only one."""
    found: dict[tuple[str, ...], Path] = {}
    for page in PAGES:
        commands = tuple(step.bare for step in read_steps(page))
        if commands and scene_of(page) not in BY_BLOCKS and not page.is_relative_to(GENERATED):
            found.setdefault(commands, page)
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("page", tried(), ids=lambda page: page.name)
def test_the_commands_of_a_page_work_one_after_the_other(
    page: Path, shell: Shell, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each ends with status 0, or with the one that a remark behind it tells (`# status 3`), and says what the page shows.

    What is told to keep running is still running at the end, and answers where its remark says. Where there is no package index, the
    rest of a block that installs something is left out, and the test is told as skipped after all others were run.
    """
    scene = scene_of(page)
    source = request.getfixturevalue("town" if scene == "channels" else "inspected")
    stage = Stage(Workspace.at(shutil.copytree(source, shell.cwd)), request.getfixturevalue)
    names, left_out = dict(SCENES.get(scene, lambda _: {})(stage)), set()
    for step in read_steps(page):
        if step.block not in left_out:
            first = next((first for words, first in FIRST.items() if step.command.startswith(words)), lambda _: {})
            names |= first(stage)
            if not _worked(shell, step, names):
                left_out.add(step.block)
    assert shell.ended() == []
    if left_out:
        pytest.skip(NO_INDEX)


def _worked(shell: Shell, step: Step, names: Mapping[str, str]) -> bool:
    """Whether a command did what the page says; False where it could not be tried without a package index."""
    line = _meant(step.command, names)
    if step.stays:
        shell.start(line)
        return True
    status, said = shell.run(line)
    if status and "install" in line and offline(said):
        return False
    assert status == step.status, f"{line}\n{said}"
    assert not [one for one in step.shown if not re.search(pattern(_meant(one, names)), said)], f"{line}\n{said}"
    return True


def _meant(text: str, names: Mapping[str, str]) -> str:
    """A line of a page with what its example names stand for."""
    return re.sub("|".join(map(re.escape, names)), lambda name: names[name[0]], text) if names else text
