"""The commands of the documents: where they stand, and what a page shows of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
"""Every page there is, of both languages."""
RUN = ("sh", "console")
"""The kinds of blocks whose lines are commands."""
_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<kind>[^\n`]*)\n(?P<block>.*?)^[ \t>]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_REMARK = re.compile(r"\s+# .*$")
_STAYS = re.compile(r"#\s*(?:keeps running|一直运行)(?:[:：]\s*(?P<url>\S+))?")


@dataclass(frozen=True)
class Step:
    """A command, the lines that the page shows of what it says, and the block it stands in, counted from 0."""

    command: str
    shown: tuple[str, ...] = ()
    block: int = 0

    @property
    def bare(self) -> str:
        """The command without the remark behind it."""
        return _REMARK.sub("", self.command).strip()

    @property
    def status(self) -> int:
        """What it ends with: 0, or what the remark says (`# status 3`)."""
        told = re.search(r"# status (\d)", self.command)
        return int(told[1]) if told else 0

    @property
    def stays(self) -> bool:
        """Whether the remark says that it keeps running."""
        return _STAYS.search(self.command) is not None


def address(command: str) -> str:
    """Where a command that keeps running can be reached, as its remark says; empty where it does not say."""
    told = _STAYS.search(command)
    return (told["url"] or "") if told else ""


def fences(text: str) -> list[tuple[str, str]]:
    """Every fenced block of a page: its kind and its text."""
    return [(found["kind"].strip(), found["block"]) for found in _FENCE.finditer(text)]


def unfenced(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def steps(text: str) -> list[Step]:
    """The commands of a page in order: the lines of its `sh` blocks, those behind `$` in its `console` blocks with what they show."""
    found: list[Step] = []
    for number, (kind, block) in enumerate(fences(text)):
        if kind in RUN:
            lines = [line.strip() for line in block.splitlines()]
            told = any(line.startswith("$ ") for line in lines)
            plain = [Step(line) for line in _joined(lines) if line and not line.startswith("#")]
            found += [Step(one.command, one.shown, number) for one in (_told(lines) if told else plain)]
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


def read_steps(page: Path) -> list[Step]:
    """The commands of the page in that file."""
    return steps(page.read_text(encoding="utf-8"))


def pattern(line: str) -> str:
    """What stays of a line that a page shows: names, numbers and digests are those of the day, `…` is anything."""
    stable = re.sub(r"[A-Z]{1,2}-?[0-9a-fA-F]{3,}\w*|[A-Z]{2}-\d+|\d+", "\0", line)
    return r"\s*".join(map(_word, stable.split()))


def _word(word: str) -> str:
    """A path may be told whole where the page shows its end."""
    told = (r"[\w.:+-]*" if char == "\0" else ".*" if char == "…" else re.escape(char) for char in word)
    return (r"\S*" if "/" in word else "") + "".join(told)


def meant(text: str, names: Mapping[str, str]) -> str:
    """A line of a page with what its example names stand for."""
    return re.sub("|".join(map(re.escape, names)), lambda name: names[name[0]], text) if names else text
