"""A scheduler that is ended at any moment, while it is loaded, waits or works: the next one ends as if nothing had been."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from held_runs import plain
from hung_process import TELLS, end
from small_district import small_district, workspace_for

from inspector.errors import InspectorError
from inspector.pipeline.judge.kept import read_kept
from inspector.pipeline.workspace import Workspace

_TRIALS = 20
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
_STAYS = f"""
{TELLS}
signal.signal(signal.SIGINT, signal.SIG_DFL)
import sys, time_machine
from datetime import datetime
with time_machine.travel(datetime.fromisoformat(sys.argv[2])):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from inspector.__main__ import main
    sys.argv = ["inspector", "schedule", "--workspace", sys.argv[1]]
    main()
"""
_PATIENCE_S = 300
Undisturbed = tuple[Path, str, list[str], float]


def started(place: Path, minute: int = 0) -> subprocess.Popen[bytes]:
    """`inspector schedule`, which believes it is so many minutes after two in the night of the run; what it says is in a file."""
    command = [sys.executable, "-c", _STAYS, str(place), f"2026-03-08T02:{minute:02}:00+08:00"]
    with (place / "said.txt").open("ab") as said:
        return subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)


def until_done(place: Path) -> float:
    """Seconds until the ledger says that run and backup were done."""
    begun = time.monotonic()
    while time.monotonic() - begun < _PATIENCE_S:
        with suppress(InspectorError), Workspace.at(place).store() as store:
            if {event.key.partition(" ")[0] for event in store.events("duty") if event.kind == "done"} == {
                "run",
                "backup",
            }:
                return time.monotonic() - begun
        time.sleep(0.2)
    raise AssertionError((place / "said.txt").read_text(encoding="utf-8"))


def ended(process: subprocess.Popen[bytes], number: signal.Signals, *, group: bool = False) -> int:
    """The status with which it leaves when it is told so, with all its processes where a `group` is told."""
    (os.killpg if group else os.kill)(process.pid, number)
    try:
        return process.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        end(process)
        raise


def outcome(place: Path) -> tuple[str, list[str]]:
    """The result of the one run that there is, and the names of its reports."""
    [result] = (place / "data" / "results").glob("2026Q1-*.json")
    reports = (place / "reports").rglob("*.html")
    return plain(read_kept(result).whole), sorted(str(path.relative_to(place)) for path in reports)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    """A workspace in which nothing was done; result and reports of a scheduler that nobody disturbs, and the seconds it takes."""
    with small_district() as site:
        folder = tmp_path_factory.mktemp("scheduler")
        blank = workspace_for(site, folder / "blank", '[schedule]\nduties = ["run", "backup"]\n')
        place = Path(shutil.copytree(blank, folder / "undisturbed"))
        process = started(place)
        took = until_done(place)
        assert ended(process, signal.SIGTERM) == 0
        yield blank, *outcome(place), took


@pytest.mark.long
@pytest.mark.parametrize("seed", range(_TRIALS))
def test_the_next_one_goes_on(seed: int, undisturbed: Undisturbed, tmp_path: Path) -> None:
    """One run, the same result, the same reports."""
    blank, result, reports, took = undisturbed
    place, chance = Path(shutil.copytree(blank, tmp_path / "place")), random.Random(seed)
    starts = chance.choice([1, 2, 3])
    for minute in range(starts):
        process = started(place, 2 * minute)
        time.sleep(chance.uniform(0, 1.1 * took))
        ended(process, chance.choice(_SIGNALS), group=chance.random() < 0.4)

    last = started(place, 2 * starts)
    until_done(place)

    assert ended(last, signal.SIGTERM) in (0, 3, -signal.SIGTERM)  # it may have had nothing left to do
    assert outcome(place) == (result, reports)
    assert len(list((place / "data" / "evidence").glob("*/run.json"))) == 1
