"""Sentences that are there in one language only, and signs of a Chinese input method that YAML takes for text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent, SequenceStartEvent

from inspector import lazy
from inspector.errors import Problem
from inspector.ruleset.yaml_text import YamlText

_HAN = lazy.pattern(r"[\u4e00-\u9fff]")
_LATIN = lazy.pattern(r"[A-Za-z]")
_WIDE_COMMA = lazy.pattern(r"\[[^\[\]\"']*[，、；]")


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


def wide_commas(file: YamlText) -> Iterator[Problem]:
    """Every entry of a list in brackets, without quotes, in which wide commas stand: to YAML `[甲，乙]` has one entry."""
    if not _WIDE_COMMA.search(file.text):
        return
    for entries in _bracketed(file.text):
        signs = "，、；" if len(entries) == 1 else "，；"
        for entry in entries:
            if not entry.style and any(sign in entry.value for sign in signs):
                mark = entry.start_mark
                what = f"to YAML {entry.value!r} is one entry: wide commas part nothing"
                remedy = "write plain ones, `[甲, 乙]`; where the comma belongs to the text, put the text in quotes"
                yield Problem(f"{file.name}:{mark.line + 1}:{mark.column + 1}", what, remedy)


def _bracketed(text: str) -> Iterator[list[ScalarEvent]]:
    """The words that stand in each list in brackets."""
    nested: list[tuple[bool, list[ScalarEvent]]] = []
    for event in YAML(pure=True).parse(text):
        if isinstance(event, CollectionStartEvent):
            nested.append((isinstance(event, SequenceStartEvent) and bool(event.flow_style), []))
        elif isinstance(event, ScalarEvent) and nested:
            nested[-1][1].append(event)
        elif isinstance(event, CollectionEndEvent):
            listed, entries = nested.pop()
            if listed:
                yield entries


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
