"""What a page's own scripts write into it once they run: what is missing before that is not missing."""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.document import Document

_LOADS = lazy.pattern(
    r"\$\.(?:get|post|ajax|getJSON)\b|\bajax\s*\(|fetch\s*\(|XMLHttpRequest|axios|\.load\s*\(", re.IGNORECASE
)
_PLACE = lazy.pattern(
    r"\$\s*\(\s*[\"'][#.]?(?P<one>[\w\-]+)[^\"']*[\"']\s*\)\s*\.(?:html|append|prepend|load|before|after)\s*\("
    r"|getElementById\s*\(\s*[\"'](?P<other>[\w\-]+)[\"']\s*\)[^;]{0,40}?innerHTML"
)
_SMALL = lazy.pattern(
    r"hit|count|visit|click|view|^pv|weather|tianqi|date|time|search|login|user|share|qrcode|ewm|total|num|foot|head|nav",
    re.IGNORECASE,
)
"""Names of places that scripts fill on most pages: how often it was read, the weather, who is logged in."""
_ASKS = lazy.pattern(
    r"\b(?:get|load|query|init|show|render|fetch|create)\w{0,12}(?:list|data|news|article|content|info|items?)\w*\s*\(",
    re.IGNORECASE,
)
"""`getNewsList('list', 12)`: the page asks a script of its own, kept elsewhere, for what it should show."""


def filled_in(document: Document) -> bool:
    """Whether a script on the page fetches something and puts it into a place that is none of the usual small ones."""
    if not _LOADS.search(document.inline):
        return False
    places = (match["one"] or match["other"] for match in _PLACE.finditer(document.inline))
    return any(not _SMALL.search(place) for place in places)


def asks_for_more(document: Document) -> bool:
    """Whether the page calls a function that may fetch its entries: `暂无数据` may then stand there only until it has."""
    return any(not _SMALL.search(match[0]) for match in _ASKS.finditer(document.inline))
