"""Windows are data; where none is given the calendar has one."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.errors import UsageError
from inspector.model.quarter import Quarter
from inspector.settings import Settings, Window, quarter

TODAY = date(2026, 11, 24)


def test_without_a_window_the_calendar_quarter_holds() -> None:
    """It freezes ten days before its end and is rectified within the month after it."""
    assert quarter(Settings(), None, TODAY) == Quarter(
        "2026Q4", date(2026, 10, 1), date(2026, 12, 31), date(2026, 12, 21), date(2027, 1, 31)
    )


def test_every_day_of_a_year_lies_in_its_quarter() -> None:
    """The first and last day of each quarter are its own."""
    for number, (first, last) in enumerate(
        [((1, 1), (3, 31)), ((4, 1), (6, 30)), ((7, 1), (9, 30)), ((10, 1), (12, 31))], 1
    ):
        for day in (date(2026, *first), date(2026, *last)):
            found = quarter(Settings(), None, day)
            assert found.id == f"2026Q{number}"
            assert found.start <= day <= found.end


def test_a_given_window_replaces_the_calendars() -> None:
    """What the window leaves out follows from its end."""
    settings = Settings(quarters={"2026Q3": Window(start=date(2026, 8, 1), end=date(2026, 11, 30))})

    found = quarter(settings, None, TODAY)

    assert found == Quarter("2026Q3", date(2026, 8, 1), date(2026, 11, 30), date(2026, 11, 20), date(2026, 11, 30))


def test_a_quarter_can_be_asked_for_by_name() -> None:
    """Today does not matter then."""
    assert quarter(Settings(), "2025Q1", TODAY).end == date(2025, 3, 31)


def test_a_name_that_is_no_quarter_is_refused() -> None:
    """The sentence shows how one is written."""
    with pytest.raises(UsageError, match="such as 2026Q4"):
        quarter(Settings(), "Q4", TODAY)
