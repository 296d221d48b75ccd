"""What holds of every page of the documents: no command escapes being run, links lead somewhere, both languages say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from doc_pages import PAGES, ROOT, RUN, fences, read_steps, steps, unfenced

from inspector.sample import AS_OF
from inspector.settings.sections import Tables

DATA = ("toml",)
"""The kinds of blocks that are not run but read: tables of config.toml."""
OFFICIALS = [
    page for part in ("tutorial", "how-to", "explanation") for page in sorted((ROOT / "docs" / part).glob("*.md"))
]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_PROGRAMS = (
    "inspector|make|pip3?|pipx|python3?|chromium|cd|dask|openssl|docker|podman|systemctl|git|sh|sudo|apt-get|wb|uv"
)
_COMMAND = re.compile(rf"^(?: {{4,}}|\t|>\s*)(?:\$ )?(?:\S*/)?(?:{_PROGRAMS})(?= |$).*", re.MULTILINE)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_block_is_run_or_read(page: Path) -> None:
    """A block of another kind, `bash` or none, would be run by nobody; nor does a command hide in an indented or quoted block."""
    text = page.read_text(encoding="utf-8")

    assert {kind for kind, _ in fences(text)} <= {*RUN, *DATA}
    assert _COMMAND.findall(unfenced(text)) == []
    assert re.findall(r"^\s*(?:```|~~~)|<pre", unfenced(text), re.MULTILINE) == []


@pytest.mark.parametrize(
    "text",
    ["```bash\nmake\n```", "```\nmake\n```", "~~~\nmake\n~~~", "    make demo", "> $ pip install x", "<pre>make</pre>"],
)
def test_what_would_escape_is_seen(text: str, tmp_path: Path) -> None:
    """The test above finds each way in which a command could hide."""
    page = tmp_path / "page.md"
    page.write_text(f"# A page\n\n{text}\n", encoding="utf-8")

    with pytest.raises(AssertionError):
        test_every_block_is_run_or_read(page)


def test_commands_are_seen_however_their_block_stands() -> None:
    """Indented in a list, quoted, with a remark behind the kind's name, in a longer fence."""
    text = "1. x\n\n   ```sh\n   make a\n   ```\n\n````console\n$ make b   # keeps running: http://x/\nsaid\n````\n"

    assert [(step.bare, step.shown, step.stays) for step in steps(text)] == [
        ("make a", (), False),
        ("make b", ("said",), True),
    ]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_tables_of_settings_are_such_as_the_program_takes(page: Path) -> None:
    """Every `toml` block is a piece of a config.toml that is accepted."""
    for kind, block in fences(page.read_text(encoding="utf-8")):
        if kind in DATA:
            Tables.model_validate(tomllib.loads(re.sub(r"^[ ]+", "", block, flags=re.MULTILINE)))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_what_make_is_told_is_a_target(page: Path) -> None:
    """In text too."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= targets


def test_make_test_runs_what_runs_the_commands() -> None:
    """`make test` of the README is what this very test is part of: all tests but the long ones, and every page has one that is not."""
    told = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert '.venv/bin/pytest -q -m "not long" -n ' in told
    assert {page.removesuffix(" installed") for page in _collected("long")} <= set(_collected("not long"))


def _collected(marks: str) -> list[str]:
    """The pages whose commands tests so marked run."""
    command = (sys.executable, "-m", "pytest", "-q", "--collect-only", "-m", marks, "tests/docs/test_commands.py")
    plain = {**os.environ, "PYTEST_ADDOPTS": ""}  # how loud the run around this is changes the list
    told = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"\[(.*)\]$", told, re.MULTILINE)
    assert found, told
    return found


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_to_pages_there_are(page: Path) -> None:
    """Within the documents."""
    text = page.read_text(encoding="utf-8")

    assert [link for link in _LINK.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in OFFICIALS if ".zh." not in page.name], ids=_name)
def test_what_officials_read_is_there_in_both_languages(page: Path) -> None:
    """With the same commands on both pages, examples' own words apart."""
    other = page.with_name(f"{page.stem}.zh.md")

    assert other.is_file()
    assert [len(step.shown) and 1 for step in read_steps(page)] == [len(step.shown) and 1 for step in read_steps(other)]
    assert [step.stays for step in read_steps(page)] == [step.stays for step in read_steps(other)]


def test_the_sample_district_is_of_the_day_that_the_documents_name() -> None:
    """The tutorial's --as-of is the sample district's own day."""
    assert date.fromisoformat(AS_OF) == date(2026, 11, 24)
    assert f"--as-of {AS_OF}" in (ROOT / "docs/tutorial/first-inspection.md").read_text(encoding="utf-8")
