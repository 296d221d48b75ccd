"""What pydantic finds wrong with config.toml, as sentences a person can act on."""

from __future__ import annotations

from difflib import get_close_matches
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from inspector import lazy
from inspector.errors import Problem
from inspector.settings.sections import Tables

_EXPECTED = {
    "bool": "true or false, without quotes",
    "date": 'a day such as 2026-10-01 or "2026-10-01"',
    "dict": "a table such as { key = value }",
    "float": "a number",
    "int": "a whole number",
    "model": "a table such as [name], with its keys below it",
    "string": 'a text in "quotes"',
    "time": 'an hour such as "01:00"',
    "tuple": 'a list such as ["a", "b"]',
}
_BOUNDS = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "string_pattern_mismatch": "must be a text on one line",
    "too_short": "needs one entry at least",
}
"""What a value of the right kind must be."""
_HEADER = lazy.pattern(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")


def problem(fault: ErrorDetails, keys: tuple[str, ...], place: str) -> Problem:
    """One fault of the value at `keys`, with what to write instead."""
    name = _name(keys)
    if fault["type"] == "extra_forbidden":
        return _unknown(keys, place)
    if fault["type"] == "missing":
        return Problem(place, f"{name} is missing", "Add it.")
    if fault["type"] == "string_pattern_mismatch" and keys[0] == "quarters":
        return Problem(
            place, f"'{keys[-1]}' is not a quarter", "Write a year, Q and a number from 1 to 4, such as 2026Q4."
        )
    expected = _EXPECTED.get(fault["type"].rpartition("_")[0].removesuffix("_from").partition("_")[0])
    if expected and fault["type"].endswith(("_type", "_parsing", "_from_float")):
        return Problem(place, f"{name} must be {expected}, not {fault['input']!r}")
    bound = _BOUNDS.get(fault["type"])
    if bound:
        return Problem(place, f"{name} {bound.format(**fault.get('ctx', {}))}, not {_shown(fault['input'])}")
    sentence = fault["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return Problem(place, f"{name}: {sentence}" if keys else sentence)


def _shown(given: object) -> str:
    """A value as it is written in the file."""
    return "[]" if given == () else repr(given)


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line that sets `keys`: as near to the last key as the file comes, else its table's header, else 1."""
    table: tuple[str, ...] = ()
    best, reached = 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            table = _parts(header[1])
        path = table if header else (*table, *_parts(line.partition("=")[0]))
        depth = len(path) if path == keys[: len(path)] else 0
        if depth > reached:
            best, reached = number, depth
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _name(keys: tuple[str, ...]) -> str:
    table, *rest = keys or ("",)
    return f"[{table}] {'.'.join(rest)}".rstrip()


def _unknown(keys: tuple[str, ...], place: str) -> Problem:
    *table, key = keys
    known = _known(tuple(table))
    near = get_close_matches(key, known, n=1)
    remedy = f"Did you mean '{near[0]}'?" if near else "Known here: " + ", ".join(sorted(known)) + "."
    remedy = _elsewhere(key) or remedy
    if table == ["mail"] and "passw" in key.lower():
        remedy = "Passwords are never in this file: set INSPECTOR_MAIL_SMTP_PASSWORD and INSPECTOR_MAIL_IMAP_PASSWORD."
    within = f" in {_name(tuple(table))}" if table else ""
    return Problem(place, f"there is no {'key' if table else 'table'} '{key}'{within}", remedy)


def _elsewhere(key: str) -> str:
    """The tables that do have such a key."""
    tables = [f"[{table}]" for table in Tables.model_fields if key in _known((table,))]
    return f"It belongs in {' or '.join(tables)}." if tables else ""


def _known(table: tuple[str, ...]) -> list[str]:
    model: type[BaseModel] = Tables
    for key in table:
        field = model.model_fields.get(key)
        inner = _model(field.annotation) if field else None
        model = inner or model
    return list(model.model_fields)


def _model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, dict):
        return next((found for part in get_args(annotation) if (found := _model(part))), None)
    return None
