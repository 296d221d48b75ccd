"""Endless addresses are known by themselves, and session marks do not make a page another page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey import Plan
from inspector.survey.desk import REGISTERED, Desk
from inspector.survey.drive import drive
from inspector.survey.traps import one_view, sessionless, trap

BASE = "https://www.qinghe.gov.cn"
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/calendar/?date=2031-05-01", "calendar"),
        ("/calendar?date=2026-05-01", "calendar"),
        ("/calendar.aspx?y=2026&m=5", "calendar"),
        ("/calendar/2031/05/", "calendar"),
        ("/calendar/2026-05.html", "calendar"),
        ("/huodong/rili/2031-05-01", "calendar"),
        ("/rl/?ym=202605", "calendar"),
        ("/wannianli?nian=2026&yue=5", "calendar"),
        ("/huodong?year=2031&month=5", "calendar"),
        ("/huodong?y=1901&m=5&d=1", "calendar"),
        ("/huodong?riqi=2031年5月1日", "calendar"),
        ("/list?date=20310501", "calendar"),
        ("/list?page=51", "paging"),
        ("/list?cid=3&p=99", "paging"),
        ("/list?offset=1020", "paging"),
        ("/xxgk/index_300.shtml", "paging"),
        ("/list_12_51.html", "paging"),
        ("/a/b/a/b/a/b/a/b/", "path"),
        ("/a/a/a/a/", "path"),
        ("/" + "1/" * 7, "path"),
        ("/" + "/".join(map(str, range(25))), "path"),
        ("/x?" + "a" * 3000, "path"),
    ],
)
def test_endless_addresses_are_known(path: str, kind: str) -> None:
    """Calendars in their spellings, paging beyond what anybody reads, paths that repeat or grow."""
    assert trap(BASE + path, DAY) == kind


@pytest.mark.parametrize(
    "path",
    [
        "/list?page=2",
        "/list?page=3&date=2026-11-01",
        "/list?offset=60",
        "/list?cid=3&p=2",
        "/?p=1234",
        "/show.php?p=9912",
        "/xxgk/index_2.shtml",
        "/xxgk/index_50.shtml",
        "/list_123.html",
        "/list_123_2.html",
        "/page_88.html",
        "/202611/t20261101_123456.html",
        "/article?id=9912&date=2026-11-01",
        "/article?id=88&sort=3",
        "/list?year=2025&month=12",
        "/list?year=2008&month=5&day=1",
        "/zt/ghgy?year=2035",
        "/list?month=5&day=3",
        "/xxgk/zfxxgk/xxgk/2026/",
        "/xxgk/2026/05/",
        "/col/2031/12/",
        "/1/11/11/11/11.html",
        "/local/calculator/2026/",
    ],
)
def test_a_true_page_is_no_trap(path: str) -> None:
    """The first pages of a list, articles by number, columns by number, archives by month."""
    assert trap(BASE + path, DAY) == ""


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/list?cid=3&sort=title&order=desc&view=grid", "/list?cid=3"),
        ("/list?sort=date&order=asc", "/list"),
        ("/list?orderby=hits&cid=3", "/list?cid=3"),
        ("/list?sort=desc", "/list"),
        ("/article?id=5&print=1", "/article?id=5"),
        ("/article?id=5&action=print", "/article?id=5"),
        ("/article?print", "/article"),
        ("/list?sort=3", "/list?sort=3"),
        ("/list?sort=policy&cid=2", "/list?sort=policy&cid=2"),
        ("/index.php?view=article&id=5", "/index.php?view=article&id=5"),
        ("/list?order=2&style=7", "/list?order=2&style=7"),
        ("/search?type=print", "/search?type=print"),
        ("/list?%E6%8E%92=1&b=", "/list?%E6%8E%92=1&b="),
    ],
)
def test_views_of_one_thing_have_one_address(path: str, plain: str) -> None:
    """What sorts, changes the look or prints is no part of it; a column that is called `sort` stays."""
    assert one_view(BASE + path) == BASE + plain


def test_of_all_views_of_a_list_the_first_is_asked_for_and_every_page_of_it() -> None:
    """Permutations of sorting do not multiply; the list as it stands, its pages and a registered view are asked for."""
    asked: list[str] = []

    def answer(ask: Ask) -> Capture:
        asked.append(ask.url)
        return Capture(ask, ask.url, 200, {"content-type": "text/html"}, b"<p>x</p>")

    desk = Desk(Unit("11A", "x", "department"), Plan(frozenset(), DAY, (DAY, DAY)))
    views = [f"{BASE}/l?c=1&sort={key}&order={way}" for key in ("date", "title") for way in ("asc", "desc")]
    others = [f"{BASE}/l?c=1", f"{BASE}/l?c=1&page=2", f"{BASE}/l?c=1&page=3", f"{BASE}/l?c=2&sort=date&order=asc"]
    registered = f"{BASE}/l?c=1&sort=hits&order=desc"

    pages = drive(desk.ask([*map(Ask, views), *map(Ask, others), Ask(registered, why=REGISTERED)]), answer)
    again = drive(desk.ask([Ask(views[0], "HEAD")]), answer)

    assert asked == [views[0], *others, registered, views[0]]
    assert [page.capture.failure for page in pages[:4]] == [None, *[Failure.TRAP] * 3]
    assert again[0].capture.failure is None
    assert desk.endless([*views, *others, f"{BASE}/calendar?date=2026-11-01"]) == {
        *views[1:],
        f"{BASE}/calendar?date=2026-11-01",
    }


def test_filters_in_another_order_are_the_same_page() -> None:
    """Of a column with three filters one order is asked for; another choice, and a value given twice the other way, are other pages."""
    filters = ("type=1", "year=2026", "dept=3")
    orders = [f"{BASE}/l?{'&'.join(order)}" for order in permutations(filters)]
    others = [
        f"{BASE}/l?type=1&year=2026",
        f"{BASE}/l?type=2&year=2026&dept=3",
        f"{BASE}/l?t=1&t=2",
        f"{BASE}/l?t=2&t=1",
    ]
    desk = Desk(Unit("11A", "x", "department"), Plan(frozenset(), DAY, (DAY, DAY)))

    assert desk.endless([*orders, *others]) == set(orders[1:])


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("/a.jsp;jsessionid=8F3A?id=1", "/a.jsp?id=1"),
        ("/a.php?PHPSESSID=8f3a&id=1", "/a.php?id=1"),
        ("/a?sid=9f86d081884c7d659a2f", "/a"),
        ("/a.asp?ASPSESSIONIDQQ=AB&id=1", "/a.asp?id=1"),
        ("/a.aspx?ASP.NET_SessionId=x", "/a.aspx"),
        ("/a?sid=1", "/a?sid=1"),
        ("/a?sid=xingzhengxukekuaile", "/a?sid=xingzhengxukekuaile"),
        ("/xxgk/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "/xxgk/a.aspx"),
        ("/a/(2)/b(S(x)).html", "/a/(2)/b(S(x)).html"),
        ("/a?id=%E6%8C%87&b=", "/a?id=%E6%8C%87&b="),
        ("/a;v=1/b", "/a;v=1/b"),
    ],
)
def test_session_marks_are_taken_off(printed: str, plain: str) -> None:
    """What else stands in the address stays as it is, letter for letter."""
    assert sessionless(BASE + printed) == BASE + plain


def test_a_page_linked_with_sessions_is_asked_for_once() -> None:
    """Two visits' marks are one page, known by both printed addresses; a trap is never asked for, a registered page always."""
    asked: list[str] = []

    def answer(ask: Ask) -> Capture:
        asked.append(ask.url)
        return Capture(ask, ask.url, 200, {"content-type": "text/html"}, b"<p>x</p>")

    desk = Desk(Unit("11A", "x", "department"), Plan(frozenset(), DAY, (DAY, DAY)))
    urls: Sequence[str] = [f"{BASE}/a;jsessionid={n}" for n in (1, 2)]
    asks = [
        *(Ask(url) for url in urls),
        Ask(f"{BASE}/cal/?date=2031-05-01"),
        Ask(f"{BASE}/list?page=99", why=REGISTERED),
    ]

    one, two, endless, registered = drive(desk.ask(asks), answer)

    assert asked == [f"{BASE}/a", f"{BASE}/list?page=99"]
    assert [one.url, two.url] == list(urls)
    assert (endless.capture.failure, registered.capture.status) == (Failure.TRAP, 200)
