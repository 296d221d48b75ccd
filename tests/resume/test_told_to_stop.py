"""SIGTERM and Ctrl-C end a run in every phase, whatever its processes are at work on, and --resume ends as if nothing had been."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from hung_process import communicated, end
from run_process import BY_ONE, BY_TWO, JUDGED_BY_SEVERAL, SCATTERED, children, plain, start, wait

FEW = ("QH101", "QH102", "QH103")
_ENDLESS = """
import pathlib, time

def endless(*_, **__):
    pathlib.Path({mark!r}).touch()
    time.sleep(36000)

import {module} as m
m.{name} = endless
"""
_FETCHING = """
import asyncio, pathlib
from inspector.collect.outside import Outside

async def endless(*_, **__):
    pathlib.Path({mark!r}).touch()
    await asyncio.sleep(36000)

Outside.look = endless
"""
PHASES = {
    "doubting": ("inspector.pipeline.judge.doubts", "shown_of"),
    "sealing": ("inspector.archive.run", "Run.seal"),
    "judging": ("inspector.pipeline.judge.judging", "judge_unit"),
    "recording": ("inspector.store", "Store.record"),
    "reporting": ("inspector.report.publish", "exhibits"),
    "ending": ("inspector.report.publish", "write_handbook"),
}
BY_DASK = "import os; os.environ['INSPECTOR_ENGINE__KIND'] = 'dask'; "
BEFORE_THE_SEAL = "import os, inspector.archive.run as r; r.Run.seal = lambda *_: os._exit(9); "
ONE_DIES = """
import os, pathlib, signal
import inspector.pipeline.judge.judging as j
real, first = j.judge_unit, os.getpid()

def deadly(unit, *rest):
    if unit.code == "QH102" and os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(unit, *rest)

j.judge_unit = deadly
"""


def endless(phase: str, mark: Path) -> str:
    """Python that makes the phase last for ever, and leaves a mark when it has begun."""
    module, name = PHASES[phase]
    return f"exec({_ENDLESS.format(mark=str(mark), module=module, name=name)!r}); "


def until(mark: Path, process: subprocess.Popen[str]) -> None:
    """The phase has begun."""
    for _ in range(20_000):
        if mark.exists():
            return
        assert process.poll() is None, communicated(process)
        time.sleep(0.02)
    end(process)
    raise AssertionError(f"{mark.name} never began")


def one_sentence(said: str) -> bool:
    """Besides the bars, one sentence that begins with `interrupted`, and what to do."""
    sentence, *rest = [line for line in said.splitlines() if "取证" not in line and "判定" not in line and line.strip()]
    return sentence.startswith("interrupted") and len(rest) <= 1 and all(line.startswith("  ") for line in rest)


def gone(workers: list[int]) -> bool:
    """None of the processes is left, a moment after the first one ended."""
    for _ in range(600):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return True
        time.sleep(0.1)
    return False


def insist(process: subprocess.Popen[str], times: int, *, everyone: bool) -> None:
    """SIGTERM so many times; where more than once until the process ends, which may have had no core for it and heard two as one."""
    for number in range(times if times == 1 else 100):
        if process.poll() is not None:
            return
        os.killpg(process.pid, signal.SIGTERM) if everyone else process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1 if number < times - 1 else 4)


@pytest.fixture(scope="module")
def unsealed(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a run of three units that are all fetched; nothing is sealed yet."""
    folder = Path(shutil.copytree(blank, tmp_path_factory.mktemp("unsealed") / "workspace"))
    chosen = [word for code in FEW for word in ("--unit", code)]
    code, said = wait(start(folder, "--as-of", "2026-11-24", *chosen, before=BEFORE_THE_SEAL))
    assert code == 9, said
    return folder


@pytest.fixture(scope="module")
def ended(unsealed: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What that run comes to where nobody disturbs it."""
    folder = Path(shutil.copytree(unsealed, tmp_path_factory.mktemp("ended") / "workspace"))
    code, said = wait(start(folder, "--resume"))
    assert code == 0, said
    return plain(folder)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
@pytest.mark.parametrize(
    ("phase", "number", "everyone"),
    [
        *(
            pytest.param(phase, signal.SIGTERM, False, marks=[] if phase in ("judging", "ending") else pytest.mark.slow)
            for phase in PHASES
        ),
        *(
            pytest.param(phase, number, True, marks=pytest.mark.slow if phase == "judging" else pytest.mark.long)
            for phase in PHASES
            for number in (signal.SIGTERM, signal.SIGINT)
        ),
    ],
)
def test_told_once_a_run_ends_in_every_phase(
    phase: str, number: signal.Signals, everyone: bool, unsealed: Path, ended: str, tmp_path: Path
) -> None:
    """However long its processes would still be at work: one sentence, status 3, none of them left, and --resume has the result."""
    place, mark = Path(shutil.copytree(unsealed, tmp_path / "workspace")), tmp_path / phase
    process = start(place, "--resume", before=JUDGED_BY_SEVERAL + endless(phase, mark), alone=True)
    until(mark, process)
    workers = children(process.pid) if phase in ("doubting", "judging", "reporting") else []
    os.killpg(process.pid, number) if everyone else process.send_signal(number)
    code, said = wait(process)

    assert (code, one_sentence(said)) == (3, True), said
    assert gone(workers)
    assert wait(start(place, "--resume"))[0] == 0
    assert plain(place) == ended


@pytest.fixture(scope="module")
def scattered(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The result of six units on as many hosts that nobody disturbs."""
    folder = Path(shutil.copytree(blank, tmp_path_factory.mktemp("scattered") / "workspace"))
    code, said = wait(start(folder, *of_six(), before=BY_TWO))
    assert code == 0, said
    return plain(folder)


def of_six() -> list[str]:
    """The arguments of a first run over six hosts."""
    return ["--as-of", "2026-11-24", *(word for code in SCATTERED for word in ("--unit", code))]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
@pytest.mark.parametrize(
    ("processes", "finish_s", "times", "everyone"),
    [
        (BY_ONE, 1, 1, False),
        (BY_TWO, 1, 1, True),
        (BY_TWO, 36000, 2, True),
        pytest.param(BY_ONE, 36000, 2, False, marks=pytest.mark.slow),
        pytest.param(BY_TWO, 36000, 3, False, marks=pytest.mark.slow),
    ],
)
def test_told_while_pages_are_fetched_a_run_gives_up_what_is_in_hand(
    processes: str, finish_s: int, times: int, everyone: bool, blank: Path, scattered: str, tmp_path: Path
) -> None:
    """After `finish_s`, or at once when told again, in one process or in several that hosts keep waiting for ever."""
    place, mark = Path(shutil.copytree(blank, tmp_path / "workspace")), tmp_path / "fetching"
    time_left = f"import os; os.environ['INSPECTOR_CRAWL__FINISH_S'] = '{finish_s}'; "
    hanging = f"exec({_FETCHING.format(mark=str(mark))!r}); "
    process = start(place, *of_six(), before=processes + time_left + hanging, alone=True)
    until(mark, process)
    workers = children(process.pid) if processes is BY_TWO else []
    insist(process, times, everyone=everyone)
    code, said = wait(process)

    assert (code, "interrupted after 0 of 6 units" in said) == (3, True), said
    assert one_sentence(said)
    assert gone(workers)
    assert wait(start(place, "--resume", before=BY_TWO))[0] == 0
    assert plain(place) == scattered


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
@pytest.mark.parametrize(
    ("finish_s", "times"), [pytest.param(1, 1, marks=pytest.mark.slow), pytest.param(36000, 2, marks=pytest.mark.long)]
)
def test_told_while_a_cluster_fetches_a_run_gives_up_what_is_in_hand(
    finish_s: int, times: int, blank: Path, tmp_path: Path
) -> None:
    """The same with Dask's workers at a host that takes their call and never answers; SIGTERM reaches them all."""
    place = Path(shutil.copytree(blank, tmp_path / "workspace"))
    crawl = f"os.environ |= {{'INSPECTOR_CRAWL__FINISH_S': '{finish_s}', 'INSPECTOR_CRAWL__TIMEOUT_S': '36000'}}; "
    with socket.create_server(("127.0.0.5", 0)) as silent:
        silent.settimeout(300)
        registered(place, "QH108", "guide", f"http://127.0.0.5:{silent.getsockname()[1]}/guide.html")
        process = start(place, *of_six(), before=BY_DASK + crawl, alone=True)
        with silent.accept()[0]:
            workers = children(process.pid)
            insist(process, times, everyone=True)
            code, said = wait(process)

    assert (code, "interrupted after" in said) == (3, True), said
    assert one_sentence(said)
    assert gone(workers)
    assert wait(start(place, "--resume", before=BY_TWO))[0] == 0
    units = json.loads((place / "out.json").read_text(encoding="utf-8"))["units"]
    assert {unit["code"] for unit in units} == set(SCATTERED)


def registered(place: Path, code: str, column: str, url: str) -> None:
    """The address of one page of one unit, in the registry."""
    path = place / "units.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, column: url} if row["code"] == code else row for row in rows)


def test_a_process_that_dies_while_it_judges_keeps_nobody_waiting(unsealed: Path, ended: str, tmp_path: Path) -> None:
    """Killed for want of memory, say: the others end, and the first one judges what is left itself."""
    place = Path(shutil.copytree(unsealed, tmp_path / "workspace"))
    code, said = wait(start(place, "--resume", before=JUDGED_BY_SEVERAL + f"exec({ONE_DIES!r}); "))

    assert code == 0, said
    assert plain(place) == ended
