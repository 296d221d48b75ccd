"""Where the commands of the documents are run: inspected workspaces, an authority that tells the time, a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_scenes import INSTALLED, MAILBOX, scene_of
from doc_shell import Shell
from mail_district import mail_district
from mail_town import SECRET
from stranger import copied, environment, house, pipx
from time_authority import time_authority

from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.sample import District, serve

__all__ = ["house", "pipx"]


@pytest.fixture(scope="session")
def district() -> Iterator[District]:
    """The sample district on loopback."""
    with serve() as made:
        yield made


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source in a folder `inspector` of its own, in whose .venv is what these tests run on."""
    folder = copied(tmp_path_factory.mktemp("source") / "inspector")
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="session")
def inspected(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which four units of the sample district were inspected."""
    folder = tmp_path_factory.mktemp("docs") / "workspace"
    folder.mkdir()
    workspace, at = prepared(folder, district)
    inspect(workspace, only=["QH101", "QH102", "QH105", "QH201"], as_of=at)
    return folder


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace of one unit whose guide prints a mailbox, inspected; its mail servers and its inbox are real."""
    with mail_district(tmp_path_factory.mktemp("mail") / "workspace", [MAILBOX]) as made:
        inspect(made.workspace)
        yield made.workspace.settings.workspace


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamping authority: its address and its root certificate."""
    with time_authority(tmp_path_factory.mktemp("authority")) as made:
        yield made


@pytest.fixture
def shell(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """A terminal. The program is this very one; where a page of INSTALLED is tried as `installed`, the stranger's or that of pipx."""
    own = tmp_path / "own"
    own.mkdir()
    asked = request.node.callspec.params
    secrets = {"INSPECTOR_MAIL_IMAP_PASSWORD": SECRET, "INSPECTOR_CLERK_PASSWORD": "a long sentence 2026"}
    if asked.get("installed") and scene_of(asked["page"]) in INSTALLED:
        there = request.getfixturevalue("house") / ".venv" / "bin"
        path = [own / "apps", request.getfixturevalue("pipx"), there, os.environ["PATH"]]
        places = {"PIPX_HOME": own / "pipx", "PIPX_BIN_DIR": own / "apps", "PIPX_MAN_DIR": own / "man"}
    else:
        _script(own / "inspector")
        path, places = [own, os.environ["PATH"], Path(sys.executable).parent], {}
    known = environment() | secrets | {name: str(value) for name, value in places.items()}
    known["PATH"] = os.pathsep.join(map(str, path))
    for name, value in {**secrets, "PATH": known["PATH"]}.items():
        monkeypatch.setenv(name, value)
    made = Shell(tmp_path / "workspace", own, known, ours=not places)
    yield made
    made.close()


def _script(path: Path) -> None:
    path.write_text(
        f'#!{sys.executable}\nfrom inspector.__main__ import main\nif __name__ == "__main__":\n    main()\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
