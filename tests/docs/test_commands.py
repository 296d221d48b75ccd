"""Every command in the documents is one that works: it is run, in a workspace where the sample district was inspected."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.sample import District, serve

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for part in ("tutorial", "how-to", "explanation") for page in (ROOT / "docs" / part).glob("*.md"))
_ELSEWHERE = ("write-a-rule",)
"""Pages whose commands are tried, with what each shows, by a test of their own."""
_BLOCK = re.compile(r"^[ ]*```sh\n(.*?)^[ ]*```", re.MULTILINE | re.DOTALL)
_BEFORE = re.compile(r"<!-- before: (.*?) -->", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


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
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `inspector` is this one."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "inspector"
    script.write_text(f"#!{sys.executable}\nfrom inspector.cli import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def commands(text: str) -> list[str]:
    """The commands of a page in order: first what its comments ask to be there, then its blocks, line by line."""
    before = [line.strip() for block in _BEFORE.findall(text) for line in block.splitlines()]
    shown = [line.strip().removeprefix("$ ") for block in _BLOCK.findall(text) for line in block.splitlines()]
    return [line for line in (*before, *_joined(shown)) if line and not line.startswith("#")]


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines that end in a backslash go on in the next."""
    held = ""
    for line in lines:
        if line.endswith("\\"):
            held += line[:-1]
        else:
            yield held + line
            held = ""


def tried() -> list[Path]:
    """The pages whose commands are run: of two languages with the same commands only one."""
    found: dict[tuple[str, ...], Path] = {}
    for page in PAGES:
        if page.name.partition(".")[0] not in _ELSEWHERE:
            found.setdefault(tuple(commands(page.read_text(encoding="utf-8"))), page)
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("page", tried(), ids=lambda page: page.name)
def test_the_commands_of_a_page_work_one_after_the_other(
    page: Path, inspected: Path, path: str, tmp_path: Path
) -> None:
    """Each ends with status 0, or with the one that a comment behind it tells (`# status 3`)."""
    folder = Path(shutil.copytree(inspected, tmp_path / "workspace"))
    environment = {**os.environ, "PATH": path, "INSPECTOR_CLERK_PASSWORD": "a long sentence 2026"}
    for line in commands(page.read_text(encoding="utf-8")):
        told = re.search(r"# status (\d)", line)
        done = subprocess.run(
            ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == int(told[1] if told else 0), f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_pages_there_are(page: Path) -> None:
    """Within the documents."""
    text = page.read_text(encoding="utf-8")

    assert [link for link in _LINK.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if ".zh." not in page.name], ids=lambda page: page.name)
def test_what_officials_read_is_there_in_both_languages(page: Path) -> None:
    """With the same commands on both pages, examples' own words apart."""
    other = page.with_name(f"{page.stem}.zh.md")

    assert other.is_file()
    assert len(commands(page.read_text("utf-8"))) == len(commands(other.read_text("utf-8")))


def test_the_sample_district_is_of_the_day_that_the_documents_name(district: District) -> None:
    """The tutorial's --as-of is the sample district's own day."""
    assert date.fromisoformat(str(dict(district.settings())["as_of"])) == date(2026, 11, 24)
