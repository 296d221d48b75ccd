"""Thin pages on a real site: which of them lead on by themselves, and which only seem to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from loopback_site import Site, answer

from inspector.collect import Outside
from inspector.model.unit import Unit
from inspector.pipeline.collect.looking import surveyed
from inspector.survey import Plan

Look = Callable[..., Outside]
pytestmark = pytest.mark.anyio

HTML = "text/html; charset=utf-8"
COLUMN = (
    "<html><head><title>清河区教育局政府信息公开</title>{}</head><body><a href={}>政府信息公开指南</a></body></html>"
)
GUIDE = f"<html><head><title>清河区教育局政府信息公开指南</title></head><body>{'<p>受理机构：清河区教育局办公室。</p>' * 30}</body></html>"


def page(text: str) -> bytes:
    """An answer of text."""
    return answer(text.encode(), content_type=HTML)


async def asked(site: Site, look_with: Look, column: str) -> list[str]:
    """What a survey that has to find the guide asks the site for, where this is the unit's column."""
    site.pages = {"/xxgk/": page(column), "/xxgk/zn.html": page(GUIDE), "/m/": page("<title>手机版</title>")}
    unit = Unit("11A", "清河区教育局", "department", pages={"disclosure": f"{site.url}/xxgk/"})
    day = date(2026, 11, 24)
    plan = Plan(frozenset({"guide"}), day, (day, day), allowed_hosts=("127.0.0.1",))
    await surveyed(unit, plan, look_with(respect_robots=False))
    return site.paths


@pytest.mark.parametrize(
    "script",
    [
        "if (/mobile/i.test(navigator.userAgent)) { location.href = '/m/' }",
        "if (top != self) top.location.href = '/m/'",
        "function phone() { window.location.href = '/m/' }",
        "window.open('/m/', '', 'width=400')",
    ],
)
async def test_a_short_column_is_not_left_for_where_only_some_are_sent(
    site: Site, look_with: Look, script: str
) -> None:
    """Its script sends telephones, frames or whoever clicks elsewhere: the column itself is read."""
    column = COLUMN.format(f"<script>{script}</script>", "zn.html")

    assert await asked(site, look_with, column) == ["/xxgk/", "/xxgk/zn.html"]


@pytest.mark.parametrize(
    "led", ["<meta http-equiv=refresh content='0;zn.html'>", "<script>location='zn.html'</script>"]
)
async def test_a_page_that_leads_on_is_followed(site: Site, look_with: Look, led: str) -> None:
    """Also where its refresh names the place alone."""
    assert (await asked(site, look_with, f"<html><head>{led}</head></html>"))[:2] == ["/xxgk/", "/xxgk/zn.html"]


async def test_of_several_bases_the_first_counts(site: Site, look_with: Look) -> None:
    """As in browsers: a second one, which templates put into pages that have theirs, changes nothing."""
    bases = f'<base target=_blank><base href="{site.url}/xxgk/"><base href="http://elsewhere.example.cn/">'

    assert await asked(site, look_with, COLUMN.format(bases, "zn.html")) == ["/xxgk/", "/xxgk/zn.html"]
