"""Sentences that are there in one language only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from inspector import lazy
from inspector.errors import Problem
from inspector.ruleset.yaml_text import YamlText

_HAN = lazy.pattern(r"[\u4e00-\u9fff]")
_LATIN = lazy.pattern(r"[A-Za-z]")


_QUOTES = lazy.pattern(r"[\[,{:]\s*([“‘][^”’\n]*[”’])\s*(?=[，,\]}]|$)", re.MULTILINE)
"""A value in the quotes of a Chinese input method, which YAML takes for part of it."""


def chinese_quotes(file: YamlText) -> Iterator[Problem]:
    """Every value that stands in Chinese quotes and in no plain ones: they are read as part of the word."""
    for found in _QUOTES.finditer(file.text):
        line, column = (
            file.text.count("\n", 0, found.start(1)) + 1,
            found.start(1) - file.text.rfind("\n", 0, found.start(1)),
        )
        what = f"the quotes of {found[1]} are read as part of it"
        yield Problem(f"{file.name}:{line}:{column}", what, 'write plain ones, or none: ["甲", "乙"]')


def untranslated(file: YamlText) -> Iterator[Problem]:
    """Every pair of `zh` and `en` of which one is empty or plainly in the other language."""
    yield from _pairs(file, file.data, [])


def _pairs(file: YamlText, data: Any, path: list[str | int]) -> Iterator[Problem]:
    if isinstance(data, dict):
        if isinstance(data.get("zh"), str) and isinstance(data.get("en"), str):
            yield from _pair(file, data["zh"], data["en"], path)
        for key, value in data.items():
            yield from _pairs(file, value, [*path, key])
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _pairs(file, value, [*path, n])


def _pair(file: YamlText, zh: str, en: str, path: list[str | int]) -> Iterator[Problem]:
    for language, text in (("zh", zh), ("en", en)):
        if not text.strip():
            yield Problem(
                file.place([*path, language]), f"`{language}` is empty", "reports are in both languages: write it"
            )
    if zh.strip() and not _HAN.search(zh):
        yield Problem(
            file.place([*path, "zh"]), f"`zh` has no Chinese: {zh.strip()!r}", "write the Chinese sentence here"
        )
    if _HAN.search(en) and not _LATIN.search(en):
        yield Problem(file.place([*path, "en"]), f"`en` is Chinese: {en.strip()!r}", "translate it")
