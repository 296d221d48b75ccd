"""Which facts a judgement looked at: the pages of a dossier, watched while rules are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from inspector.facts.reading import Reading
from inspector.survey.dossier import Dossier, Page, Sheet


@dataclass(slots=True)
class Watch:
    """What was looked at so far: (address, kind, fact) in the order it was first looked at."""

    seen: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def over(self, dossier: Dossier) -> Dossier:
        """The same dossier, its facts watched."""
        pages: dict[int, Page] = {}

        def page(one: Page) -> Page:
            return pages.setdefault(id(one), replace(one, readings=_Readings(self, one.url)))

        def sheet(one: Sheet) -> Sheet:
            parts = {name: tuple(page(part) for part in those) for name, those in one.parts.items()}
            own = page(one.page) if one.page is not None else None
            return replace(one, page=own, via=tuple(page(way) for way in one.via), parts=parts)

        return replace(dossier, sheets={role: sheet(one) for role, one in dossier.sheets.items()})


class _Readings(dict[str, Reading]):
    """Readings of one page whose facts tell the watch when they are looked at."""

    def __init__(self, watch: Watch, url: str) -> None:
        super().__init__()
        self._watch, self._url = watch, url

    def __setitem__(self, kind: str, reading: Reading) -> None:
        super().__setitem__(kind, replace(reading, facts=_Facts(self._watch, self._url, reading)))


class _Facts(Mapping[str, Any]):
    def __init__(self, watch: Watch, url: str, reading: Reading) -> None:
        self._watch, self._url, self._kind, self._facts = watch, url, reading.kind, reading.facts

    def __getitem__(self, name: str) -> Any:
        value = self._facts[name]
        self._watch.seen.setdefault((self._url, self._kind, name), value)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
