"""A file with mistakes of typing read past each of them, so that everything wrong in it is told at once.

What is mended is only mended for the reading: the mistake is told, nothing is loaded. No line is added or taken away, so that
places stay right.
"""

from __future__ import annotations

import re

from inspector import lazy
from inspector.errors import Problem
from inspector.ruleset.yaml_text import YamlText, parse

_MOST = 40
"""So many mistakes in one file are read past."""
_KEY = lazy.pattern(r"^(\s*(?:- +)?[A-Za-z_]+)\s*(?:：|:(?=[^\s]))\s*")
_WIDE = str.maketrans("：，｛｝［］“”‘’＂", ':,{}[]""\'\'"')
_WIDE_SIGN = lazy.pattern(r"[｛｝［］，：]")
_NEAR = 6
"""So many keys above a line tell how deep it should be."""
_PLAIN_KEY = lazy.pattern(r"^\s*(?:- +)?[A-Za-z_]+:(?:\s|$)")
_ENTRY = lazy.pattern(r"^\s*- ")


def read_past(text: str, name: str) -> tuple[YamlText | None, list[Problem]]:
    """`text` as YAML with what is wrong in its writing; None where nothing can be made of the rest."""
    found: list[Problem] = []
    for _ in range(_MOST):
        read = parse(text, name)
        if isinstance(read, YamlText):
            return read, found
        found.append(read)
        mended = _mended(text, read)
        if mended is None or mended == text:
            return None, found
        text = mended
    return None, found


def _mended(text: str, problem: Problem) -> str | None:
    """The text with one line written as it was probably meant; None where nobody can tell."""
    place = problem.place.rsplit(":", 2)
    if len(place) != 3 or not place[1].isdigit():
        return None
    lines = text.split("\n")
    number = min(int(place[1]), len(lines)) - 1
    if "duplicate key" in problem.what:
        return _put(lines, number, _without(lines[number]))
    if "no date or number" in problem.what:
        return _put(lines, number, _another(lines[number], int(place[2]) - 1))
    for mend in (_typed, _indented):
        for n in (number, number - 1):
            meant = mend(lines[n], lines[:n]) if n >= 0 else ""
            if n >= 0 and meant != lines[n]:
                return _put(lines, n, meant)
    return None


def _put(lines: list[str], number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _typed(line: str, before: list[str]) -> str:
    """The line without tabs and wide blanks, a plain colon and a blank after its key, plain signs where it has wide brackets."""
    indent = line[: len(line) - len(line.lstrip())]
    if indent.strip(" "):
        return " " * _depth(before, len(indent.expandtabs(4))) + line.lstrip()
    if "\t" in line:
        return line.replace("\t", " ")
    spaced = _KEY.sub(r"\1: ", line)
    if spaced == line and _WIDE_SIGN.search(line):
        return re.sub(r"([:,])(?=[^\s\"'])", r"\1 ", line.translate(_WIDE))
    return spaced


def _indented(line: str, before: list[str]) -> str:
    """The line as deep as its neighbours."""
    own = len(line) - len(line.lstrip())
    plain = _PLAIN_KEY.match(line) and not _ENTRY.match(line)
    return " " * _depth(before, own) + line.lstrip() if plain else line


def _depth(before: list[str], own: int) -> int:
    """How deep a line probably is: as deep as it is, where a key near above is so too; else as deep as the nearest that nearly is."""
    depths = [_at(one) for one in reversed(before) if _PLAIN_KEY.match(one)][:_NEAR]
    if own in depths or not depths:
        return own
    return min(depths, key=lambda depth: abs(depth - own))


def _at(line: str) -> int:
    """Where the key of a line begins, behind the dash of its entry."""
    return len(line) - len(re.sub(r"^\s*(?:- +)?", "", line))


def _without(line: str) -> str:
    """The line as a comment, where all of it stands on the line."""
    return f"#{line}" if _PLAIN_KEY.match(line) and not line.rstrip().endswith(":") else line


def _another(line: str, column: int) -> str:
    """The line with a day that there is in place of the value at `column`."""
    return line[:column] + re.sub(r"^[^\s,#}\]]+", "2000-01-01", line[column:])
