"""A page without a length that stops between two elements, as no other page of its host does: judged once it stopped there twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from held_runs import failing, later, scores
from small_district import Served, small_district, workspace_for

from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
GUIDE = "/MZJ/guide.html"
HALF, MORE, WHOLE = "<p>联系电话", "<p>传真号码", "<never>"


@pytest.fixture
def site() -> Iterator[Served]:
    """Two units of one host."""
    with small_district() as made:
        yield made


def at(site: Served, *marks: str) -> list[int]:
    """Where in the guide these stand, the end of the guide where one does not."""
    page = site.pages[GUIDE]
    return [page.index(mark) if mark in page else len(page) for mark in marks]


def test_what_stood_behind_a_chance_end_is_read_at_the_second_look(site: Served, tmp_path: Path) -> None:
    """Undetermined until then; the second look, the next day, has the whole page, and the result is the true one."""
    folder = workspace_for(site, tmp_path / "qinghe")
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8").replace("attempts = 1\nafter_s = 0", "attempts = 2"), "utf-8")
    place = Workspace.at(folder)
    truth = inspect(place, as_of=AT, watch=Watch(now=lambda: later() - timedelta(days=1))).result
    site.cut[GUIDE] = at(site, HALF, WHOLE)

    first = inspect(place, as_of=AT, watch=Watch(now=later)).result

    assert set(failing(first)) <= set(failing(truth))
    reasons = {one["reason"] for one in first["units"][0]["findings"] if one["rule"] in ("GD-07", "GD-09")}
    assert reasons == {"partial"}
    again = resume(place, watch=Watch(now=lambda: later() + timedelta(days=1))).result
    assert (scores(again), failing(again)) == (scores(truth), failing(truth))


def test_a_page_that_stops_at_one_place_each_time_is_what_readers_see(site: Served, tmp_path: Path) -> None:
    """Where looks follow each other at once it is looked at twice in the run, and then believed; elsewhere each time, never."""
    place = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
    site.cut[GUIDE] = at(site, HALF)

    seen = inspect(place, as_of=AT, watch=Watch(now=later)).result

    assert site.asked.count(GUIDE) == 2
    assert ("MZJ", "GD-07") in failing(seen)
    site.cut[GUIDE] = at(site, HALF, MORE)
    elsewhere = inspect(place, as_of=AT, watch=Watch(now=lambda: later() + timedelta(hours=1))).result
    assert ("MZJ", "GD-07") not in failing(elsewhere)
