"""What ended years ago is not read: not by rank, year, desk or schedule, whose answers it could not change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from httpx import ASGITransport, AsyncClient
from invented_year import UNITS, order, quarter, workspace
from sqlalchemy import text

from inspector.collect.manners import CHINA
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.appraise.ranking import ranked
from inspector.pipeline.rectify.orders import listed, recent
from inspector.pipeline.workspace import Workspace
from inspector.schedule import outlook
from inspector.serve.app import build

TODAY = date(2026, 12, 20)
NOW = datetime(2026, 12, 20, 10, 0, tzinfo=CHINA)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """Four quarters; an order that is open, one that was closed in the year, and one of 2019 whose record nobody can read."""
    made = workspace(tmp_path / "w")
    for name in ("2026Q1", "2026Q2", "2026Q3", "2026Q4"):
        quarter(made, name, {code: {} for code, *_ in UNITS})
    old = ("issued", "2019-03-01", {"due": "2019-03-15"}), ("rechecked", "2019-03-10", {"outcome": "pass"})
    order(made, "2019Q1-001", "QH101", "GD-05", "2019Q1", *old)
    opened, passed = ("issued", "2026-11-20", {"due": "2026-12-04"}), ("rechecked", "2026-12-01", {"outcome": "pass"})
    order(made, "2026Q4-001", "QH101", "GD-05", "2026Q4", opened)
    order(made, "2026Q4-002", "QH102", "GD-05", "2026Q4", opened, passed)
    with made.store() as store, store._engine.begin() as connection:
        connection.execute(text("UPDATE event SET data = 'unreadable' WHERE key = '2019Q1-001'"))
    return made


def _desk(place: Workspace) -> str:
    """The clerk's desk, as the server shows it."""

    async def read() -> str:
        async with AsyncClient(transport=ASGITransport(app=build(place)), base_url="http://127.0.0.1") as client:
            return (await client.get("/desk")).text

    with time_machine.travel(NOW, tick=False):
        return asyncio.run(read())


@pytest.mark.parametrize(
    "reader",
    [
        lambda place: ranked(place, "2026Q4", "type", TODAY),
        lambda place: appraise_year(place, 2026, TODAY, TODAY),
        lambda place: outlook(place, NOW),
        lambda place: recent(place, TODAY),
        _desk,
    ],
    ids=["rank", "year", "schedule", "recent", "desk"],
)
def test_a_settled_order_of_long_ago_is_not_read(place: Workspace, reader: Callable[[Workspace], object]) -> None:
    """Whoever reads all orders comes to grief over the one that cannot be read."""
    with pytest.raises(ValueError, match="Expecting value"):
        listed(place)

    assert reader(place)


def test_what_is_open_or_new_is_there(place: Workspace) -> None:
    """Open orders however old, settled ones of the last year, the oldest first; each by its number too."""
    order(place, "2018Q1-001", "QH103", "GD-05", "2018Q1", ("issued", "2018-03-01", {"due": "2018-03-15"}))

    assert [one.number for one in recent(place, TODAY)] == ["2018Q1-001", "2026Q4-001", "2026Q4-002"]
    assert "2018Q1-001" in _desk(place)
    groups = ranked(place, "2026Q4", "type", TODAY)
    standing = {one.unit: one for group in groups for one in group.unranked} | {
        place.unit.unit: place.unit for group in groups for place in group.ranked
    }
    assert (standing["QH101"].open, standing["QH102"].days) == (1, 11)


def test_the_newest_events_and_one_life(place: Workspace) -> None:
    """The last things added first, of all streams; one order's events in their order."""
    with place.store() as store:
        newest, life = store.newest_events(2), store.life("order", "2026Q4-002")

        assert store.life("order", "no such") == ()
    assert [event.kind for event in life] == ["issued", "rechecked"]
    assert len(newest) == 2
