"""What a report has to know of the orders costs the same after ten years, and depends on the records, not on the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from inspector.model.order import Event
from inspector.pipeline.make import make_workspace
from inspector.pipeline.rectify.order_book import order_book
from inspector.pipeline.workspace import Workspace
from inspector.store import Store

RUN = {"id": "R", "quarter": "2026Q4", "as_of": "2026-11-24", "started": "2026-11-24T01:00:00+08:00"}
BEFORE = {"id": "B", "quarter": "2026Q3", "as_of": "2026-08-24", "started": "2026-08-24T01:00:00+08:00"}


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    make_workspace(tmp_path / "w")
    return Workspace.at(tmp_path / "w")


def life(number: str, quarter: str, opened: str, *after: tuple[str, str, dict[str, Any]]) -> Iterator[Event]:
    """The events of one order: opened with a deadline two weeks later, and what came after."""
    data = {"unit": "QH101", "finding": f"F-{number}", "rule": "GD-05", "subject": "guide", "severity": "S2"}
    data |= {"quarter": quarter, "due": f"{opened[:8]}28", "run": "R"}
    yield Event("order", number, 0, "issued", "甲", f"{opened}T09:00:00+08:00", data=data)
    for seq, (kind, at, more) in enumerate(after, 1):
        yield Event("order", number, seq, kind, "甲", f"{at}T09:00:00+08:00", "区办", "已核", data=more)


def history(store: Store, years: int) -> None:
    """Settled orders of so many years before 2025."""
    for year in range(2025 - years, 2025):
        for n in (1, 2):
            passed = ("rechecked", f"{year}-06-20", {"outcome": "pass"})
            store.add_events(list(life(f"{year}Q2-00{n}", f"{year}Q2", f"{year}-06-01", passed)))


def numbers(place: Workspace) -> list[str]:
    """The orders that are opened for the report of RUN."""
    return sorted(order.number for order in order_book(place, RUN, BEFORE).newest.values())


def test_settled_orders_are_not_opened_however_many_there_are(place: Workspace) -> None:
    """Ten years of them add nothing; an order that is still open is known, however old."""
    with place.store() as store:
        history(store, 10)
        store.add_events(list(life("2019Q1-009", "2019Q1", "2019-02-01", ("received", "2019-02-02", {}))))
        store.add_events(list(life("2026Q4-001", "2026Q4", "2026-11-24")))
        opened = [one[0].key for one in store.lives("order", "2024-11-24")]

    assert opened == ["2019Q1-009", "2026Q4-001"]
    assert numbers(place) == ["2019Q1-009", "2026Q4-001"]


@pytest.mark.parametrize(
    ("kind", "told", "known"),
    [
        ("rechecked", {"outcome": "fail"}, True),
        ("rechecked", {"outcome": "unseen"}, True),
        ("rechecked", {"outcome": "pass"}, False),
        ("reviewed", {"verdict": "confirm"}, True),
        ("reviewed", {"verdict": "reject"}, False),
    ],
)
def test_an_order_that_a_look_or_a_review_left_open_is_known_years_later(
    place: Workspace, kind: str, told: dict[str, Any], known: bool
) -> None:
    """What was looked at and sent back, or not seen, is still to be put right, and is named beside its finding."""
    with place.store() as store:
        store.add_events(list(life("2019Q1-009", "2019Q1", "2019-02-01", (kind, "2019-03-01", told))))

    assert numbers(place) == (["2019Q1-009"] if known else [])


def test_how_orders_stand_depends_on_the_records_not_on_the_day_of_writing(place: Workspace) -> None:
    """As of the newest day on record, unless a day is given; what came after that day has not happened yet."""
    with place.store() as store:
        store.add_events(list(life("2026Q4-001", "2026Q4", "2026-11-10", ("received", "2026-11-12", {}))))
        store.add_events(list(life("2026Q4-002", "2026Q4", "2026-11-10", ("closed", "2026-11-30", {}))))

    books = []
    for moment in ("2026-12-01T08:00:00+08:00", "2027-06-01T08:00:00+08:00"):
        with time_machine.travel(moment):
            books.append(order_book(place, RUN, BEFORE))
    early, late = (order_book(place, RUN, BEFORE, date(2026, 11, day)) for day in (20, 29))

    assert books[0] == books[1]
    assert (books[0].day, books[0].whole.open, books[0].whole.overdue, books[0].whole.closed) == (
        date(2026, 11, 30),
        1,
        1,
        1,
    )
    assert (early.whole.open, early.whole.overdue, late.whole.overdue) == (2, 0, 2)
    assert books[0].units == {"QH101": books[0].whole}


def test_what_was_closed_between_the_two_looks_is_known(place: Workspace) -> None:
    """So that an issue that is back after its order was closed is told as reopened."""
    with place.store() as store:
        store.add_events(list(life("2026Q3-001", "2026Q3", "2026-09-01", ("closed", "2026-09-20", {}))))
        store.add_events(list(life("2026Q2-001", "2026Q2", "2026-05-01", ("closed", "2026-05-20", {}))))

    assert order_book(place, RUN, BEFORE).closed == {"F-2026Q3-001"}
    assert order_book(place, RUN, None).closed == frozenset()
