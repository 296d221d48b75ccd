"""What stands anywhere in a page's markup, all looked for in one pass: what has no mark there need not be looked for in the tree."""

from __future__ import annotations

from collections.abc import Mapping

import re2

from inspector.facts.html_tags import UNSEEN

HIDING, CLICKS, ROLES, ISLAND = "hiding", "clicks", "roles", "island"
"""Words without which no element is hidden, none but links is opened by a click, none has a role, and no list is kept as data."""
OF_HEAD = ("title", "base")
TELLING = ("header", "footer", "nav", "aside")
"""Elements that claim a region by their name."""
_WORDS = {HIDING: "none|hidden", CLICKS: "onclick|data-", ROLES: "role", ISLAND: r"(?-i:<!\[CDATA\[)"}

_ALWAYS = r"\z"
"""The end is found in everything: a set in which nothing is found gave up. What was found at every byte would be noted at each."""


class Marks:
    """Patterns by name, upper and lower case alike."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        self._names = list(patterns)
        self._set = re2.Set.SearchSet(options)
        for pattern in (*patterns.values(), _ALWAYS):
            self._set.Add(pattern)
        self._set.Compile()
        self._all = frozenset(self._names)

    def found(self, markup: bytes) -> frozenset[str]:
        """The names of those patterns that are found in `markup` (UTF-8); all of them where RE2 has no memory left to tell."""
        places = self._set.Match(markup)
        return frozenset(self._names[place] for place in places if place < len(self._names)) if places else self._all


MARKS = Marks(_WORDS | {tag: f"<{tag}" for tag in (*sorted(UNSEEN), *OF_HEAD, *TELLING)})
"""The words above, and each element that is not shown or claims a region, by its name."""
