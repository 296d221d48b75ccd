"""Sitemaps are read within bounds, whatever they are made of."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from inspector.facts.sitemap import MOST_ENTRIES, Sitemap, named_sitemaps, read_sitemap

HOST = "https://www.qinghe.gov.cn"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def urlset(*paths: str) -> bytes:
    """A sitemap as the protocol has it."""
    urls = "".join(f"<url><loc> {HOST}{path} </loc><lastmod>2026-11-01</lastmod></url>" for path in paths)
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


INDEX = f"{HEAD}<sitemapindex><sitemap><loc>{HOST}/a.xml</loc></sitemap></sitemapindex>".encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (urlset("/a", "/b"), Sitemap((f"{HOST}/a", f"{HOST}/b"))),
        (gzip.compress(urlset("/a")), Sitemap((f"{HOST}/a",))),
        (b"\xef\xbb\xbf" + urlset("/a"), Sitemap((f"{HOST}/a",))),
        (f"{HOST}/a\r\n{HOST}/b\nnote".encode(), Sitemap((f"{HOST}/a", f"{HOST}/b"))),
        (INDEX, Sitemap((), (f"{HOST}/a.xml",))),
        (urlset("/a", "/b")[:-60], Sitemap((f"{HOST}/a",))),
        (urlset("/a").replace(b"https:", b"javascript:"), Sitemap()),
        (b"<html><body><url><loc>x</loc></url></body></html>", Sitemap()),
        (b"", Sitemap()),
        (b"\x1f\x8bbroken", Sitemap()),
        (b"<\x00\xff", Sitemap()),
    ],
)
def test_what_a_sitemap_lists(body: bytes, expected: Sitemap) -> None:
    """XML, gzip, a plain list, an index; what follows a fault is left out, what is no address too."""
    assert read_sitemap(body) == expected


def test_bombs_are_not_swallowed() -> None:
    """Entities, outside entities, depth, a gzip of a gigabyte, a million entries: bounded, in bounded memory."""
    laughs = '<!DOCTYPE u [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    outside = '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://&a;</loc></url></urlset>'
    deep = "<urlset>" + "<url>" * 200_000
    many = b"<urlset>" + f"<url><loc>{HOST}/x</loc></url>".encode() * (MOST_ENTRIES + 9)
    bomb = gzip.compress(b"<urlset>" + b" " * 300_000_000)

    tracemalloc.start()
    read = [read_sitemap(body) for body in (laughs.encode(), outside.encode(), deep.encode(), bomb)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert read == [Sitemap()] * 4
    assert len(read_sitemap(many).pages) == MOST_ENTRIES + 1
    assert peak < 100_000_000


def test_the_lines_of_robots_txt() -> None:
    """In any case, for any agent, each once, at most ten, addresses only."""
    robots = "User-agent: *\nDisallow: /x\nsitemap:  https://a.gov.cn/s.xml \nSITEMAP: https://a.gov.cn/s.xml\nSitemap: /rel.xml\n"
    more = "".join(f"Sitemap: https://a.gov.cn/{n}.xml\n" for n in range(50))

    assert named_sitemaps(robots.encode()) == ("https://a.gov.cn/s.xml",)
    assert len(named_sitemaps(more.encode())) == 10
    assert named_sitemaps(b"\xff\x00Sitemap") == ()
