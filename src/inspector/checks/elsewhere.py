"""Whose site a page lies on: the unit answers for the links it prints, but not for another site's server."""

from __future__ import annotations

from urllib.parse import urlsplit

from inspector.checks.case import On
from inspector.model.words import Words
from inspector.survey.dossier import Page

ANOTHERS = Words(
    "；在其他网站上，可能是该网站的故障，由人工确认",
    "; on another site, which may be at fault itself: a person confirms",
)
"""Why a person confirms that what lies elsewhere is dead."""


def elsewhere(on: On, page: Page) -> bool:
    """Whether `page` lies, or ended, on another site than those of the unit and of the page that the rule is about.

    A site is a host, with `www` or without. One below it is another: below the portal of a city lie the sites of all its
    offices.
    """
    about = on.sheet.page
    known = [*on.case.unit.pages.values(), *((about.url, about.capture.final_url) if about is not None else ())]
    own = {*map(_site, known), *(_bare(host) for host in on.case.unit.own_hosts)}
    return not own.issuperset((_site(page.url), _site(page.capture.final_url or page.url)))


def _site(url: str) -> str:
    try:
        return _bare(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
