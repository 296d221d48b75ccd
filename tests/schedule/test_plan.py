"""What is due follows from windows, runs and the ledger, never from what a scheduler remembers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inspector.errors import SettingsError
from inspector.schedule.duty import Known, Outlook
from inspector.schedule.work import planned
from inspector.settings import Settings
from inspector.settings.year import Schedule, Window

CHINA = ZoneInfo("Asia/Shanghai")
RUNS = Schedule(duties=("run", "second_look"))


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def due(now: str, until: str = "", settings: Settings | None = None, **known: object) -> list[tuple[str, str]]:
    """Duty and key of what is due."""
    look = Outlook(settings or Settings(schedule=RUNS), at(now), **known)  # type: ignore[arg-type]
    return [(one.duty, one.key) for one in planned(look, at(until or now))]


def test_nothing_is_due_before_the_days_before_the_freeze() -> None:
    """The calendar quarter freezes on 21 December; 14 days before, at 01:00, its run is due."""
    assert due("2026-12-07T00:59") == []
    assert due("2026-12-07T01:00") == [("run", "2026Q4")]


def test_a_run_that_is_late_by_weeks_is_due_once() -> None:
    """A machine that was off for two weeks starts the quarter's run, and only one; what is done is not due again."""
    assert due("2026-12-24T09:00") == [("run", "2026Q4")]
    assert due("2026-12-24T09:00", done=frozenset({("run", "2026Q4")})) == []


def test_a_window_that_is_over_is_not_made_up() -> None:
    """In January the pages no longer show what stood there in the fourth quarter."""
    assert due("2027-01-05T09:00") == []


def test_a_window_of_its_own_moves_the_run() -> None:
    """Fourteen days before a freeze on 10 December, and never before the window begins."""
    window = Window(start=date(2026, 12, 1), end=date(2026, 12, 20), freeze=date(2026, 12, 10))
    settings = Settings(quarters={"2026Q4": window}, schedule=RUNS)

    assert due("2026-11-30T23:00", settings=settings) == []
    assert due("2026-12-01T01:00", settings=settings) == [("run", "2026Q4")]


def test_a_second_look_is_due_when_its_pause_is_over() -> None:
    """Only then, and under a name of its own moment."""
    run = Known("2026Q4-20261207T010000", True, "2026-12-07T01:00:00+08:00", at("2026-12-07T07:05"))
    known = {"runs": {"2026Q4": run}, "done": frozenset({("run", "2026Q4")})}

    assert due("2026-12-07T07:04", **known) == []
    assert due("2026-12-07T07:05", **known) == [("second_look", "2026Q4-20261207T010000/20261207T070500")]


def test_work_that_failed_waits_before_it_is_tried_again() -> None:
    """The quarter's run is due again when its pause is over."""
    retry = {("run", "2026Q4"): at("2026-12-07T03:10")}

    assert due("2026-12-07T03:09", retry=retry) == []
    assert due("2026-12-07T03:10", retry=retry) == [("run", "2026Q4")]


def test_of_backups_that_were_missed_only_the_newest_is_made() -> None:
    """After a month without power there is one backup to make, then one a week."""
    settings = Settings(schedule=Schedule(duties=("backup",)))

    assert due("2026-11-24T09:00", settings=settings) == [("backup", "2026-11-22")]
    assert due("2026-11-24T09:00", "2026-12-07T00:00", settings=settings) == [
        ("backup", "2026-11-22"),
        ("backup", "2026-11-29"),
        ("backup", "2026-12-06"),
    ]


def test_the_office_is_reminded_of_a_release_from_the_day_after_the_freeze() -> None:
    """Weekly; late by weeks once; no more once the newest run is released, again when there is a newer one, never for ever."""
    settings = Settings(schedule=Schedule(duties=("release",)))
    run = {"2026Q4": Known("R2", True, "2026-12-07T01:00:00+08:00")}

    assert due("2026-12-22T08:29", settings=settings) == []
    assert due("2026-12-22T08:30", settings=settings) == [("release", "2026Q4/2026-12-22")]
    assert due("2027-01-15T09:00", settings=settings, runs=run) == [("release", "2026Q4/2027-01-12")]
    assert due("2027-01-15T09:00", settings=settings, runs=run, released={"2026Q4": frozenset({"R2"})}) == []
    assert due("2027-01-15T09:00", settings=settings, runs=run, released={"2026Q4": frozenset({"R1"})}) != []
    assert due("2027-03-01T09:00", settings=settings, runs=run) == []


def test_the_plan_of_a_year_has_every_quarter_once() -> None:
    """Up to the end of 2027 there are five runs, each before its freeze."""
    planned_runs = due("2026-11-24T09:00", "2027-12-31T23:00")

    assert planned_runs == [("run", f"{year}Q{number}") for year, number in
                            ((2026, 4), (2027, 1), (2027, 2), (2027, 3), (2027, 4))]  # fmt: skip


def test_hours_are_those_of_the_district_whatever_zone_now_is_told_in() -> None:
    """01:00 in Shanghai is 17:00 UTC on the day before."""
    look = Outlook(Settings(schedule=RUNS), datetime(2026, 12, 6, 17, 0, tzinfo=ZoneInfo("UTC")).astimezone(CHINA))
    early = Outlook(Settings(schedule=RUNS), look.now - timedelta(minutes=1))

    assert [one.key for one in planned(look, look.now)] == ["2026Q4"]
    assert planned(early, early.now) == []


def test_a_duty_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    """A misspelt duty must not be a duty that is never kept."""
    settings = Settings(workspace=Path("here"), schedule=Schedule(duties=("runs",)))

    with pytest.raises(SettingsError, match="there is no duty 'runs'"):
        planned(Outlook(settings, at("2026-12-07T01:00")), at("2026-12-07T01:00"))
