"""The channels a unit prints on its guide and application page, and whether both pages were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.checks.case import Case
from inspector.facts.reading import Fact
from inspector.survey.dossier import Page

ROLES = ("guide", "application")
ELECTRONIC = ("email", "form", "fax")


@dataclass(frozen=True, slots=True)
class Channel:
    """A printed channel; `accepts` is None where the page does not say."""

    kind: str
    value: str
    accepts: bool | None
    quote: str
    page: Page


def open_pages(case: Case) -> list[tuple[str, Page]]:
    """The open ones of guide and application page."""
    pages = [(role, case.dossier.sheet(role).page) for role in ROLES]
    return [(role, page) for role, page in pages if page is not None and page.open]


def channels(case: Case) -> Iterator[Channel]:
    """Every channel of both pages, in page order."""
    for role, page in open_pages(case):
        rows = page.read(role).data("channels")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                accepts = row.get("accepts")
                value = str(row.get("value") or "")
                yield Channel(
                    str(row.get("kind")),
                    value,
                    accepts if isinstance(accepts, bool) else None,
                    str(row.get("quote") or ""),
                    page,
                )


def facts(case: Case, name: str) -> Iterator[tuple[Fact, Page]]:
    """The facts of a name on both pages."""
    for role, page in open_pages(case):
        for fact in page.read(role).many(name):
            if fact.value and not fact.notes.get("placeholder"):
                yield fact, page


def blind_spot(case: Case) -> Page | str | None:
    """What was not seen and may still hold a channel: a page, or the role without any known page; None where all was seen."""
    for role in ROLES:
        sheet = case.dossier.sheet(role)
        if sheet.page is not None and sheet.page.sight.state == "unseen":
            return sheet.page
        if sheet.page is None and sheet.how != "absent":
            return role
    return None


def surely_complete(case: Case) -> bool:
    """Whether no page is missing by absence alone (a person confirms absences)."""
    return all(case.dossier.sheet(role).sure for role in ROLES)
