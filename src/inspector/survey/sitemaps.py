"""A role's page found by the site's sitemap, where no link leads to it.

An address proves nothing: the few that may be the page are opened, and one counts only where its own words say that it is.
"""

from __future__ import annotations

from collections.abc import Generator
from urllib.parse import urljoin, urlsplit

from inspector.facts.sitemap import named_sitemaps, read_sitemap
from inspector.model.capture import SITEMAP, Ask, Capture
from inspector.model.words import Words
from inspector.survey.desk import Desk
from inspector.survey.discovery import is_titled, nearness
from inspector.survey.dossier import Page, Sheet
from inspector.survey.role_names import ROLE_NAMES
from inspector.survey.unit_names import named_in

_MOST_MAPS = 6
"""Sitemaps that are fetched of one site, those that an index names among them."""
_MOST_OPENED = 3
_LISTED = Words(
    "由网站的站点地图文件（{url}）找到，页面自称“{title}”",
    "found by the site's sitemap ({url}); the page calls itself “{title}”",
)

Asking = Generator[list[Ask], list[Capture], Sheet | None]


class Sitemaps:
    """The sitemaps of the sites that one unit's pages lie on, each read once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._listed: dict[str, tuple[tuple[str, str], ...]] = {}

    def find(self, role: str, source: Page) -> Asking:
        """The page of `role` on the site of `source`, None where no listed page is surely it."""
        listed = yield from self._of(source)
        for url, sitemap in _likely(role, listed, source)[:_MOST_OPENED]:
            trail = (yield from self._desk.follow([url], role))[0]
            page = trail[-1]
            if (
                page.open
                and page.document
                and is_titled(role, page.document)
                and named_in(self._desk.unit, page.document)
            ):
                reason = _LISTED.fill(url=sitemap, title=page.document.title[:40])
                return Sheet(role, "discovered", page, reasons=(reason,), via=trail[:-1])
        return None

    def _of(self, source: Page) -> Generator[list[Ask], list[Capture], tuple[tuple[str, str], ...]]:
        """(page, sitemap that lists it) of the site's sitemaps: those of robots.txt, else /sitemap.xml."""
        parts = urlsplit(source.capture.final_url or source.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._listed:
            robots = yield from self._bodies([urljoin(site, "/robots.txt")])
            named = [url for body in robots.values() for url in named_sitemaps(body)]
            self._listed[site] = yield from self._read(named or [urljoin(site, "/sitemap.xml")])
        return self._listed[site]

    def _read(self, urls: list[str]) -> Generator[list[Ask], list[Capture], tuple[tuple[str, str], ...]]:
        first = yield from self._bodies(urls[:_MOST_MAPS])
        maps = {url: read_sitemap(body) for url, body in first.items()}
        further = [url for one in maps.values() for url in one.maps if url not in maps]
        inner = yield from self._bodies(list(dict.fromkeys(further))[: _MOST_MAPS - len(urls[:_MOST_MAPS])])
        maps |= {url: read_sitemap(body) for url, body in inner.items()}
        return tuple((page, url) for url, one in maps.items() for page in one.pages if self._desk.allowed(page))

    def _bodies(self, urls: list[str]) -> Generator[list[Ask], list[Capture], dict[str, bytes]]:
        wanted = [url for url in urls if self._desk.allowed(url)]
        found = yield from self._desk.fetch([Ask(url, why=SITEMAP) for url in wanted])
        return {url: one.body for url, one in zip(wanted, found, strict=True) if one.status == 200 and not one.failure}


def _likely(role: str, listed: tuple[tuple[str, str], ...], source: Page) -> list[tuple[str, str]]:
    """The addresses of the kind that the role's pages have, in the unit's own folder; the nearest and shortest first."""
    place = source.capture.final_url or source.url
    fitting = [(url, sitemap) for url, sitemap in listed if ROLE_NAMES[role].paths.search(urlsplit(url).path)]
    near = [(-nearness(url, place), len(url), url, sitemap) for url, sitemap in dict(fitting).items()]
    own = min((share for share, *_ in near), default=0)
    return [(url, sitemap) for share, _, url, sitemap in sorted(near) if share == own]
