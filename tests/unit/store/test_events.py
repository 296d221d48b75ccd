"""Events of orders and appeals are added, never changed."""

from __future__ import annotations

import pytest

from inspector.errors import StorageError
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.store import Store

EVENT = Event("order", "2026Q4-001", 0, "issued", "甲", "2026-11-24T09:00:00+08:00", "区办", "", {"due": "2026-12-01"})
RULING = Ruling("QH102", "GD-05", "guide", "confirmed", "区办", "复核", "乙", "2026-11-24T09:00:00+08:00", "2026-11-24")


def test_events_come_back_as_they_were_told(store: Store) -> None:
    """With their data, and with the ruling that follows from them."""
    store.add_events([EVENT], [RULING])

    assert (store.events(), store.rulings()) == ((EVENT,), (RULING,))


def test_a_place_that_is_taken_is_refused_with_all_that_came_along(store: Store) -> None:
    """Two who act at once do not both succeed, and no ruling stays behind."""
    store.add_events([EVENT])

    with pytest.raises(StorageError):
        store.add_events([EVENT], [RULING])
    assert (len(store.events()), store.rulings()) == (1, ())
