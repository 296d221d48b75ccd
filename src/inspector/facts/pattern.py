r"""Patterns that people write in rules, matched in time that grows with the text alone.

RE2 knows no backtracking, so no pattern can hang a run; what it lacks (looking around, back-references) is refused when rules
are read. `\w` and `\d` mean ASCII there: Chinese signs are `\p{Han}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol, cast

import re2

MOST_SIGNS = 2000
_ALWAYS = r"\z"
"""The end is found in everything: a set in which nothing is found gave up. What was found at every byte would be noted at each."""


class Pattern(Protocol):
    """A compiled pattern."""

    def search(self, text: str) -> object | None:
        """Something where the pattern is found in `text`, else None."""


@lru_cache(maxsize=512)
def compiled(pattern: str, ignore_case: bool = False) -> Pattern:
    """`pattern` ready to search. Raises ValueError with what is wrong with it."""
    if len(pattern) > MOST_SIGNS:
        raise ValueError(f"a pattern has at most {MOST_SIGNS} signs, this one has {len(pattern)}")
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    try:
        return cast("Pattern", re2.compile(pattern, options))
    except re2.error as fault:
        said = fault.args[0]
        raise ValueError(f"not a pattern: {said.decode() if isinstance(said, bytes) else said}") from fault


class Marks:
    """Patterns by name, upper and lower case alike, all looked for in one pass: which are found, not where."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        self._names = list(patterns)
        self._set = re2.Set.SearchSet(options)
        for pattern in (*patterns.values(), _ALWAYS):
            self._set.Add(pattern)
        self._set.Compile()
        self._all = frozenset(self._names)

    def found(self, text: bytes) -> frozenset[str]:
        """The names of those patterns that are found in `text` (UTF-8); all of them where RE2 has no memory left to tell."""
        places = self._set.Match(text)
        return frozenset(self._names[place] for place in places if place < len(self._names)) if places else self._all
