"""A page that stays dead between two re-checks sends its order back; one that was away for a moment does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small_district import Served, small_district, workspace_for

from inspector.model.order import Event
from inspector.pipeline.orders import Word
from inspector.pipeline.quarter import Watch, inspect
from inspector.pipeline.recheck import recheck
from inspector.pipeline.workspace import Workspace

NOON = datetime.fromisoformat("2026-11-24T12:00:00+08:00")


@pytest.fixture
def site() -> Iterator[Served]:
    """Two units, of which one has no guide any more."""
    with small_district() as made:
        del made.pages["/MZJ/guide.html"]
        yield made


@pytest.fixture
def place(site: Served, tmp_path: Path) -> Workspace:
    """An issued order about the guide, in a workspace that confirms a failure after an hour."""
    folder = workspace_for(site, tmp_path / "qinghe")
    result = inspect(Workspace.at(folder), only=["MZJ"]).result
    fault = next(one for one in result["units"][0]["findings"] if one["rule"] == "GD-01" and one["outcome"] == "fail")
    config = folder / "config.toml"
    config.write_text(
        config.read_text("utf-8").replace("attempts = 1\nafter_s = 0", "attempts = 2\nafter_s = 3600"), "utf-8"
    )
    workspace = Workspace.at(folder)
    data = {name: fault[name] for name in ("rule", "subject", "severity", "points", "message", "evidence")}
    told = {"unit": "MZJ", "finding": fault["id"], "quarter": result["run"]["quarter"], "run": result["run"]["id"]}
    event = Event(
        "order",
        "1",
        0,
        "issued",
        "张",
        NOON.isoformat(),
        data={**data, **told, "as_of": "2026-11-24", "due": "2026-12-08"},
    )
    with workspace.store() as store:
        store.add_events([event])
    return workspace


def look_again(place: Workspace, moment: datetime) -> str:
    """The order's status after a re-check at `moment`."""
    return recheck(place, ("1",), Word("王", day=moment.date()), Watch(now=lambda: moment))[0].status


def test_two_looks_an_hour_apart_send_the_order_back(place: Workspace) -> None:
    """The first is not enough to say so; within the hour the page is not even asked for again."""
    assert look_again(place, NOON) == "issued"
    assert look_again(place, NOON + timedelta(minutes=10)) == "issued"
    assert look_again(place, NOON + timedelta(minutes=70)) == "returned"


def test_a_page_that_is_back_closes_the_order(place: Workspace, site: Served) -> None:
    """What was away at the last re-check is looked at anew."""
    assert look_again(place, NOON) == "issued"
    site.pages["/MZJ/guide.html"] = site.pages["/CJJ/guide.html"].replace("城建局", "民政局")
    assert look_again(place, NOON + timedelta(minutes=70)) == "closed"
