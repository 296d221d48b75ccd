"""`inspector schedule --dry-run` tells what would happen when, so that a person can read it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import time_machine

from inspector.cli import main
from inspector.pipeline.make import make_workspace


def test_a_row_of_the_same_duty_is_told_in_two_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A week of hourly visits does not hide the quarterly runs; nothing is done and nothing recorded."""
    make_workspace(tmp_path / "w")
    monkeypatch.setattr(
        sys, "argv", ["inspector", "schedule", "--dry-run", "--until", "2027-03-31", "--workspace", str(tmp_path / "w")]
    )

    with time_machine.travel("2026-11-26T23:00:00+08:00"), pytest.raises(SystemExit) as left:
        main()

    lines = capsys.readouterr().out.splitlines()
    assert left.value.code == 0
    assert len(lines) < 40
    assert [line.split()[3] for line in lines if " run " in line] == ["2026Q4", "2027Q1"]
    assert next(line.split()[:4:3] for line in lines if " release " in line) == ["2026-12-22", "2026Q4/2026-12-22"]
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert any(re.search(r"\d+ times in a row", line) for line in lines)
