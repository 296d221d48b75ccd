"""Endless addresses are known by themselves, and session marks do not make a page another page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey import Plan
from inspector.survey.desk import REGISTERED, Desk
from inspector.survey.drive import drive
from inspector.survey.traps import sessionless, trap

BASE = "https://www.qinghe.gov.cn"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/calendar/?date=2031-05-01", "calendar"),
        ("/huodong?year=2031&month=5", "calendar"),
        ("/calendar/2031/05/", "calendar"),
        ("/huodong/rili/2031-05-01", "calendar"),
        ("/list?page=51", "paging"),
        ("/xxgk/index_300.shtml", "paging"),
        ("/a/b/a/b/a/b/a/b/", "path"),
        ("/x?" + "a" * 3000, "path"),
        ("/list?page=2", ""),
        ("/xxgk/index_2.shtml", ""),
        ("/202611/t20261101_123456.html", ""),
        ("/article?id=9912&date=2026-11-01", ""),
        ("/xxgk/zfxxgk/xxgk/2026/", ""),
        ("/xxgk/2026/05/", ""),
    ],
)
def test_endless_addresses_are_told_from_plain_ones(path: str, kind: str) -> None:
    """Calendars, paging beyond what anybody reads, paths that repeat; not dated articles or the first pages."""
    assert trap(BASE + path) == kind


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("/a.jsp;jsessionid=8F3A?id=1", "/a.jsp?id=1"),
        ("/a.php?PHPSESSID=8f3a&id=1", "/a.php?id=1"),
        ("/a?sid=1", "/a"),
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

    day = date(2026, 11, 24)
    desk = Desk(Unit("11A", "x", "department"), Plan(frozenset(), day, (day, day)))
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
