"""A page that stays dead between two re-checks sends its order back; one that was away for a moment does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small_district import Served, small_district, workspace_for

from inspector.model.order import Event
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.recheck import recheck
from inspector.pipeline.rectify.new_addresses import followed, proposals
from inspector.pipeline.rectify.orders import Word, add, listed
from inspector.pipeline.workspace import Workspace
from inspector.registry import write

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


def _answered(place: Workspace, url: str) -> None:
    add(place, "1", "responded", Word("乙", day=NOON.date()), {"done": "已移至新栏目", "url": url})


def test_the_look_goes_where_the_answer_says_and_the_office_is_told(place: Workspace, site: Served) -> None:
    """A guide that has a new address closes its order there; the registry keeps the old one until a person pins the new."""
    site.pages["/MZJ/new/guide.html"] = site.pages["/CJJ/guide.html"].replace("城建局", "民政局")
    _answered(place, f"{site.url}/MZJ/new/guide.html")

    assert look_again(place, NOON + timedelta(minutes=70)) == "closed"

    (one,) = proposals(place, listed(place))
    assert (one.unit, one.role, one.old) == ("MZJ", "guide", f"{site.url}/MZJ/guide.html")
    assert one.new == f"{site.url}/MZJ/new/guide.html"
    assert place.units()[0].pages["guide"] == one.old
    write(place.registry, followed(place.units(), [one]))
    assert tuple(proposals(place, listed(place))) == ()


@pytest.mark.parametrize("url", ["http://evil.example.com/guide.html", "http://127.0.0.1:1/x", "ftp://a.gov.cn/x"])
def test_an_address_outside_the_allowed_hosts_is_not_followed(place: Workspace, site: Served, url: str) -> None:
    """Who may answer may not send the crawler anywhere: the registered page is looked at, and the refusal is on record."""
    _answered(place, url)

    assert look_again(place, NOON) == "reported"

    look = listed(place)[0].last("rechecked")
    assert look is not None
    assert (look.data["address"]["new"], bool(look.data["address"]["refused"])) == (url, True)
    assert tuple(proposals(place, listed(place))) == ()
