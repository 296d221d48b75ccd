"""Text for people, in the two languages of every report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inspector import lazy

_PLACE = lazy.pattern(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")


def many(count: object, one: str, more: str = "") -> str:
    """A count with its English noun: `1 unit`, `3 units`; `more` is the plural where no s makes it."""
    return f"{count} {_numbered(count, one, more or one + 's')}"


def quoted(texts: Iterable[object]) -> str:
    """What pages say, in an English sentence: `“甲”, “乙”`."""
    return ", ".join(f"“{text}”" for text in texts)


def _numbered(count: object, one: str, more: str) -> str:
    return one if str(count) == "1" else more


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and English."""

    zh: str
    en: str

    def fill(self, **values: object) -> Words:
        """Both sentences with their places filled.

        `{n}` is the value of n, `{n|unit|units}` the word that goes with it in English: the first for 1, else the second.
        A place without a value, or with anything else in it, stays as written.
        """

        def value(place: re.Match[str]) -> str:
            name, one, more = place.groups()
            if name not in values:
                return place[0]
            return str(values[name]) if one is None else _numbered(values[name], one, more)

        return Words(_PLACE.sub(value, self.zh), _PLACE.sub(value, self.en))

    def json(self) -> dict[str, str]:
        """The form used in results: `{"zh": ..., "en": ...}`."""
        return {"zh": self.zh, "en": self.en}
