"""What a value should have been, in the words of people who write files and no programs."""

from __future__ import annotations

from typing import Any

from inspector import lazy

_WIDE = lazy.pattern(r"[：，；｛｝［］“”‘’　]")
WIDE_REMEDY = "wide signs are part of the text: write plain ones, `: ` `, ` `{ }` `[ ]` and plain quotes"


def plainly(one: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong and what to write instead; None where the validator's own sentence says it as well."""
    given, kind = one["input"], str(one["type"])
    shown = f"{given!r}" if not isinstance(given, dict | list) else "what stands here"
    if kind.startswith("date"):
        return f"{shown} is no date", "write it as 2026-01-05"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{shown} should be a table of keys", _table(one)
    if kind == "list_type":
        return f"{shown} should be a list", "write each entry on a line of its own after `- `, or all in [ ]"
    if (kind.startswith(("decimal", "int", "float")) and "parsing" in kind) or kind == "decimal_type":
        return f"{shown} is no number", "write digits, e.g. 2 or 0.5"
    if kind.startswith("bool"):
        return f"{shown} is neither true nor false", "write `true` or `false`"
    if kind == "string_type":
        return f"{shown} should be text", "put it in quotes"
    return None


def wide(text: str) -> bool:
    """Whether a word has signs of a Chinese input method where plain ones are meant."""
    return bool(_WIDE.search(text))


def _table(one: dict[str, Any]) -> str:
    given = one["input"]
    if isinstance(given, list):
        return "take the dashes away: `name: value`"
    return "write both languages: {zh: 中文, en: English}" if isinstance(given, str) else "write it as `name: value`"
