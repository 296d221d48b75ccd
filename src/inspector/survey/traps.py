"""Addresses that breed others without end: calendars, endless paging, paths that repeat themselves, other views; session marks.

A survey asks for a bounded number of addresses whatever a site links, so what is only suspicious is asked for: a true page that
was taken for a trap would be lost, a trap that was taken for a page costs one request.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from inspector import lazy

_SESSION_PATH = lazy.pattern(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/?#;]*", re.IGNORECASE)
_SESSION_SEGMENT = lazy.pattern(r"/\((?:[A-Z]\([\w-]{10,}\))+\)(?=/)")
"""ASP.NET without cookies: `/(S(lit3py55t21z5v55vlm25s55))/page.aspx`."""
_SESSION_KEYS = frozenset(
    {"jsessionid", "phpsessid", "phpsessionid", "asp.net_sessionid", "sessionid", "session_id", "cfid", "cftoken"}
)
_SESSION_VALUE = lazy.pattern(r"(?=[a-z]*\d)[\da-z]{16,}", re.IGNORECASE)
"""`sid` is a session where it looks like one; else the number of a site or a section."""
_PAGE_KEYS = frozenset({"page", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "page_no", "page_num"})
_ITEM_KEYS = frozenset({"offset", "start"})
_YEAR_KEYS, _DAY_KEYS = frozenset({"year", "y", "nian"}), frozenset({"month", "m", "yue", "day", "d", "ri"})
_DATE_KEYS = frozenset({"date", "ym", "rq", "riqi", "day", "month", "nianyue", "curdate", "selectdate", "startdate"})
_CALENDAR = lazy.pattern(r"calendar|rili|wannianli|(?:^|/)(?:cal|rl|wnl)(?:/|\.|$)", re.IGNORECASE)
_MONTH_PATH = lazy.pattern(r"/\d{4}[/-]\d{1,2}(?:[/-]\d{1,2})?(?:/|\.|$)")
_DATED = lazy.pattern(r"(\d{4})[-/.年]?\d{1,2}(?:[-/.月]?\d{1,2}日?)?")
_DAY_VALUE = lazy.pattern(r"\d{1,4}(?:[-/.]?\d{1,2}){0,2}")
_NUMBERED = lazy.pattern(r"(?:index|(?:list|page)[_-]\d+)[_-](\d+)\.\w+$", re.IGNORECASE)
"""`index_51.html`, `list_12_51.html`; the number in `list_51.html` is more often that of a column."""
_DIRECTION_KEYS = frozenset({"order", "dir", "direction", "sord", "sortorder", "orderdir", "sort"})
_DIRECTIONS = frozenset({"asc", "desc", "ascending", "descending", "up", "down"})
_ORDER_KEYS = frozenset({"orderby", "order_by", "sortby", "sort_by", "sidx", "sortfield", "orderfield"})
_LOOK_KEYS, _LOOKS = (
    frozenset({"view", "layout", "display", "mode", "style", "listtype"}),
    frozenset({"list", "grid", "table", "card", "cards", "gallery", "thumb", "thumbs", "print", "large", "small"}),
)
_PRINT_KEYS = frozenset({"print", "printable", "isprint", "dayin", "printview"})
_ACTION_KEYS = frozenset({"action", "act", "do", "op", "format", "tmpl", "view", "mode"})
_FIRST_YEAR = 1990
"""Older dates are in calendars only; later than the year after the inspection's too."""
_FARTHEST_PAGE, _ITEMS_A_PAGE = 50, 20
_MOST_REPEATS, _MOST_NUMBERS, _DEEPEST = 3, 6, 24
_LONGEST = 2000


def sessionless(url: str) -> str:
    """The address without session marks: the same page for every visitor, and for every unit that links it."""
    if ";" not in url and "=" not in url and "/(" not in url:
        return url
    parts = urlsplit(url)
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not _is_session(*pair.split("=", 1))]
    path = _SESSION_SEGMENT.sub("", _SESSION_PATH.sub("", parts.path))
    same = path == parts.path and len(kept) == len(pairs)
    return url if same else urlunsplit(parts._replace(path=path, query="&".join(kept)))


def _is_session(name: str, value: str = "") -> bool:
    key = name.lower()
    marked = key in _SESSION_KEYS or key.startswith("aspsessionid")
    return marked or (key == "sid" and bool(_SESSION_VALUE.fullmatch(value)))


def one_view(url: str) -> str:
    """The address without what only sorts a list, changes its look or prints a page: all views of one thing have the same."""
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = parts.query.split("&") if parts.query else []
    keys = {key.lower(): value.lower() for key, _, value in (pair.partition("=") for pair in pairs)}
    sorts = any(key in _DIRECTION_KEYS and value in _DIRECTIONS for key, value in keys.items())
    kept = [pair for pair in pairs if not _is_view(*pair.lower().partition("=")[::2], sorts=sorts)]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def _is_view(key: str, value: str, *, sorts: bool) -> bool:
    """Whether one parameter changes nothing but the view. `sort=3` names a column unless something else gives a direction."""
    direction = key in _DIRECTION_KEYS and (value in _DIRECTIONS or sorts)
    look = key in _LOOK_KEYS and value in _LOOKS
    printed = key in _PRINT_KEYS or (key in _ACTION_KEYS and value in _PRINT_KEYS)
    return direction or key in _ORDER_KEYS or look or printed


class Views:
    """Of all views of one list or page the first that is met and the first plain one, whatever the order of their parameters."""

    def __init__(self, first: Mapping[str, str] | None = None, plain: Mapping[str, str] | None = None) -> None:
        self._first, self._plain = dict(first or {}), dict(plain or {})

    def copy(self) -> Views:
        """The same, that meets others from now on."""
        return Views(self._first, self._plain)

    def another(self, url: str) -> bool:
        """Whether the address is only another view of one that was met, which it is from now on."""
        view = one_view(url)
        thing = _in_order(view)
        same = [self._first.setdefault(thing, url)]
        if url == view:
            same.append(self._plain.setdefault(thing, url))
        return url not in same


def _in_order(url: str) -> str:
    """The address with its parameters by name: filters that are chosen one after the other make every order of them."""
    start, mark, query = url.partition("?")
    return start + mark + "&".join(sorted(query.split("&"), key=_name)) if "&" in query else url


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def trap(url: str, at: date) -> str:
    """What kind of endless address this is on the day `at` (`calendar`, `paging`, `path`); empty for one that is not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = [(key.lower(), value) for key, value in parse_qsl(parts.query)]
    if len(url) > _LONGEST or _repeats(parts.path):
        return "path"
    if _pages_on(parts.path, query):
        return "paging"
    return "calendar" if _is_calendar(parts.path, dict(query), at) else ""


def _repeats(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    most = {True: _MOST_NUMBERS, False: _MOST_REPEATS}
    repeated = any(count > most[segment.isdigit()] for segment, count in Counter(segments).items())
    return repeated or len(segments) > _DEEPEST


def _pages_on(path: str, query: list[tuple[str, str]]) -> bool:
    pages = [value for key, value in query if key in _PAGE_KEYS or (key == "p" and len(query) > 1)]
    numbered = _NUMBERED.search(path)
    pages += [numbered[1]] if numbered else []
    items = [value for key, value in query if key in _ITEM_KEYS]
    return _beyond(pages, _FARTHEST_PAGE) or _beyond(items, _FARTHEST_PAGE * _ITEMS_A_PAGE)


def _beyond(numbers: Iterable[str], most: int) -> bool:
    return any(number.isascii() and number.isdigit() and int(number[:9]) > most for number in numbers)


def _is_calendar(path: str, query: dict[str, str], at: date) -> bool:
    """A page of days that calls itself a calendar, or of a day so far off that nothing can be there: archives by month are pages."""
    days = [
        key
        for key, value in query.items()
        if key in _YEAR_KEYS | _DAY_KEYS | _DATE_KEYS and _DAY_VALUE.fullmatch(value)
    ]
    if _CALENDAR.search(path) and (days or _MONTH_PATH.search(path)):
        return True
    years = [query[key] for key in _YEAR_KEYS & query.keys() if _DAY_KEYS & query.keys()]
    years += [found[1] for key in _DATE_KEYS & query.keys() if (found := _DATED.fullmatch(query[key]))]
    return any(year.isdigit() and not _FIRST_YEAR <= int(year[:9]) <= at.year + 1 for year in years)
