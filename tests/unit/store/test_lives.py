"""What ended long ago is not opened, on either database, and no question about what is alive goes through all that ever was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event as hooks

from inspector.model.order import Event
from inspector.store import Store, open_store

SINCE = "2024-11-24"


def event(key: str, seq: int, kind: str, at: str, stream: str = "order", **data: Any) -> Event:
    """One event at nine o'clock of a day."""
    return Event(stream, key, seq, kind, "甲", f"{at}T09:00:00+08:00", data=data)


def alive(store: Store, stream: str = "order") -> list[str]:
    """The keys of the lives that are opened."""
    return [life[0].key for life in store.lives(stream, SINCE)]


def test_a_life_is_opened_while_its_last_event_leaves_it_open(store: Store) -> None:
    """Ended, taken up again, ended again: each time as the last event says."""
    store.add_events([event("1", 0, "issued", "2019-01-02"), event("2", 0, "issued", "2019-01-02")])
    store.add_events([event("1", 1, "rechecked", "2019-02-01", outcome="pass")])
    assert alive(store) == ["2"]

    store.add_events([event("1", 2, "rechecked", "2019-05-01", outcome="fail")])
    assert alive(store) == ["1", "2"]

    store.add_events([event("1", 3, "closed", "2019-06-01"), event("2", 1, "withdrawn", "2019-06-01")])
    assert alive(store) == []


def test_the_last_event_is_the_one_with_the_last_place_whatever_its_moment(store: Store) -> None:
    """What is entered late, for a day long past, counts by its place; the newest moment stays what it was."""
    store.add_events([event("1", 0, "issued", "2024-12-01"), event("1", 1, "closed", "2019-06-01")])
    store.add_events([event("2", 0, "issued", "2019-01-01"), event("2", 2, "closed", "2019-03-01")])
    store.add_events([event("2", 1, "received", "2019-02-01")])

    assert alive(store) == ["1"]
    assert store.last_event("order") == "2024-12-01T09:00:00+08:00"


def test_streams_have_lives_of_their_own(store: Store) -> None:
    """The same key in another stream is another life; each is told whole and in order."""
    mine = (event("1", 0, "filed", "2019-01-01", "appeal"), event("1", 1, "noted", "2019-01-02", "appeal"))
    store.add_events([mine[0], event("1", 0, "closed", "2019-01-01")])
    store.add_events([mine[1]])

    assert list(store.lives("appeal", SINCE)) == [mine]
    assert alive(store) == []
    assert store.last_event("nothing") == ""


def test_many_lives_at_once_are_all_followed(store: Store) -> None:
    """More than a statement has places for, new ones and known ones together."""
    store.add_events([event(f"{n:04}", 0, "issued", "2019-01-01") for n in range(900)])
    store.add_events([event(f"{n:04}", int(n < 900), "closed", "2019-02-01") for n in range(1, 1000)])

    assert alive(store) == ["0000"]


def test_no_question_about_lives_reads_a_whole_table(tmp_path: Path) -> None:
    """The plan of each statement only searches: its cost does not grow with what is over."""
    with open_store("sqlite:///plan.db", tmp_path) as store:
        store.add_events([event("1", 0, "issued", "2019-01-01")])
        asked: list[tuple[str, Any]] = []
        hooks.listen(
            store._engine, "before_cursor_execute", lambda _c, _u, text, given, *_: asked.append((text, given))
        )

        alive(store)
        store.last_event("order")
        store.add_events([event("1", 1, "closed", "2019-02-01")])

        questions = [(text, given) for text, given in asked if text.startswith(("SELECT", "UPDATE"))]
        with store._engine.connect() as connection:
            plans = [
                str(row[3])
                for text, given in questions
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)
            ]

    assert len(questions) == 4
    assert any(step.startswith("SEARCH event") for step in plans)
    assert any(step.startswith("SEARCH life") for step in plans)
    assert not [step for step in plans if step.startswith(("SCAN event", "SCAN life"))]
