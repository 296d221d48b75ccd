"""Patterns that are compiled when somebody first asks them something.

The readers hold some eight hundred, to compile which takes a third of a second, and most commands ask a few dozen of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags")


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, and as quick from its first use on. What is wrong with `text` is only said then (`re.error`)."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    """What is asked once of the compiled pattern is at hand from then on."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._made_of: tuple[Any, int] = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(f"nothing asks a pattern for {name!r}")
        compiled = re.compile(*self._made_of)
        vars(self).update({asked: getattr(compiled, asked) for asked in _ASKED})
        return vars(self)[name]
