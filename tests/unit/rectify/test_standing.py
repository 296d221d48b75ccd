"""Figures of orders on a day, reminders, and what is to be looked at again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import CalendarMissing, UsageError
from inspector.model.order import Event, Order
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.rectify import admit, by_unit, chasers, due_looks, order_of, orders_of, overdue, standing
from inspector.workdays import Workdays

RULES = Path(__file__).parents[3] / "rules"
DAY = date(2026, 12, 2)


@pytest.fixture(scope="module")
def workdays() -> Workdays:
    """The published calendars."""
    return read_ruleset(RULES, "beijing-district").workdays


def _events(
    number: int, *told: tuple[str, str, dict[str, Any]], unit: str = "QH102", due: str = "2026-12-01"
) -> list[Event]:
    data = {
        "unit": unit, "finding": f"F-{number}", "rule": "GD-05", "subject": "guide", "severity": "S2", "quarter": "2026Q4",
        "due": due, "evidence": [],
    }  # fmt: skip
    life = [("issued", "2026-11-24", data), *told]
    return [
        Event("order", f"2026Q4-{number:03}", seq, kind, "甲", f"{day}T09:00:00+08:00", "区办", "依据", more)
        for seq, (kind, day, more) in enumerate(life)
    ]


def _order(*told: tuple[str, str, dict[str, Any]], due: str = "2026-12-01") -> Order:
    return order_of(tuple(_events(1, *told, due=due)))


PASS, FAIL = {"outcome": "pass"}, {"outcome": "fail"}


def test_the_units_own_day_counts_for_the_deadline() -> None:
    """An answer in time that is found right later is in time; an answer that was sent back counts no more."""
    answered = _order(("responded", "2026-12-01", {}), ("rechecked", "2026-12-04", PASS))
    sent_back = _order(
        ("responded", "2026-11-30", {}), ("rechecked", "2026-12-01", FAIL), ("rechecked", "2026-12-04", PASS)
    )

    assert (answered.in_time, answered.days_to_fix, answered.closed_on) == (True, 10, date(2026, 12, 4))
    assert (sent_back.in_time, sent_back.status) == (False, "closed")
    assert (_order().in_time, _order().days_to_fix) == (None, None)


def test_every_order_is_counted_once_and_the_parts_make_the_whole() -> None:
    """Open, closed and withdrawn are all that was issued; overdue, reported and escalated are among the open ones."""
    events = [
        *_events(1),
        *_events(2, ("responded", "2026-12-01", {})),
        *_events(3, ("rechecked", "2026-11-26", PASS)),
        *_events(4, ("rechecked", "2026-12-04", PASS), unit="QH103"),
        *_events(5, ("withdrawn", "2026-11-25", {}), unit="QH103"),
        *_events(6, ("escalated", "2026-12-02", {"step": "supervised"}), unit="QH103"),
    ]
    whole = standing(orders_of(events), DAY)

    assert (whole.issued, whole.open, whole.closed, whole.withdrawn) == (6, 3, 2, 1)
    assert (whole.overdue, whole.reported, whole.escalated, whole.late) == (3, 1, 1, 1)
    assert (whole.days, whole.median_days, whole.next_due) == ((2, 10), 6.0, date(2026, 12, 1))
    units = by_unit(orders_of(events), DAY)
    assert [(code, one.issued) for code, one in units.items()] == [("QH102", 3), ("QH103", 3)]
    assert whole.json()["closed_share"] == 0.4


def test_a_recurrence_begins_a_new_time_to_fix() -> None:
    """Days and deadline count from the reopening; the order says how often it came back."""
    again = {"due": "2027-01-20", "quarter": "2027Q1", "times": 1, "factor": "1.5"}
    order = _order(
        ("rechecked", "2026-11-26", PASS), ("reopened", "2027-01-06", again), ("rechecked", "2027-01-08", PASS)
    )

    assert (order.reopened, order.days_to_fix, order.in_time, order.opened["factor"]) == (1, 2, True, "1.5")


def test_only_what_is_overdue_is_escalated_and_the_gravest_step_stays() -> None:
    """Supervision needs grounds and a deadline that has passed."""
    early = Event(
        "order", "2026Q4-001", 1, "escalated", "甲", "2026-12-01T09:00:00+08:00", "区办", "逾期", {"step": "supervised"}
    )
    with pytest.raises(UsageError, match="is not overdue"):
        admit(_order(), early)
    told = [("escalated", "2026-12-02", {"step": step}) for step in ("circulated", "supervised")]

    assert _order(*told).escalated == "circulated"


def test_reminders_come_a_working_day_before_on_and_after(workdays: Workdays) -> None:
    """Around a week-end the working days count; who has answered is not reminded."""
    monday = orders_of(_events(1, due="2026-12-07"))
    answered = orders_of(_events(1, ("responded", "2026-12-03", {}), due="2026-12-07"))

    found = {day: [one.when for one in chasers(monday, date(2026, 12, day), workdays)] for day in range(3, 10)}

    assert found == {3: [], 4: ["before"], 5: [], 6: [], 7: ["on"], 8: ["after"], 9: []}
    assert chasers(answered, date(2026, 12, 7), workdays) == ()


def test_a_deadline_on_a_day_off_is_reminded_of_on_the_last_working_day(workdays: Workdays) -> None:
    """An extension to a Saturday: Friday is the day."""
    saturday = orders_of(_events(1, due="2026-12-05"))

    assert [one.when for one in chasers(saturday, date(2026, 12, 4), workdays)] == ["on"]


def test_a_year_without_a_calendar_is_refused_with_a_sentence(workdays: Workdays) -> None:
    """Reminders are counted in working days: a day of an unknown year is never guessed."""
    with pytest.raises(CalendarMissing, match="no table of working days for 2031"):
        chasers(orders_of(_events(1)), date(2031, 1, 6), workdays)


def test_what_is_answered_or_at_its_deadline_is_looked_at_once_a_day() -> None:
    """A second answer on the same day earns a second look; what is not due waits."""
    one_look = _order(("responded", "2026-11-25", {}), ("rechecked", "2026-11-26", FAIL))
    new_answer = _order(("rechecked", "2026-11-26", FAIL), ("responded", "2026-11-26", {}))
    day = date(2026, 11, 26)

    assert due_looks([_order(), one_look], day) == ()
    assert due_looks([new_answer, _order(("responded", "2026-11-26", {}))], day) != ()
    assert due_looks([one_look], date(2026, 12, 1)) == (one_look,)
    assert due_looks([_order(("rechecked", "2026-12-01", FAIL))], date(2026, 12, 1)) == ()


def test_the_longest_overdue_stands_first() -> None:
    """Deadlines that have passed, none of the others."""
    events = [*_events(1, due="2026-12-01"), *_events(2, due="2026-11-27"), *_events(3, due="2026-12-02")]

    assert [order.number for order in overdue(orders_of(events), DAY)] == ["2026Q4-002", "2026Q4-001"]
