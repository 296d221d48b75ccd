"""Text for people, in the two languages of every report."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and English."""

    zh: str
    en: str

    def fill(self, **values: object) -> Words:
        """Both sentences with `{name}` places filled; a place without a value, or with anything more in it, stays as written."""

        def value(place: re.Match[str]) -> str:
            return str(values.get(place[1], place[0]))

        return Words(_PLACE.sub(value, self.zh), _PLACE.sub(value, self.en))

    def json(self) -> dict[str, str]:
        """The form used in results: `{"zh": ..., "en": ...}`."""
        return {"zh": self.zh, "en": self.en}
