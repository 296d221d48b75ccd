"""A whole year kept by the scheduler: a moved clock, nights without power, processes killed in the middle."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hung_process import TELLS, communicated
from small_district import Served, small_district, workspace_for

from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule import catch_up

_CHILD = f"""
{TELLS}
import sys, time_machine
from datetime import datetime
with time_machine.travel(datetime.fromisoformat(sys.argv[1])):
    from inspector.__main__ import main
    sys.argv = ["inspector", "schedule", "--once", "--workspace", sys.argv[2]]
    main()
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units."""
    with small_district() as made:
        yield made


@pytest.fixture
def place(site: Served, tmp_path: Path) -> Path:
    """A workspace that keeps every duty there is."""
    return workspace_for(site, tmp_path / "qinghe", "[retention]\npages = 1\n")


def done(place: Path) -> list[str]:
    """What the ledger says was done, in order, as `duty key`."""
    with Workspace.at(place).store() as store:
        return [event.key for event in store.events("duty") if event.kind == "done"]


def runs_of(place: Path) -> list[str]:
    """The quarters of all runs in the evidence, in order."""
    return [path.parent.name.partition("-")[0] for path in sorted((place / "data" / "evidence").glob("*/run.json"))]


def wake_at(place: Path, moment: datetime) -> None:
    """Wake the ledger at a moment of the past or future."""
    catch_up(Workspace.at(place), Watch(now=lambda: moment), lambda _due, _said: None)


def test_a_year_has_four_runs_each_in_its_window_whatever_nights_are_missed(place: Path) -> None:
    """Woken on some days only, in odd order of pauses, every quarter is run once, in order, nothing doubled."""
    chance = random.Random(2026)
    moment = datetime.fromisoformat("2025-12-20T09:00:00+08:00")
    while moment.year < 2027:
        wake_at(place, moment)
        wake_at(place, moment)
        moment += timedelta(days=chance.choice((5, 12, 20)), hours=chance.randrange(20))

    assert runs_of(place) == ["2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    counted = Counter(done(place))
    assert max(counted.values()) == 1
    assert [key for key in done(place) if key.startswith("run ")] == [f"run {quarter}" for quarter in runs_of(place)]
    assert sum(key.startswith("backup ") for key in counted) > 15
    kept = {key.partition(" ")[0] for key in counted}
    assert kept >= {"run", "visits", "reports", "retention", "backup", "release"}
    assert len(list((place / "data" / "backup").glob("*/manifest.json"))) == 8


def test_a_clock_that_is_set_back_doubles_nothing(place: Path) -> None:
    """Told in another zone, set back by days and set right again: one run, one backup a week."""
    moment = datetime.fromisoformat("2026-03-08T02:00:00+08:00")
    for shift in (timedelta(0), timedelta(days=-4), timedelta(hours=-20), timedelta(hours=1)):
        wake_at(place, (moment + shift).astimezone(UTC))

    assert runs_of(place) == ["2026Q1"]
    assert max(Counter(done(place)).values()) == 1


def start(place: Path, moment: str) -> subprocess.Popen[str]:
    """`inspector schedule --once` as a process that believes it is `moment`."""
    command = [sys.executable, "-c", _CHILD, moment, str(place)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.slow
def test_a_scheduler_killed_in_the_middle_is_caught_up_by_the_next_one(place: Path) -> None:
    """SIGKILL at seeded moments of each quarter's night: in the end there is one run a quarter, and each duty once."""
    chance = random.Random(7)
    for moment in ("2026-03-08T02:00:00+08:00", "2026-06-07T02:00:00+08:00", "2026-09-07T02:00:00+08:00"):
        process = start(place, moment)
        time.sleep(chance.uniform(0.5, 4.0))
        process.send_signal(signal.SIGKILL)
        communicated(process)
        later = (datetime.fromisoformat(moment) + timedelta(hours=20)).isoformat()
        said, _ = communicated(start(place, later))

        assert "fault of this program" not in said, said

    assert sorted(runs_of(place)) == ["2026Q1", "2026Q2", "2026Q3"]
    assert [key for key in done(place) if key.startswith("run ")] == ["run 2026Q1", "run 2026Q2", "run 2026Q3"]
    assert max(Counter(done(place)).values()) == 1


def test_a_site_that_is_away_is_tried_again_and_the_failure_is_on_record(site: Served, place: Path) -> None:
    """A duty that fails is told, kept as failed, and done once its cause is gone."""
    moment = datetime.fromisoformat("2026-03-08T02:00:00+08:00")
    (place / "units.csv").rename(place / "away.csv")
    wake_at(place, moment)
    (place / "away.csv").rename(place / "units.csv")
    wake_at(place, moment + timedelta(minutes=5))
    assert "run 2026Q1" not in done(place)
    wake_at(place, moment + timedelta(minutes=11))

    assert "run 2026Q1" in done(place)
    with Workspace.at(place).store() as store:
        kinds = [event.kind for event in store.events("duty") if event.key == "run 2026Q1"]
    assert kinds == ["begun", "failed", "begun", "done"]


def test_of_two_schedulers_one_works_and_the_other_says_so(place: Path) -> None:
    """With --once the second leaves with 2 and a sentence."""
    with Workspace.at(place).store() as store, store.holding("scheduler") as ours:
        assert ours
        process = start(place, "2026-03-08T02:00:00+08:00")
        said, _ = communicated(process)

    assert (process.returncode, "another scheduler is at work" in said) == (2, True), said
    assert runs_of(place) == []
