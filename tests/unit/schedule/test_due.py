"""What is due follows from windows and runs, never from what a scheduler remembers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from inspector.schedule.due import CHINA, Known, due, planned
from inspector.settings import Settings


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_nothing_is_due_before_the_days_before_the_freeze() -> None:
    """The calendar quarter freezes on 21 December; 14 days before, at 01:00, its run is due."""
    assert due(Settings(), [], at("2026-12-07T00:59")) == []
    assert [(task.task, task.quarter) for task in due(Settings(), [], at("2026-12-07T01:00"))] == [("run", "2026Q4")]


def test_a_run_that_is_late_by_weeks_is_due_once() -> None:
    """A machine that was off for two weeks starts the quarter's run, and only one."""
    tasks = due(Settings(), [], at("2026-12-24T09:00"))

    assert [(task.task, task.quarter) for task in tasks] == [("run", "2026Q4")]


def test_a_finished_run_is_not_due_again() -> None:
    """Restarting the scheduler doubles nothing."""
    assert due(Settings(), [Known("2026Q4", complete=True)], at("2026-12-24T09:00")) == []


def test_an_interrupted_run_is_resumed() -> None:
    """What was begun is finished, whatever the day."""
    tasks = due(Settings(), [Known("2026Q4", complete=False)], at("2027-01-02T09:00"))

    assert [(task.task, task.quarter) for task in tasks] == [("resume", "2026Q4")]


def test_a_second_look_is_due_when_its_time_has_passed() -> None:
    """Failed looks are repeated after `[confirm] after_s`, not before."""
    looks_again = at("2026-12-08T07:00")
    known = [Known("2026Q4", complete=True, looks_again=looks_again)]

    assert due(Settings(), known, looks_again - timedelta(minutes=1)) == []
    assert [task.task for task in due(Settings(), known, looks_again)] == ["resume"]


def test_the_plan_names_the_coming_quarters() -> None:
    """`schedule --dry-run --until` prints what would happen when."""
    tasks = planned(Settings(), [], at("2026-11-24T09:00"), date(2027, 6, 30))

    assert [task.quarter for task in tasks] == ["2026Q4", "2027Q1", "2027Q2"]
    assert [f"{task.since:%m-%d %H:%M}" for task in tasks] == ["12-07 01:00", "03-07 01:00", "06-06 01:00"]
