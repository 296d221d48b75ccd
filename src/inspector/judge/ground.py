"""What a mutator works on, and what it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from inspector.checks.case import KIND_OF_ROLE
from inspector.judge.office_text import office_text, with_office_text
from inspector.judge.tried import Looked
from inspector.judge.world import World
from inspector.model.capture import Capture
from inspector.model.column import ColumnKind
from inspector.survey.dossier import Dossier, Page

_AROUND = {"columns": "column", "items": "article"}
"""What the pages around a role's page are read as."""
_FORMS = ("guide", "application")
"""Roles whose files are application forms."""


Made: TypeAlias = Iterator[tuple[str, World] | tuple[str, World, tuple[str, str, str]]]
"""What a mutator gives: the place harmed, the world after it, and the fact that was harmed, where it was one."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A world with one harm. `detail` says which place was harmed, the same in every run."""

    mutator: str
    detail: str
    world: World
    fact: tuple[str, str, str] | None = None
    """(address, kind, name) of the fact that was harmed, where it was one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What mutators work on: a world, what the survey saw in it, and the facts the fixture's rule looked at.

    `name` is the unit's, `columns` are the kinds of columns of the profile.
    """

    world: World
    dossier: Dossier
    name: str
    facts: Sequence[Looked] = ()
    columns: tuple[ColumnKind, ...] = ()

    def pages(self, *kinds: str) -> list[tuple[str, Page]]:
        """The open web pages and files of the world with the kind each is read as; only of some kinds where any are named."""
        found: dict[str, tuple[str, Page]] = {}
        for role, sheet in self.dossier.sheets.items():
            for part, page in [
                ("", sheet.page),
                *((part, page) for part, those in sheet.parts.items() for page in those),
            ]:
                if page is not None and page.open and page.url in self.world.captures and self._written(page):
                    found.setdefault(page.url, (_kind(role, part), page))
        return [(kind, page) for kind, page in found.values() if not kinds or kind in kinds]

    def texts(self, *kinds: str) -> Iterator[tuple[str, Page, str]]:
        """Those pages with their text: markup, of a file the markup inside it."""
        for kind, page in self.pages(*kinds):
            yield kind, page, self.text(page.url)

    def text(self, url: str) -> str:
        """The text of the page at `url`."""
        body = self.world.captures[url].body
        inside = office_text(body)
        return body.decode("utf-8", "replace") if inside is None else inside

    def with_text(self, url: str, text: str) -> World:
        """The same world, the page at `url` saying something else."""
        capture = self.world.captures[url]
        is_file = office_text(capture.body) is not None
        return self.with_capture(
            url, replace(capture, body=with_office_text(capture.body, text) if is_file else text.encode())
        )

    def of(self, world: World) -> Ground:
        """The same ground of a world that was harmed before."""
        return replace(self, world=world)

    def with_capture(self, url: str, capture: Capture) -> World:
        """The same world, the answer at `url` another one."""
        return replace(self.world, captures={**self.world.captures, url: capture})

    def _written(self, page: Page) -> bool:
        """Whether it is a web page, or a file whose text can be changed."""
        if page.document is None:
            return False
        return page.document.kind == "html" or office_text(self.world.captures[page.url].body) is not None


def _kind(role: str, part: str) -> str:
    if part == "files" and role in _FORMS:
        return "form"
    return _AROUND.get(part, "") if part else KIND_OF_ROLE[role]


def is_web(page: Page) -> bool:
    """Whether the page is markup, and no file."""
    return page.document is not None and page.document.kind == "html"
