"""config.toml and the environment, read into Settings."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inspector import lazy
from inspector.errors import Problem, SettingsError
from inspector.settings.faults import line_of, problem
from inspector.settings.sections import Settings, Tables

FILE = "config.toml"
PREFIX = "INSPECTOR_"
Place = Callable[[tuple[str, ...]], str]
_AT = lazy.pattern(r"line (\d+), column (\d+)")
_WIDE = lazy.pattern(r"[“”‘’：＝，［］｛｝【】　]")
"""What an input method for Chinese makes of quotes, colons, commas, brackets and blanks."""
_QUARTER = lazy.pattern(r"(\d{4})?Q[1-4]")


def load(workspace: Path) -> Settings:
    """The settings of a workspace; the environment wins over the file. All mistakes are told at once, with lines."""
    path = workspace / FILE
    text = _text(path)
    table = _table(text, path)
    tables = _tables(table, lambda keys: f"{path}:{line_of(text, keys)}")
    environment = _environment(os.environ)
    if environment:
        tables = _tables(_merged(table, environment), lambda keys: PREFIX + "__".join(keys).upper(), strict=False)
    return Settings(workspace=workspace, **{name: getattr(tables, name) for name in Tables.model_fields})


def load_or_defaults(workspace: Path) -> Settings:
    """The workspace's settings; the defaults where there is no config.toml."""
    if (workspace / FILE).exists():
        return load(workspace.resolve())
    try:
        return Settings(workspace=workspace.resolve())
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        remedy = f"Make a workspace with: inspector init {path.parent}"
        raise SettingsError("there is no config.toml here", where=str(path.parent), remedy=remedy) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(
            "this line is not UTF-8", where=f"{path}:{line}", remedy="Save the file as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsError(f"config.toml cannot be read: {error.strerror}", where=str(path)) from None


def _table(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence, _, place = str(error).partition(" (at ")
        at = _AT.match(place)
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        remedy = _written(text.splitlines()[line - 1 : line])
        raise SettingsError(f"this is not TOML: {sentence}", where=f"{path}:{line}:{column}", remedy=remedy) from None


def _written(lines: list[str]) -> str:
    """How the line is written instead."""
    if lines and "\\" in lines[0]:
        return "Paths are written with plain strokes: D:/data/evidence."
    wide = _WIDE.search(lines[0].partition("#")[0]) if lines else None
    if wide:
        return f'{wide[0]} is a wide sign: write the plain one of an English keyboard; texts stand in "quotes".'
    return 'Lines read: key = value, texts in "quotes".'


def _tables(table: Mapping[str, object], place: Place, *, strict: bool | None = None) -> Tables:
    try:
        return Tables.model_validate(table, strict=strict)
    except ValidationError as error:
        raise SettingsError.of([_problem(fault, place) for fault in error.errors()]) from None


def _problem(fault: ErrorDetails, place: Place) -> Problem:
    keys = tuple(str(part) for part in fault["loc"] if part != "[key]")
    return problem(fault, keys, place(keys))


def _environment(environ: Mapping[str, str]) -> dict[str, object]:
    """`INSPECTOR_CRAWL__DELAY_S=0.5` as `{"crawl": {"delay_s": "0.5"}}`; lists and tables are written as JSON."""
    nested: dict[str, object] = {}
    for name, text in sorted(environ.items()):
        if name.startswith(PREFIX) and "__" in name:
            value: object = _value(name, text)
            for key in reversed(name.removeprefix(PREFIX).split("__")):
                value = {key if _QUARTER.fullmatch(key) else key.lower(): value}
            nested = _merged(nested, value)
    return nested


def _value(name: str, text: str) -> object:
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise SettingsError("this is not JSON", where=name, remedy='A list is written ["a", "b"].') from None


def _merged(under: object, over: object) -> dict[str, object]:
    """Both as one table, `over` winning key by key."""
    merged = dict(under) if isinstance(under, dict) else {}
    for key, value in over.items() if isinstance(over, dict) else ():
        merged[key] = _merged(merged.get(key), value) if isinstance(value, dict) else value
    return merged
