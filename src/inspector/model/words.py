"""Text for people, in the two languages of every report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and English."""

    zh: str
    en: str

    def fill(self, **values: object) -> Words:
        """Both sentences with `{name}` places filled; a place without a value stays as written."""
        kept = _Kept({key: str(value) for key, value in values.items()})
        return Words(self.zh.format_map(kept), self.en.format_map(kept))

    def json(self) -> dict[str, str]:
        """The form used in results: `{"zh": ..., "en": ...}`."""
        return {"zh": self.zh, "en": self.en}


class _Kept(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
