"""A clock that was set between two processes of a run brings no second look forward, and keeps none back for ever."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from inspector.pipeline.collect import set_clock
from inspector.pipeline.collect.set_clock import noted, set_forward


class Clocks:
    """The machine's clock, the one that is never set, and which start of the machine it is."""

    def __init__(self) -> None:
        self.wall, self.since_start = 1_000_000.0, 500.0

    def gone(self, seconds: float, set_by: float = 0.0) -> None:
        """Time goes by, and the clock is set by so much."""
        self.wall, self.since_start = self.wall + seconds + set_by, self.since_start + seconds


@pytest.fixture
def clocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """Clocks that are set by hand."""
    made = Clocks()
    (tmp_path / "boot_id").write_text("one\n", encoding="ascii")
    monkeypatch.setattr(set_clock, "_BOOT", tmp_path / "boot_id")
    monkeypatch.setattr(time, "time", lambda: made.wall)
    monkeypatch.setattr(time, "clock_gettime", lambda _: made.since_start)
    return made


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run."""
    return tmp_path / "data" / "evidence" / "2026Q4-20261124T120000"


def test_a_clock_that_nobody_sets_is_believed(clocks: Clocks, run: Path) -> None:
    """Also where it is kept right by small steps, and where nothing was noted."""
    assert set_forward(run) == timedelta()
    noted(run)
    clocks.gone(21_600, set_by=0.4)

    assert set_forward(run) == timedelta()


def test_hours_that_did_not_pass_are_not_counted(clocks: Clocks, run: Path) -> None:
    """Set forward by seven hours, also where a later process noted the new state, and though it is set back in between."""
    noted(run)
    clocks.gone(60, set_by=7 * 3600)
    seen = [set_forward(run)]
    noted(run)
    clocks.gone(60)
    seen.append(set_forward(run))
    clocks.gone(60, set_by=-7 * 3600)
    seen.append(set_forward(run))
    clocks.gone(60, set_by=-3600)
    seen.append(set_forward(run))

    assert seen == [timedelta(hours=7), timedelta(hours=7), timedelta(), timedelta()]


def test_a_restart_ends_what_can_be_told(clocks: Clocks, run: Path, tmp_path: Path) -> None:
    """The clock that is never set has begun anew: the machine's is believed."""
    noted(run)
    (tmp_path / "boot_id").write_text("two\n", encoding="ascii")
    clocks.gone(60, set_by=7 * 3600)
    clocks.since_start = 1.0

    assert set_forward(run) == timedelta()
    noted(run)
    assert set_forward(run) == timedelta()
