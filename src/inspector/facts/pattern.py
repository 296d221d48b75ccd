r"""Patterns that people write in rules, matched in time that grows with the text alone.

RE2 knows no backtracking, so no pattern can hang a run; what it lacks (looking around, back-references) is refused when rules
are read. `\w` and `\d` mean ASCII there: Chinese signs are `\p{Han}`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast

import re2

MOST_SIGNS = 2000


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
