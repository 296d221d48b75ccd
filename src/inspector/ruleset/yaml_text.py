"""YAML text to plain data that still knows where everything stood.

What a person writes is small and says everything where it stands: a file that is huge, nested without end or refers to other
places of itself (a few lines can then stand for millions) is refused, not expanded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any
from unicodedata import normalize

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, Event, ScalarEvent

from inspector import lazy
from inspector.errors import Problem
from inspector.ruleset.plainly import WIDE_REMEDY, plainly, wide

_MOST_SIGNS = 1_000_000
_WIDE_COLON = lazy.pattern(r"^[ \t-]*([A-Za-z_]+)：", re.MULTILINE)
"""What an input method for Chinese makes of the colon after a key."""
_REMEDIES = {
    "'\\t'": "indent by spaces, not by tabs",
    "<block end>": "this line is indented otherwise than its neighbours: keys of one rule begin in one column",
    'duplicate key "id"': "a new rule begins with `- `; otherwise take one of the two out",
    "duplicate key": "take one of the two out",
    "but got ':'": "a comma or bracket is missing before it (plain, not wide), or text that has a colon in it lacks quotes",
    "but got": "a bracket or quote further up is not closed, or a comma is missing",
    "end of stream": "a quote further up is not closed",
    "cannot start": "put text that begins with this sign in quotes",
    "mapping values": "check the indentation; text that has a colon in it stands in quotes",
    "expected ':'": "a key has a colon and a blank after it: `key: value`",
}
"""What to do about what the parser says."""
_DEEPEST = 50
_MISTYPED = lazy.pattern(r"^[ \t-]*(?:([A-Za-z_]+):(?=[^\s:])|[^\"'#]*?([｛｝［］]))")
"""A key without a blank after its colon, or a wide bracket."""
_WIDE_BLANK = lazy.pattern(r"^ *[\u3000\xa0]")
_BRACKET = lazy.pattern(r"[\[\]{}]")
_ODD = lazy.pattern(
    r"(?:^|[\s,\[{:?-])(?:[*&]\S|!)|^%|<<|[\t\x00-\x08\x85\u2028\u2029\ufeff]|(?:[-?:] +){20}|^ {200}|\d[Tt ] *\d+:\d",
    re.MULTILINE,
)
"""References, tags, directives, merges, moments, signs that versions of YAML take for different things, and depth without brackets."""


@dataclass(frozen=True)
class YamlText:
    """A parsed file: `data` is plain; where things stand in `text` is only found out when somebody asks."""

    name: str
    data: Any
    text: str

    @cached_property
    def node(self) -> Any:
        """The same data with positions."""
        return YAML(pure=True).load(self.text)

    def place(self, path: Sequence[str | int]) -> str:
        """`file:line:column` of the value at `path`, as far as the path exists."""
        node, line, column = self.node, 0, 0
        for step in path:
            if isinstance(node, CommentedMap) and step in node:
                line, column = node.lc.key(step)
                node = node[step]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line, column = node.lc.item(step)
                node = node[step]
        return f"{self.name}:{line + 1}:{column + 1}"


@lru_cache(maxsize=64)
def parse(text: str, name: str) -> YamlText | Problem:
    """`text` as YAML 1.2; a Problem where it is none (duplicate keys included), or where it is no text for people.

    The same text is parsed once by a process; nobody changes what is returned.
    """
    if len(text) > _MOST_SIGNS:
        return Problem(name, f"this file has {len(text)} signs; at most {_MOST_SIGNS} are read", "split it")
    quick = _quick(text)
    return YamlText(name, quick, text) if quick is not None else _careful(text, name)


def _careful(text: str, name: str) -> YamlText | Problem:
    """Whatever may be wrong with `text`, told with its place."""
    try:
        alias = _alias(text)
        if alias:
            return Problem(f"{name}:{alias}", "references (`*name`) are not read here", "write it out where it belongs")
        node = YAML(pure=True).load(text)
    except MarkedYAMLError as error:
        return _marked(error, name, text)
    except YAMLError as error:
        return Problem(name, f"this is not YAML: {str(error).splitlines()[0]}")
    except ValueError as error:
        return Problem(_bad_value(text, name), f"this is no date or number: {error}", "put it in quotes if it is text")
    except TypeError:
        return Problem(name, "a key here is a list or a table", "write keys as plain words")
    except RecursionError:
        return Problem(name, "this is nested too deeply to be read", "check brackets")
    return YamlText(name, _plain(node), text)


def _quick(text: str) -> Any:
    """What libyaml reads in `text`, in a tenth of the time; None where it is at fault or odd, which the slow reading then tells of."""
    if _ODD.search(text) or _depth(text) > _DEEPEST:
        return None
    try:
        return _plain(YAML(typ="safe").load(text))
    except (YAMLError, ValueError):
        return None


def _depth(text: str) -> int:
    """How deep brackets are nested, or more (those in quotes are counted too): libyaml has no bound of its own."""
    return max(accumulate(1 if found[0] in "[{" else -1 for found in _BRACKET.finditer(text)), default=0)


def _marked(error: MarkedYAMLError, name: str, text: str) -> Problem:
    wide = _WIDE_COLON.search(text)
    if wide is not None:
        place = f"{name}:{text.count(chr(10), 0, wide.start(1)) + 1}:{wide.end(1) - wide.start() + 1}"
        return Problem(place, f"a wide colon stands after {wide[1]!r}", "write a plain one and a space: `: `")
    mark = error.problem_mark or error.context_mark
    place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
    lines = text.split("\n")
    for number in (mark.line, mark.line - 1) if mark else ():
        if 0 <= number < len(lines) and _WIDE_BLANK.match(lines[number]):
            return Problem(f"{name}:{number + 1}:1", "a wide blank indents this line", "indent by plain spaces")
        typed = _MISTYPED.match(lines[number]) if 0 <= number < len(lines) else None
        if typed is not None:
            what = f"no blank stands after the colon of {typed[1]!r}" if typed[1] else f"{typed[2]!r} is a wide sign"
            remedy = "write `key: value`" if typed[1] else "write the plain one, of an English keyboard"
            return Problem(f"{name}:{number + 1}:{typed.end()}", what, remedy)
    what = (error.problem or "cannot be read").splitlines()[0].partition(" with value ")[0]
    remedy = next((remedy for sign, remedy in _REMEDIES.items() if sign in what), "check indentation and colons")
    return Problem(place, f"this is not YAML: {what}", remedy)


def _alias(text: str) -> str:
    """`line:column` of the first reference."""
    if "*" not in text:
        return ""
    return next((_place(event) for event in YAML(pure=True).parse(text) if isinstance(event, AliasEvent)), "")


def _bad_value(text: str, name: str) -> str:
    """Where the first value stands that looks like a date or number and is none."""
    for event in YAML(pure=True).parse(text):
        if isinstance(event, ScalarEvent) and event.implicit[0]:
            try:
                YAML(pure=True).load(event.value)
            except YAMLError:
                continue
            except ValueError:
                return f"{name}:{_place(event)}"
    return name


def _place(event: Event) -> str:
    return f"{event.start_mark.line + 1}:{event.start_mark.column + 1}"


def problems(
    error: ValidationError, file: YamlText, model: type[BaseModel], at: Sequence[str | int] = ()
) -> list[Problem]:
    """What pydantic found, as sentences with places and suggestions. `at` is where the model's data stands in the file."""
    found = [_problem(dict(one), file, model, at) for one in error.errors() if not _empty_choice(one)]
    return list({str(one): one for one in found}.values())


def _empty_choice(one: Any) -> bool:
    """Whether this is the half of a choice that only says that the value might also be empty."""
    return bool(one["type"] == "literal_error" and one.get("ctx", {}).get("expected") == "''")


def _problem(one: dict[str, Any], file: YamlText, model: type[BaseModel], at: Sequence[str | int]) -> Problem:
    path = [*at, *one["loc"]]
    name = str(path[-1]) if path else ""
    known = _keys(model, one["loc"][:-1])
    if one["type"] == "extra_forbidden":
        close = get_close_matches(name, known, 1, 0.6)
        remedy = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"
        remedy = WIDE_REMEDY if wide(name) else remedy
        return Problem(file.place(path), f"unknown key {name!r}", remedy)
    if one["type"] == "missing":
        return Problem(file.place(path[:-1]), f"{name!r} is missing")
    if one["type"] == "literal_error":
        return _none_of(one, path, file)
    plain = plainly(one)
    if plain is not None:
        return Problem(file.place(path), f"{name}: {plain[0]}", plain[1])
    said = str(one["msg"]).removeprefix("Value error, ")
    return Problem(
        file.place(path),
        f"{name}: {said}",
        f"it says {one['input']!r}" if not isinstance(one["input"], dict | list) else "",
    )


def _none_of(one: dict[str, Any], path: Sequence[str | int], file: YamlText) -> Problem:
    """A word that is none of those that may stand there, with the one that is probably meant."""
    allowed = re.findall(r"'([^']*)'", str(one.get("ctx", {}).get("expected", "")))
    given = str(one["input"])
    typed = _as_typed(given)
    same = [one for one in allowed if one.casefold() == typed.casefold()]
    close = same or get_close_matches(typed, allowed, 1, 0.5)
    where = [step for step in path if not str(step).startswith(("[key]", "literal["))]
    key = next((step for step in reversed(where) if isinstance(step, str) and step != given), "")
    what = f"{key}: {given!r} is none of those that may stand here"
    return Problem(
        file.place(where), what, f"did you mean {close[0]!r}?" if close else f"it may be: {', '.join(allowed)}"
    )


def _as_typed(word: str) -> str:
    """The word without wide signs and the quotes of a Chinese input method."""
    return normalize("NFKC", word).strip("“”‘’「」\"' ")


def _keys(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    current: Any = model
    for step in path:
        if (
            isinstance(step, str)
            and isinstance(current, type)
            and issubclass(current, BaseModel)
            and step in current.model_fields
        ):
            current = _model_inside(current.model_fields[step].annotation)
    return sorted(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _model_inside(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found is not None:
            return found
    return None


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node
