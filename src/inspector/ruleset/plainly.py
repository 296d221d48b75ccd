"""What a value should have been, in the words of people who write files and no programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspector import lazy

_WIDE = lazy.pattern(r"[：，；｛｝［］“”‘’　]")
WIDE_REMEDY = "wide signs are part of the text: write plain ones, `: ` `, ` `{ }` `[ ]` and plain quotes"
_PATTERNS = "a bracket, star or point that is meant itself has a \\ before it; patterns know no looking around"
_BOUNDS = {
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "less_than": "less than {lt:g}",
    "less_than_equal": "{le:g} or less",
}

_FORMS = {
    r"^[A-Z]{2,4}-[0-9]{2,3}$": "the letters of its pack, a hyphen and two or three digits: GD-05",
    r"^[A-Z]{2,4}$": "two to four capital letters: GD",
    r"^\d{2}-\d{2}$": "month and day: 01-31",
}
"""What is written where `files.py` asks for a form."""


def plainly(one: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong and what to write instead; None where the validator's own sentence says it as well."""
    return _no_such_kind(one) or _no_such_value(one)


def _no_such_kind(one: dict[str, Any]) -> tuple[str, str] | None:
    kind, shown = str(one["type"]), _shown(one["input"])
    if kind.startswith("date"):
        return f"{shown} is no date", "write it as 2026-01-05"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{shown} should be a table of keys", _table(one)
    if kind in ("list_type", "tuple_type", "set_type", "frozen_set_type"):
        return f"{shown} should be a list", "write each entry on a line of its own after `- `, or all in [ ]"
    if (kind.startswith(("decimal", "int", "float")) and "parsing" in kind) or kind == "decimal_type":
        return f"{shown} is no number", "write digits, e.g. 2 or 0.5"
    if kind.startswith("bool"):
        return f"{shown} is neither true nor false", "write `true` or `false`"
    if kind == "string_type":
        return f"{shown} should be text", "put it in quotes"
    return None


def _no_such_value(one: dict[str, Any]) -> tuple[str, str] | None:
    kind, shown = str(one["type"]), _shown(one["input"])
    if kind in _BOUNDS:
        return f"{shown} cannot stand here", f"write {_BOUNDS[kind].format(**one['ctx'])}"
    if kind == "string_pattern_mismatch" and one["ctx"]["pattern"] in _FORMS:
        return f"{shown} has not the form it must have", _FORMS[one["ctx"]["pattern"]]
    if "not a pattern" in str(one["msg"]):
        return f"{shown} is {str(one['msg']).removeprefix('Value error, ')}", _PATTERNS
    return None


def _shown(given: object) -> str:
    """A value as it is written in the file."""
    if isinstance(given, date):
        return f"'{given.isoformat()}'"
    return f"{given!r}" if not isinstance(given, dict | list) else "what stands here"


def wide(text: str) -> bool:
    """Whether a word has signs of a Chinese input method where plain ones are meant."""
    return bool(_WIDE.search(text))


def _table(one: dict[str, Any]) -> str:
    given = one["input"]
    if isinstance(given, list):
        return "take the dashes away: `name: value`"
    return "write both languages: {zh: 中文, en: English}" if isinstance(given, str) else "write it as `name: value`"
