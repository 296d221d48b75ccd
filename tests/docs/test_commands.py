"""Every command in the documents is one that works: it is run, in a workspace where the sample district was inspected."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from doc_scenes import ELSEWHERE, FIRST, FOREIGN, MAILBOX, MAKE, SCENES
from mail_district import mail_district
from mail_town import SECRET

from inspector.cli import main
from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for part in ("tutorial", "how-to", "explanation") for page in (ROOT / "docs" / part).glob("*.md"))
_ELSEWHERE = ("write-a-rule",)
"""Pages whose commands are tried, with what each shows, by a test of their own."""
_PART = re.compile(
    r"<!-- before: (?P<before>.*?) -->|^[ ]*```(?P<kind>sh|console)\n(?P<block>.*?)^[ ]*```", re.MULTILINE | re.DOTALL
)
Shell = Callable[[str, Path], tuple[int, str]]
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
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace of one unit whose guide prints a mailbox, inspected; its mail servers and its inbox are real."""
    with mail_district(tmp_path_factory.mktemp("mail") / "workspace", [MAILBOX]) as made:
        inspect(made.workspace)
        yield made.workspace.settings.workspace


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a line and gives its status and all that it said: the program's own commands in this process, others by `sh`."""
    script = tmp_path / "bin" / "inspector"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nfrom inspector.cli import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", SECRET)
    monkeypatch.setenv("INSPECTOR_CLERK_PASSWORD", "a long sentence 2026")

    def run(line: str, folder: Path) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        words = shlex.split(line, comments=True)
        if words[0] != "inspector" or set(line) & set("|>&;<*$`"):
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, timeout=300)
            return done.returncode, done.stdout + done.stderr
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out + said.err

    return run


@dataclass(frozen=True)
class Step:
    """A command, and the lines that the page shows of what it says."""

    command: str
    shown: tuple[str, ...] = ()


def steps(text: str) -> list[Step]:
    """The commands of a page in order: what its comments ask to be there, its `sh` blocks, its `console` blocks with what they show."""
    found: list[Step] = []
    for part in _PART.finditer(text):
        lines = [line.strip() for line in (part["before"] or part["block"]).splitlines()]
        if part["kind"] == "console" and any(line.startswith("$ ") for line in lines):
            found += _told(lines)
        else:
            found += [Step(line) for line in _joined(lines) if line and not line.startswith("#")]
    return found


def _told(lines: list[str]) -> Iterator[Step]:
    command, shown = "", []
    for line in [*lines, "$ "]:
        if not line.startswith("$ ") and line != "$":
            shown.append(line)
            continue
        if command:
            yield Step(command, tuple(shown))
        command, shown = line[2:], []


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines that end in a backslash go on in the next."""
    held = ""
    for line in lines:
        if line.endswith("\\"):
            held += line[:-1]
        else:
            yield held + line
            held = ""


def commands(text: str) -> list[str]:
    """The commands of a page."""
    return [step.command for step in steps(text)]


def pattern(line: str) -> str:
    """What stays of a line that a page shows: names, numbers and digests are those of the day, `…` is anything."""
    stable = re.sub(r"[A-Z]{1,2}-?[0-9a-fA-F]{3,}\w*|[A-Z]{2}-\d+|\d+", "\0", line)
    return r"\s*".join(map(_word, stable.split()))


def _word(word: str) -> str:
    """A path may be told whole where the page shows its end."""
    told = (r"[\w.:+-]*" if char == "\0" else ".*" if char == "…" else re.escape(char) for char in word)
    return (r"\S*" if "/" in word else "") + "".join(told)


def tried() -> list[Path]:
    """The pages whose commands are run: of two languages with the same commands only one."""
    found: dict[tuple[str, ...], Path] = {}
    for page in (*PAGES, ROOT / "README.md"):
        if page.name.partition(".")[0] not in _ELSEWHERE:
            found.setdefault(tuple(commands(page.read_text(encoding="utf-8"))), page)
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("page", tried(), ids=lambda page: page.name)
def test_the_commands_of_a_page_work_one_after_the_other(
    page: Path, inspected: Path, shell: Shell, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each ends with status 0, or with the one that a comment behind it tells (`# status 3`), and says what the page shows."""
    scene = page.name.partition(".")[0]
    source = request.getfixturevalue("town") if scene == "channels" else inspected
    folder = Path(shutil.copytree(source, tmp_path / "workspace"))
    names = dict(SCENES.get(scene, lambda _: {})(Workspace.at(folder)))
    for step in steps(page.read_text(encoding="utf-8")):
        if not step.command.startswith((*ELSEWHERE, *FOREIGN, MAKE)):
            names |= next((first for words, first in FIRST.items() if step.command.startswith(words)), _nothing)(
                Workspace.at(folder)
            )
            line, told = _meant(step.command, names), re.search(r"# status (\d)", step.command)
            status, said = shell(line, folder)
            assert status == int(told[1] if told else 0), f"{line}\n{said}"
            assert not [one for one in step.shown if not re.search(pattern(_meant(one, names)), said)], (
                f"{line}\n{said}"
            )


def _nothing(_: Workspace) -> dict[str, str]:
    return {}


def _meant(text: str, names: Mapping[str, str]) -> str:
    """A line of a page with what its example names stand for."""
    return re.sub("|".join(map(re.escape, names)), lambda name: names[name[0]], text) if names else text


@pytest.mark.parametrize("words", ELSEWHERE)
def test_what_needs_more_than_a_workspace_is_run_by_another_test(words: str) -> None:
    """A command is left out here only while the test that is named for it does the same."""
    file, proof = ELSEWHERE[words]

    assert proof in (ROOT / file).read_text(encoding="utf-8")


def test_what_the_readme_has_made_is_a_target() -> None:
    """`make demo` and `make test` are what the Makefile knows; what they do is run by hand and by whoever runs this test."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    made = [
        line.split()[1] for line in commands((ROOT / "README.md").read_text(encoding="utf-8")) if line.startswith(MAKE)
    ]

    assert made == ["demo", "test"]
    assert set(made) <= set(targets)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_no_command_stands_outside_a_block_that_is_run(page: Path) -> None:
    """An indented block of commands would be run by nobody."""
    text = re.sub(r"^[ ]*```.*?^[ ]*```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)

    assert re.findall(r"^ {4,}(?:\S*bin/)?(?:inspector|make|python3|chromium|cd) .*", text, re.MULTILINE) == []


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
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
