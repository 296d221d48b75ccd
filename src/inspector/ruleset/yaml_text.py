"""YAML text to plain data that still knows where everything stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from inspector.errors import Problem


@dataclass(frozen=True, slots=True)
class YamlText:
    """A parsed file: `data` is plain, `node` keeps positions."""

    name: str
    data: Any
    node: Any

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


def parse(text: str, name: str) -> YamlText | Problem:
    """`text` as YAML 1.2; a Problem where it is none (duplicate keys included)."""
    try:
        node = YAML(pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        return Problem(
            place,
            f"this is not YAML: {(error.problem or 'cannot be read').splitlines()[0]}",
            "check indentation and colons",
        )
    except YAMLError as error:
        return Problem(name, f"this is not YAML: {str(error).splitlines()[0]}")
    return YamlText(name, _plain(node), node)


def problems(
    error: ValidationError, file: YamlText, model: type[BaseModel], at: Sequence[str | int] = ()
) -> list[Problem]:
    """What pydantic found, as sentences with places and suggestions. `at` is where the model's data stands in the file."""
    return [_problem(dict(one), file, model, at) for one in error.errors()]


def _problem(one: dict[str, Any], file: YamlText, model: type[BaseModel], at: Sequence[str | int]) -> Problem:
    path = [*at, *one["loc"]]
    name = str(path[-1]) if path else ""
    known = _keys(model, one["loc"][:-1])
    if one["type"] == "extra_forbidden":
        close = get_close_matches(name, known, 1, 0.6)
        remedy = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"
        return Problem(file.place(path), f"unknown key {name!r}", remedy)
    if one["type"] == "missing":
        return Problem(file.place(path[:-1]), f"{name!r} is missing")
    said = str(one["msg"]).removeprefix("Value error, ")
    return Problem(
        file.place(path),
        f"{name}: {said}",
        f"it says {one['input']!r}" if not isinstance(one["input"], dict | list) else "",
    )


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
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node
