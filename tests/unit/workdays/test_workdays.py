"""Working days: the published arrangements, counted from the day after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.checks import checks
from inspector.checks.ages import months_before
from inspector.errors import CalendarMissing
from inspector.pipeline.ruleset.rulebook import read_texts
from inspector.ruleset import load
from inspector.workdays import Workdays

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="module")
def workdays() -> Workdays:
    """The calendars that ship with the rules."""
    return load(read_texts(RULES), "beijing-district", checks()).workdays


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-30", 20, "2026-03-05"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2020-01-20", 20, "2020-02-25"),
        ("2026-04-30", 7, "2026-05-13"),
        ("2026-06-18", 3, "2026-06-24"),
        ("2026-11-24", 20, "2026-12-22"),
    ],
)
def test_limits_follow_the_published_arrangement(workdays: Workdays, start: str, count: int, end: str) -> None:
    """Swapped weekends work and holidays do not, so that a limit ends where the law's count ends."""
    last = workdays.add(date.fromisoformat(start), count)

    assert last.isoformat() == end
    assert workdays.between(date.fromisoformat(start), last) == count


@pytest.mark.parametrize(
    ("start", "count", "naive"),
    [
        ("2026-01-30", 20, "2026-02-27"),
        ("2026-02-13", 20, "2026-03-13"),
        ("2026-09-18", 20, "2026-10-16"),
        ("2026-09-30", 20, "2026-10-28"),
        ("2020-01-20", 20, "2020-02-17"),
        ("2026-04-30", 7, "2026-05-11"),
        ("2026-06-18", 3, "2026-06-23"),
    ],
)
def test_a_count_of_weekdays_would_end_elsewhere(workdays: Workdays, start: str, count: int, naive: str) -> None:
    """What a silent fall-back to Monday to Friday would give is up to eight days too early."""
    days = [date.fromisoformat(start) + timedelta(days=n) for n in range(1, 60)]

    assert [day for day in days if day.weekday() < 5][count - 1].isoformat() == naive
    assert 0 < (workdays.add(date.fromisoformat(start), count) - date.fromisoformat(naive)).days <= 8


@pytest.mark.parametrize(
    ("year", "days"),
    [(2020, [59, 62, 67, 61]), (2024, [61, 62, 66, 62]), (2025, [59, 61, 67, 61]), (2026, [59, 61, 66, 62])],
)
def test_each_quarter_has_its_working_days(workdays: Workdays, year: int, days: list[int]) -> None:
    """The tables add up to the known numbers of working days by quarter."""
    ends = [date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31)]
    firsts = [date(year, 1, 1), date(year, 4, 1), date(year, 7, 1), date(year, 10, 1)]

    found = [workdays.between(first, end) + workdays.is_workday(first) for first, end in zip(firsts, ends, strict=True)]

    assert found == days


def test_a_year_without_a_table_is_refused(workdays: Workdays) -> None:
    """From 4 December 2026 on, 20 working days need 2027's arrangement; nobody guesses it."""
    with pytest.raises(CalendarMissing, match="2027"):
        workdays.add(date(2026, 12, 4), 20)
    assert workdays.add(date(2026, 12, 3), 20) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "before"), [("2026-08-31", 6, "2026-02-28"), ("2026-12-31", 12, "2025-12-31")]
)
def test_months_are_calendar_months(day: str, months: int, before: str) -> None:
    """Six months before 31 August is the last day of February; two weeks are fourteen days wherever they lie."""
    assert months_before(date.fromisoformat(day), months).isoformat() == before
