"""What was seen of a unit, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from inspector.facts import read
from inspector.facts.document import Document
from inspector.facts.reading import Reading
from inspector.facts.sight import Sight
from inspector.model.capture import Capture
from inspector.model.column import ColumnKind
from inspector.model.unit import Unit
from inspector.model.words import Words

How = Literal["registered", "discovered", "absent", "abstained", "unseen", "unregistered"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a survey may and must look at; part of every run's snapshot.

    `needs` are what the rules in force ask for (`guide`, `guide.links`, `columns`, `items` ...). `attempts` and `after_s` (seconds)
    are how a failed look is confirmed. `allowed_hosts` as in config.toml; empty means the registry's hosts and `*.gov.cn`.
    """

    needs: frozenset[str]
    at: date
    window: tuple[date, date]
    columns: tuple[ColumnKind, ...] = ()
    attempts: int = 2
    after_s: int = 21600
    max_pages: int = 200
    allowed_hosts: tuple[str, ...] = ()
    report_year: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page that was asked for: what came back, how it reads, and whether it counts as seen."""

    capture: Capture
    document: Document | None
    sight: Sight
    label: str = ""
    """The words of the link that led here; the column's or item's title."""
    readings: dict[str, Reading] = field(default_factory=dict, compare=False, repr=False)

    @property
    def url(self) -> str:
        """The address asked for."""
        return self.capture.ask.url

    @property
    def open(self) -> bool:
        """Whether there is a page to read."""
        return self.sight.state == "open" and self.document is not None

    def read(self, kind: str) -> Reading:
        """The page read as `kind` (kept, so that rules share it). Only for open pages."""
        if self.document is None:
            raise ValueError(f"{self.url} was not seen")
        if kind not in self.readings:
            self.readings[kind] = read(kind, self.document)
        return self.readings[kind]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was seen for one role. `parts` are the pages around it: `links`, `columns`, `items`, `files`, `previous`."""

    role: str
    how: How
    page: Page | None = None
    sure: bool = True
    reasons: tuple[Words, ...] = ()
    via: tuple[Page, ...] = ()
    parts: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A unit and its sheets by role; `names` are the DNS answers by host."""

    unit: Unit
    sheets: Mapping[str, Sheet]
    names: Mapping[str, Page] = field(default_factory=dict)

    def sheet(self, role: str) -> Sheet:
        """The sheet of `role`; an unregistered one where nothing was asked."""
        return self.sheets.get(role) or Sheet(role, "unregistered")

    def pages(self) -> list[Page]:
        """Every page of every sheet, once, in the order of the roles."""
        seen: dict[tuple[str, str], Page] = {}
        for sheet in self.sheets.values():
            for page in (
                *sheet.via,
                *([sheet.page] if sheet.page else ()),
                *(p for part in sheet.parts.values() for p in part),
            ):
                seen.setdefault(page.capture.ask.key, page)
        return list(seen.values())
