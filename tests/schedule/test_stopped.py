"""Two schedulers on one database, and one that is told to stop in the middle of the quarter's run."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hung_process import TELLS, end
from small_district import small_district, workspace_for

from inspector.pipeline.workspace import Workspace

_STAYS = f"""
{TELLS}
import sys, time_machine
from datetime import datetime
with time_machine.travel(datetime.fromisoformat("2026-03-08T02:00:00+08:00")):
    from inspector.__main__ import main
    sys.argv = ["inspector", "schedule", "--workspace", sys.argv[1]]
    main()
"""
_PATIENCE_S = 300


def _start(place: Path, log: Path) -> subprocess.Popen[bytes]:
    """`inspector schedule`, which stays, as a process that believes it is the night of the run."""
    with log.open("wb") as said:
        return subprocess.Popen([sys.executable, "-c", _STAYS, str(place)], stdout=said, stderr=subprocess.STDOUT)


def _until(what: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def _left(process: subprocess.Popen[bytes]) -> int:
    """The status with which it ends. One that hangs says in its log what it is at, and is ended."""
    try:
        return process.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        end(process)
        return process.returncode


def _done(place: Path) -> list[str]:
    with Workspace.at(place).store() as store:
        return [event.key for event in store.events("duty") if event.kind == "done"]


@pytest.mark.slow
def test_one_is_told_to_stop_and_the_other_which_waited_goes_on(tmp_path: Path) -> None:
    """SIGTERM: the host group in hand is finished, no other is begun; the waiting scheduler resumes that very run, nothing twice."""
    with small_district() as here, small_district() as there:
        slow = '[schedule]\nduties = ["run"]\n'
        place = workspace_for(here, tmp_path / "qinghe", slow)
        config = place / "config.toml"
        config.write_text(
            config.read_text("utf-8").replace("delay_s = 0", "delay_s = 0.5\nconcurrency = 1\nfinish_s = 36000"),
            encoding="utf-8",
        )
        with (place / "units.csv").open("a", encoding="utf-8") as registry:
            registry.write(f"ZZ,清河区财政局,department,{there.url}/CJJ/,{there.url}/CJJ/guide.html\n")
        logs = [tmp_path / "one.log", tmp_path / "other.log"]
        with Workspace.at(place).store() as store, store.holding("scheduler"):
            processes = [_start(place, log) for log in logs]
            _until(lambda: all("waits until it has ended" in log.read_text("utf-8") for log in logs))
        try:
            _until(lambda: here.asked or there.asked)
            early = here if here.asked else there
            worker = next(n for n, log in enumerate(logs) if "begun" in log.read_text("utf-8"))
            processes[worker].send_signal(signal.SIGTERM)
            left = _left(processes[worker])
            told, asked = logs[worker].read_text("utf-8"), list(early.asked)
            _until(lambda: "run 2026Q1" in _done(place))
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)  # of one that has ended nothing comes
                _left(process)

    assert [left, *(process.returncode for process in processes)] == [0, 0, 0], [log.read_text("utf-8") for log in logs]
    assert "interrupted after" in told
    assert [path.parent.name[:6] for path in (place / "data" / "evidence").glob("*/run.json")] == ["2026Q1"]
    assert Workspace.at(place).run("2026Q1").root
    assert [page for page in early.asked if page.endswith("guide.html")] == [
        page for page in asked if page.endswith("guide.html")
    ]
