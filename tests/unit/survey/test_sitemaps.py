"""Where no link and no map for people leads to a page, the sitemap that a site gives to machines is looked at."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import date

import pytest

from inspector.model.capture import SITEMAP, Ask, Capture
from inspector.model.unit import Unit
from inspector.survey import Dossier, Plan, survey
from inspector.survey.drive import drive

BASE = "https://www.qinghe.gov.cn"
DAY = date(2026, 11, 24)
COLUMN = "<title>清河区教育局信息公开</title><h1>清河区教育局信息公开</h1><p>欢迎访问。</p>"
UNIT = Unit("11A", "清河区教育局", "department", pages={"disclosure": f"{BASE}/jyj/xxgk/"})


def page(title: str, body: str = "清河区教育局") -> bytes:
    """A page of some substance."""
    return f"<title>{title}</title><h1>{title}</h1><p>{body}</p>{'<p>本机关依法公开信息。</p>' * 60}".encode()


def listing(*paths: str, of: str = "url") -> bytes:
    """A sitemap, or an index of sitemaps."""
    return ("<set>" + "".join(f"<{of}><loc>{BASE}{path}</loc></{of}>" for path in paths) + "</set>").encode()


def seen(pages: Mapping[str, bytes]) -> tuple[Dossier, list[Ask]]:
    """The dossier of a unit whose site has `pages` besides its column, and all that was asked for."""
    asked: list[Ask] = []
    there = {"/jyj/xxgk/": COLUMN.encode(), **pages}

    def answer(ask: Ask) -> Capture:
        asked.append(ask)
        body = there.get(ask.url.removeprefix(BASE), b"")
        return Capture(ask, ask.url, 200 if body else 404, {"content-type": "text/html; charset=utf-8"}, body)

    return drive(survey(UNIT, Plan(frozenset({"guide"}), DAY, (DAY, DAY))), answer), asked


GUIDE = "/jyj/xxgk/zn/index.html"
SITEMAPS: dict[str, dict[str, bytes]] = {
    "named in robots.txt, an index, gzip": {
        "/robots.txt": f"User-agent: *\nSitemap: {BASE}/all.xml\nSitemap: https://evil.example.com/s.xml\n".encode(),
        "/all.xml": listing("/one.xml.gz", of="sitemap"),
        "/one.xml.gz": gzip.compress(listing("/", "/wjw/xxgk/zn/index.html", GUIDE)),
    },
    "at the usual place": {"/sitemap.xml": listing("/jyj/xxgk/jg.html", GUIDE)},
}


@pytest.mark.parametrize("name", SITEMAPS)
def test_a_sitemap_leads_to_a_page_that_says_what_it_is(name: str) -> None:
    """The page in the unit's own folder is taken, with the sitemap as reason; other hosts and folders are not asked."""
    dossier, asked = seen({**SITEMAPS[name], GUIDE: page("政府信息公开指南")})

    sheet = dossier.sheet("guide")
    assert (sheet.how, sheet.page.url if sheet.page else "") == ("discovered", BASE + GUIDE)
    assert "sitemap (https://www.qinghe.gov.cn/" in sheet.reasons[0].en
    assert not [ask.url for ask in asked if "evil" in ask.url or "/wjw/" in ask.url]
    assert all(ask.why == SITEMAP for ask in asked if ask.url.endswith((".xml", ".gz", "robots.txt")))


@pytest.mark.parametrize(
    "guide",
    [page("办事指南"), page("政府信息公开指南", "清河区卫生健康委员会"), b""],
    ids=["another kind of page", "another body's", "gone"],
)
def test_an_address_alone_proves_nothing(guide: bytes) -> None:
    """A listed page that is not surely the unit's own is not taken; the absence stays for a person to confirm."""
    pages = {"/sitemap.xml": listing(GUIDE), "/jyj/xxgk/": COLUMN.replace("教育局", "局").encode(), GUIDE: guide}

    sheet = seen(pages)[0].sheet("guide")

    assert (sheet.how, sheet.sure) == ("absent", False)


def test_few_files_are_fetched_however_many_are_named() -> None:
    """Six sitemaps and three pages at most, and none at all where every link leads on."""
    many = listing(*(f"/jyj/xxgk/zn/{n}.html" for n in range(500)))
    robots = "".join(f"Sitemap: {BASE}/{n}.xml\n" for n in range(10)).encode()
    index = listing(*(f"/inner{n}.xml" for n in range(10)), of="sitemap")
    asked = seen({"/robots.txt": robots, **{f"/{n}.xml": index + many for n in range(10)}})[1]
    linked = seen({"/jyj/xxgk/": COLUMN.encode() + b'<a href="zn/">' + "政府信息公开指南</a>".encode()})[1]
    found = seen({"/robots.txt": robots, "/0.xml": many})[1]

    assert sum(ask.url.endswith(".xml") for ask in asked) == 6
    assert sum("/zn/" in ask.url for ask in found) == 3
    assert not [ask.url for ask in linked if ask.why == SITEMAP]
