"""XML sitemaps (sitemaps.org) and the lines of robots.txt that name them: a site's own list of its pages, read within bounds."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

MOST_BYTES = 20_000_000
"""As much of a sitemap is read, inflated; the protocol permits 50 MB, which no district site needs."""
MOST_ENTRIES = 50_000
_MOST_NAMED = 10
_ROBOTS_BYTES = 500 * 1024
_DEEPEST = 6
_LONGEST = 2000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of pages and of further sitemaps, in their order; both empty where the file is no sitemap."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def named_sitemaps(robots: bytes) -> tuple[str, ...]:
    """The addresses on the `Sitemap:` lines of a robots.txt, at most ten."""
    lines = (line.partition(b":") for line in robots[:_ROBOTS_BYTES].splitlines())
    found = [value.strip().decode("utf-8", "replace") for name, _, value in lines if name.strip().lower() == b"sitemap"]
    return tuple(dict.fromkeys(url for url in found if _address(url)))[:_MOST_NAMED]


def read_sitemap(body: bytes) -> Sitemap:
    """What a sitemap lists: XML or one address a line, gzip or not. What follows a fault or a bound is left out."""
    data = _inflated(body) if body.startswith(_GZIP) else body[:MOST_BYTES]
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = [line.strip().decode("utf-8", "replace") for line in data.splitlines()[:MOST_ENTRIES]]
        return Sitemap(tuple(url for url in lines if _address(url)))
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    with suppress(ParseError, DefusedXmlException, ValueError, LookupError):  # what was read before the fault counts
        _collect(data, found)
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]))


def _collect(data: bytes, found: dict[str, list[str]]) -> None:
    """The text of each `loc` under the element it stands in. Nothing read is held, nothing deep is followed."""
    above: list[str] = []
    count = 0
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            above.append(element.tag.rpartition("}")[2].lower())
            if len(above) > _DEEPEST:
                return
            continue
        name = above.pop()
        place = above[-1] if above else ""
        text = (element.text or "").strip()
        if name == "loc" and place in found and _address(text):
            found[place].append(text)
        element.clear()
        count += name in found
        if count > MOST_ENTRIES:
            return


def _inflated(body: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        return inflater.decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


def _address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) <= _LONGEST
