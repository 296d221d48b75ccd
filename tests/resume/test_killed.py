"""A real `inspector run` process, killed or interrupted at many moments, ends with the result of an undisturbed run."""

from __future__ import annotations

import json
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from run_process import (
    BY_ONE,
    BY_TWO,
    JUDGED_BY_SEVERAL,
    SCATTERED,
    UNITS,
    children,
    first,
    plain,
    start,
    told_at,
    wait,
    wait_for,
)

MOMENTS = 30
ONE_AT_A_TIME = (
    "import os; os.environ['INSPECTOR_CRAWL__CONCURRENCY'] = '1'; "
    "import inspector.pipeline.collect.fieldwork as f; f._FEWEST_AT_ONCE = 1; "
)

ENDLESS = "import time, inspector.pipeline.judge.judging as j; j.judge_unit = lambda *_: time.sleep(36000); "
"""No unit is judged before the process that judges it is looked at."""


@pytest.mark.parametrize(
    "moment",
    [moment if moment % 10 == 0 else pytest.param(moment, marks=pytest.mark.long) for moment in range(MOMENTS)],
)
def test_a_killed_run_resumes_to_the_result_of_an_undisturbed_one(
    moment: int, place: Path, undisturbed: tuple[str, float]
) -> None:
    """Killed at a seeded moment, the run ends as if nothing had been, and what was stored is not stored again."""
    expected, seconds = undisturbed
    process = start(place, *first())
    time.sleep(seconds * (moment + random.Random(moment).random()) / MOMENTS)
    process.send_signal(signal.SIGKILL)
    wait(process)
    evidence = place / "data" / "evidence"
    begun = any(evidence.glob("*/run.json"))
    kept = {path: path.stat().st_mtime_ns for path in evidence.glob("*/[!+]*/manifest.json")}
    code, said = wait(start(place, *(["--resume"] if begun else first())))
    assert code == 0, said
    assert plain(place) == expected
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert len(list(evidence.glob("*/run.json"))) == 1
    assert sorted(path.parent.name for path in evidence.glob("*/[!+]*/manifest.json")) == sorted(UNITS)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
def test_a_run_killed_while_several_processes_judge_leaves_none_of_them(place: Path) -> None:
    """The processes that judge die with the first one: none is left over, and none holds the run against --resume."""
    process = start(place, *first(), before=JUDGED_BY_SEVERAL + ENDLESS)
    wait_for(place, "*/seal.json")
    helpers = children(process.pid)
    process.send_signal(signal.SIGKILL)
    wait(process)
    for _ in range(1200):
        if not any(Path(f"/proc/{child}").exists() for child in helpers):
            break
        time.sleep(0.1)
    assert helpers
    assert not [child for child in helpers if Path(f"/proc/{child}").exists()]
    code, said = wait(start(place, "--resume"))
    assert code == 0, said


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
@pytest.mark.slow
def test_a_run_killed_while_several_processes_fetch_resumes_to_the_same_result(
    place: Path, blank: Path, tmp_path: Path
) -> None:
    """The first of three is killed, the others end by themselves at once, and --resume has the result of one process."""
    chosen = [word for code in SCATTERED for word in ("--unit", code)]
    alone = Path(shutil.copytree(blank, tmp_path / "alone"))
    code, said = wait(start(alone, "--as-of", "2026-11-24", *chosen, before=BY_ONE))
    assert code == 0, said
    process = start(place, "--as-of", "2026-11-24", *chosen, before=BY_TWO)
    wait_for(place, "*/QH*/manifest.json")
    workers = children(process.pid)
    process.send_signal(signal.SIGKILL)
    wait(process)
    assert len(workers) == 2
    code, said = wait(start(place, "--resume", before=BY_TWO))
    assert code == 0, said
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
    assert plain(place) == plain(alone)


def test_a_run_being_worked_on_is_refused_to_a_second_process(place: Path) -> None:
    """`--resume` beside a process that is at work says so and leaves with 2; the first one ends well."""
    process = start(place, *first())
    wait_for(place, "*/run.json")
    process.send_signal(signal.SIGSTOP)
    code, said = wait(start(place, "--resume"))
    process.send_signal(signal.SIGCONT)
    assert (code, "another process" in said) == (2, True), said
    assert wait(process)[0] == 0


def test_an_interrupt_leaves_a_run_that_can_be_resumed(place: Path, undisturbed: tuple[str, float]) -> None:
    """Ctrl-C leaves with 3 and a sentence, and --resume ends with the undisturbed result."""
    code, said = wait(start(place, *first(), before=told_at(signal.SIGINT, "QH", "records.warc.gz"), alone=True))
    assert code == 3, said
    assert "interrupted" in said
    assert wait(start(place, "--resume"))[0] == 0
    assert plain(place) == undisturbed[0]


def test_a_run_told_to_stop_ends_with_the_host_groups_in_hand(place: Path) -> None:
    """SIGTERM leaves with 3: all units of the host in hand are there, no other host was begun, and --resume ends the run."""
    here, elsewhere = ("QH101", "QH102", "QH103"), ("QH108", "QH110")
    chosen = ["--as-of", "2026-11-24", *(word for code in (*here, *elsewhere) for word in ("--unit", code))]
    patient = "os.environ['INSPECTOR_CRAWL__FINISH_S'] = '36000'; "
    told = told_at(signal.SIGTERM, "QH", "records.warc.gz")
    code, said = wait(start(place, *chosen, before=ONE_AT_A_TIME + patient + told, alone=True))
    assert (code, "interrupted after 3 of 5 units" in said) == (3, True), said
    assert sorted(path.parent.name for path in (place / "data" / "evidence").glob("*/QH*/manifest.json")) == [*here]
    code, said = wait(start(place, "--resume"))
    assert code == 0, said
    assert json.loads((place / "out.json").read_text(encoding="utf-8"))["run"]["complete"]


def test_a_run_told_to_stop_at_once_ends_with_the_units_in_hand(place: Path, undisturbed: tuple[str, float]) -> None:
    """With no time left for host groups SIGTERM leaves whole units only, and --resume ends with the undisturbed result."""
    hurried = "import os; os.environ['INSPECTOR_CRAWL__FINISH_S'] = '0'; "
    told = told_at(signal.SIGTERM, "QH", "records.warc.gz")
    code, said = wait(start(place, *first(), before=ONE_AT_A_TIME + hurried + told, alone=True))
    assert code == 3, said
    assert "interrupted after" in said
    assert not list((place / "data" / "evidence").glob("*/*/*.part"))
    assert 1 <= len(list((place / "data" / "evidence").glob("*/[!+]*/manifest.json"))) < len(UNITS)
    assert wait(start(place, "--resume"))[0] == 0
    assert plain(place) == undisturbed[0]


def test_a_run_without_its_snapshot_is_not_resumed(place: Path) -> None:
    """A folder whose run.json was never written is no run: --resume says so."""
    (place / "data" / "evidence" / "2026Q4-20261124T010203").mkdir(parents=True)
    code, said = wait(start(place, "--resume"))
    assert (code, "there is no run" in said) == (2, True), said


def test_a_full_disk_is_told_in_a_sentence_wherever_it_is_met(place: Path) -> None:
    """Also where a report or a result is written: no fault of this program, the place is named, and what to do."""
    full = (
        "import errno, inspector.pipeline.report.publish as q; "
        "q.publish = lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, 'No room', 'reports/x.html')); "
    )

    code, said = wait(start(place, *first(), before=full))

    assert code == 2, said
    assert "reports/x.html: the disk takes no more" in said
    assert "--resume" in said
    assert wait(start(place, "--resume"))[0] == 0


def test_a_disk_that_takes_no_more_leaves_a_run_that_can_be_resumed(
    place: Path, undisturbed: tuple[str, float]
) -> None:
    """A write that the system refuses ends with 2 and a sentence; with room again --resume ends as undisturbed."""
    small = (
        "import resource, signal, sys; sys.dont_write_bytecode = True; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    )
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST)); "
    size = (place / "units.csv").stat().st_size
    code, said = wait(start(place, *first(), before=small + limit.replace("MOST", str(max(size, 400_000)))))
    assert (code, "cannot be written" in said) == (2, True), said
    assert wait(start(place, "--resume"))[0] == 0
    assert plain(place) == undisturbed[0]
