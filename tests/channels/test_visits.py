"""Availability visits: spaced, light, ended where a site asks, never counted where our own line was down, judged by ST-01."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from small_district import Served, small_district, workspace_for

from inspector.channels import visits as series
from inspector.collect.manners import CHINA, stamp
from inspector.model.capture import Ask, Capture, Failure
from inspector.model.quarter import calendar_quarter
from inspector.model.series import Visit
from inspector.pipeline.probing.switch import Stopped, stop
from inspector.pipeline.probing.visits import series_of, visit
from inspector.pipeline.quarter import inspect
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace

WINDOW = calendar_quarter("2026Q4")
assert WINDOW is not None
WORD = Word("王某")
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=CHINA)


@pytest.fixture
def site() -> Iterator[Served]:
    """A site on loopback."""
    with small_district() as made:
        yield made


def portal(site: Served, folder: Path) -> Workspace:
    """A workspace whose portal has its home page on the site."""
    workspace_for(site, folder)
    row = f"P1,清河区人民政府门户网站,portal,{site.url}/MZJ/"
    (folder / "units.csv").write_text(f"code,name,type,home\n{row}\n", encoding="utf-8")
    return Workspace.at(folder)


def test_an_address_is_visited_once_in_its_share_of_the_day(site: Served, tmp_path: Path) -> None:
    """However often the round is called: 24 a day is one an hour, with one light request each."""
    workspace = portal(site, tmp_path / "w")

    rounds = [
        visit(workspace, WINDOW, WORD, now=lambda at=NOON + timedelta(minutes=at): at) for at in (0, 5, 59, 60, 61)
    ]

    assert [one.visited for one in rounds] == [1, 0, 0, 1, 0]
    assert site.asked.count("/MZJ/") == 2
    assert series_of(workspace, WINDOW, WINDOW.end)[f"{site.url}/MZJ/"][0].good == 2


def test_a_site_that_asks_us_to_stop_is_left_alone_for_the_quarter(site: Served, tmp_path: Path) -> None:
    """robots.txt that shuts us out ends the visits; what was refused counts neither way."""
    workspace = portal(site, tmp_path / "w")
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /"

    first = visit(workspace, WINDOW, WORD, now=lambda: NOON)
    later = visit(workspace, WINDOW, WORD, now=lambda: NOON + timedelta(days=2))

    assert (first.visited, first.good, len(first.stopped)) == (1, 0, 1)
    assert later.visited == 0
    assert series_of(workspace, WINDOW, WINDOW.end) == {}


def test_the_switch_stops_visits_too(site: Served, tmp_path: Path) -> None:
    """Nothing is asked while it is set."""
    workspace = portal(site, tmp_path / "w")
    stop(workspace, WORD)

    with pytest.raises(Stopped):
        visit(workspace, WINDOW, WORD, now=lambda: NOON)

    assert site.asked == []


@pytest.mark.parametrize(("failing", "outcome"), [(0, "pass"), (2, "fail")])
def test_a_week_of_visits_is_judged_in_the_quarters_run(
    site: Served, tmp_path: Path, failing: int, outcome: str
) -> None:
    """Seven days of twenty visits; two of twenty failing each day is more than 5 %."""
    workspace = portal(site, tmp_path / "w")
    moments = [datetime(2026, 11, day, hour, tzinfo=CHINA) for day in range(16, 23) for hour in range(20)]
    with workspace.store() as store:
        url = f"{site.url}/MZJ/"
        store.add_visits([Visit(url, stamp(at), "failed" if at.hour < failing else "good") for at in moments])

    result = inspect(workspace, "2026Q4", as_of=date(2026, 11, 24)).result

    found = next(f for f in result["units"][0]["findings"] if f["rule"] == "ST-01")
    assert found["outcome"] == outcome


def capture(url: str, status: int | None = 200, failure: Failure | None = None, **headers: str) -> Capture:
    """One look."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Capture(Ask(url, "HEAD"), url, status, named, fetched_at=stamp(NOON), failure=failure)


def test_what_a_visit_says() -> None:
    """Errors and silence are the site's; refusals are nobody's; where no host answered, or all in one wrong way, it was our own line."""
    one, two = "http://a.gov.cn/", "http://b.gov.cn/"

    def said(*looks: Capture) -> list[str]:
        return [visit.outcome for visit in series.told(looks)]

    assert said(capture(one), capture(two, 500), capture(two, 404)) == ["good", "failed", "failed"]
    assert said(capture(one, 403), capture(one, 429), capture(one, 521)) == ["uncounted"] * 3
    assert said(capture(one, 503), capture(one, 503, retry_after="3600")) == ["failed", "uncounted"]
    assert said(capture(one, None, Failure.TIMEOUT), capture(two)) == ["failed", "good"]
    assert said(capture(one, None, Failure.TIMEOUT), capture(two, None, Failure.DNS)) == ["uncounted", "uncounted"]
    assert said(capture(one, 502), capture(two, 502)) == ["uncounted", "uncounted"]
    assert said(capture(one, 404), capture(two, 404)) == ["uncounted", "uncounted"]
    assert said(capture(one, 502), capture(one, 502)) == ["failed", "failed"]
    assert said(capture(one, None, Failure.GUARD), capture(two)) == ["uncounted", "good"]


def test_visits_end_before_the_quarter_is_inspected() -> None:
    """Freeze on 21 December, inspected 14 days before: the week from 30 November to 6 December, at least 20 visits a day."""
    first, last = series.days(WINDOW, 14, 7)
    rounds = list(series.slots(first, last, 20, datetime(first.year, first.month, first.day, tzinfo=CHINA)))

    assert (first, last) == (date(2026, 11, 30), date(2026, 12, 6))
    assert len(rounds) == 140
    assert rounds[1] - rounds[0] == timedelta(minutes=72)
    assert rounds[-1].date() == last
