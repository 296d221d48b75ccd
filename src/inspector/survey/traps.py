"""Addresses that breed others without end: calendars, endless paging, paths that repeat themselves; and session marks."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit, urlunsplit

_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_SESSION_SEGMENT = re.compile(r"/\((?:[A-Z]\([\w-]{10,}\))+\)(?=/)")
"""ASP.NET without cookies: `/(S(lit3py55t21z5v55vlm25s55))/page.aspx`."""
_SESSION_KEYS = frozenset(
    {"jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id", "sid", "cfid", "cftoken"}
)
_PAGE_KEYS = frozenset({"page", "p", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "offset", "start"})
_DAY_KEYS = frozenset({"date", "day", "month", "year", "ym", "rq", "riqi"})
_CALENDAR = re.compile(r"calendar|rili|(?:^|/)cal(?:/|$)", re.IGNORECASE)
_MONTH_PATH = re.compile(r"/\d{4}[/-]\d{1,2}(?:[/-]\d{1,2})?(?:/|$)")
_DAY_VALUE = re.compile(r"\d{1,4}(?:[-/.]?\d{1,2}){0,2}")
_NUMBERED = re.compile(r"(?:index|list|page)[_-](\d+)\.\w+$", re.IGNORECASE)
_FARTHEST_PAGE = 50
_MOST_REPEATS = 3
_LONGEST = 2000


def sessionless(url: str) -> str:
    """The address without session marks: the same page for every visitor, and for every unit that links it."""
    if ";" not in url and "=" not in url and "/(" not in url:
        return url
    parts = urlsplit(url)
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if pair.partition("=")[0].lower() not in _SESSION_KEYS]
    path = _SESSION_SEGMENT.sub("", _SESSION_PATH.sub("", parts.path))
    same = path == parts.path and len(kept) == len(pairs)
    return url if same else urlunsplit(parts._replace(path=path, query="&".join(kept)))


def trap(url: str) -> str:
    """What kind of endless address this is (`calendar`, `paging`, `path`); empty for one that is not. Decided by the address alone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = [(key.lower(), value) for key, value in parse_qsl(parts.query)]
    if len(url) > _LONGEST or _repeats(parts.path):
        return "path"
    if _pages_on(parts.path, query):
        return "paging"
    days = [key for key, value in query if key in _DAY_KEYS and _DAY_VALUE.fullmatch(value)]
    dated = len(days) > 1 or bool(_CALENDAR.search(parts.path) and (days or _MONTH_PATH.search(parts.path)))
    return "calendar" if dated else ""


def _repeats(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    return any(count > _MOST_REPEATS for count in Counter(segments).values())


def _pages_on(path: str, query: list[tuple[str, str]]) -> bool:
    numbers = [value for key, value in query if key in _PAGE_KEYS]
    numbered = _NUMBERED.search(path)
    numbers += [numbered[1]] if numbered else []
    return any(number.isascii() and number.isdigit() and int(number[:9]) > _FARTHEST_PAGE for number in numbers)
