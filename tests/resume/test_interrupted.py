"""Ctrl-C once all pages are fetched, once or in anger, and a disk that fills up anywhere: --resume ends as if nothing had been."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from run_process import (
    BY_TWO,
    JUDGED_BY_SEVERAL,
    SCATTERED,
    children,
    first,
    plain,
    session,
    start,
    told_at,
    wait,
    wait_for,
)
from small_disk import resized, room, small_disk

FEW = ("QH101", "QH102", "QH103")
MOMENTS, SIZES = 12, 20
USUAL = ((0, 1), (2, 2), (0, 3))
"""Moment and how often: what is tried whenever tests are run."""
BEFORE_THE_SEAL = "import os, inspector.archive.run as r; r.Run.seal = lambda *_: os._exit(9); "
_HURRIED = """
import os, signal, sys
at, seen, me = [AT], 0, os.getpid()

def hook(event, args):
    global seen
    writes = event == "open" and bool(args[2] & os.O_CREAT)
    if os.getpid() == me and (writes or event in ("os.rename", "os.fork", "os.mkdir", "sqlite3.connect")):
        seen += bool(seen) or bool(args and "seal.json" in str(args[0]))
        while at and seen >= at[0]:
            at.pop(0)
            os.killpg(0, signal.SIGINT)

sys.addaudithook(hook)
"""
"""Ctrl-C to the whole group of processes at the writes, forks and renames numbered AT, counted from the seal on."""
BY_DASK = "import os; os.environ['INSPECTOR_ENGINE__KIND'] = 'dask'; "
INSISTING = "import inspector.cli.signals as s; s._IN_ANGER_S = 0; "
"""Each press is one of its own, as if there were seconds between them."""
_MOMENTS = 60
"""About as many there are."""


@pytest.fixture(scope="module")
def unsealed(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a run of three units that are all fetched; nothing is sealed yet."""
    folder = Path(shutil.copytree(blank, tmp_path_factory.mktemp("unsealed") / "workspace"))
    chosen = [word for code in FEW for word in ("--unit", code)]
    code, said = wait(start(folder, "--as-of", "2026-11-24", *chosen, before=BEFORE_THE_SEAL))
    assert code == 9, said
    return folder


@pytest.fixture(scope="module")
def ended(unsealed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What that run comes to where nobody disturbs it: its result, and the names of the files that it leaves."""
    folder = Path(shutil.copytree(unsealed, tmp_path_factory.mktemp("ended") / "workspace"))
    code, said = wait(start(folder, "--resume", before=JUDGED_BY_SEVERAL))
    assert code == 0, said
    return plain(folder), names(folder)


def names(folder: Path) -> list[str]:
    """Every file of a workspace by its place, logs and the database's own aside."""
    found = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(("data/log/", "data/inspector.db")))


@pytest.mark.parametrize(
    ("moment", "times"),
    [
        pytest.param(moment, times, marks=[] if (moment, times) in USUAL else pytest.mark.long)
        for moment in range(MOMENTS)
        for times in (1, 2, 3)
    ],
)
def test_ctrl_c_while_a_run_is_sealed_judged_or_published_costs_nothing(
    moment: int, times: int, unsealed: Path, ended: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Pressed once, twice or three times in a row: one sentence and status 3, and --resume has the result and all files."""
    place = Path(shutil.copytree(unsealed, tmp_path / "workspace"))
    begin = 1 + int(_MOMENTS * (moment + random.Random(moment * 3 + times).random()) / MOMENTS)
    at = ", ".join(str(begin + 2 * press) for press in range(times))
    hurried = f"exec({_HURRIED.replace('AT', at, 1)!r}); "

    code, said = wait(start(place, "--resume", before=INSISTING + JUDGED_BY_SEVERAL + hurried, alone=True))

    assert code == 3, said
    assert "interrupted" in said
    assert "Traceback" not in said
    assert wait(start(place, "--resume"))[0] == 0
    assert (plain(place), names(place)) == ended


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
    ("seen", "times"),
    [
        (("QH",), 3),
        *(
            pytest.param(seen, times, marks=pytest.mark.long)
            for seen in (("run.json",), ("QH",), ("QH", "manifest.json"))
            for times in (1, 2, 3)
        ),
    ],
)
def test_ctrl_c_while_several_processes_fetch_costs_only_what_is_in_hand(
    seen: tuple[str, ...], times: int, blank: Path, scattered: str, tmp_path: Path
) -> None:
    """Pressed again and again while it ends: one sentence, status 3, no process left over, and --resume has the result.

    Where the run was not there yet, nothing is said of it, and another one has the result.
    """
    place = Path(shutil.copytree(blank, tmp_path / "workspace"))
    told = told_at(signal.SIGINT, "evidence", *seen, times=times)
    process = start(place, *of_six(), before=INSISTING + BY_TWO + told, alone=True)
    code, said = wait(process)

    sentence, *rest = [line for line in said.splitlines() if "取证" not in line and "判定" not in line]
    assert (code, sentence.partition(" ")[0]) == (3, "interrupted"), said
    assert all(line.startswith("  ") for line in rest), said
    assert not session(process.pid)
    begun = any((place / "data" / "evidence").glob("*/run.json"))
    assert ("--resume" in said) == begun
    assert wait(start(place, *(["--resume"] if begun else of_six()), before=BY_TWO))[0] == 0
    assert plain(place) == scattered


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc")
@pytest.mark.parametrize(
    ("seen", "times", "apart_s"),
    [
        ("*/QH*/manifest.json", 3, 0.02),
        ("*/run.json", 3, 1),
        *(pytest.param("*/QH*/manifest.json", times, 0.02, marks=pytest.mark.long) for times in (1, 2, 5)),
        *(
            pytest.param("*/run.json", times, apart, marks=pytest.mark.long)
            for times in (1, 3, 5)
            for apart in (0.02, 0.3)
        ),
    ],
)
def test_ctrl_c_while_a_cluster_begins_or_fetches_costs_only_what_is_in_hand(
    seen: str, times: int, apart_s: float, blank: Path, scattered: str, tmp_path: Path
) -> None:
    """The same with Dask's workers, scheduler and threads under way, or only just beginning."""
    place = Path(shutil.copytree(blank, tmp_path / "workspace"))
    process = start(place, *of_six(), before=BY_DASK + INSISTING * (times > 3), alone=True)
    wait_for(place, seen)
    workers = children(process.pid)
    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT) if process.poll() is None else None
        time.sleep(apart_s)
    code, said = wait(process)

    assert (code, "interrupted" in said, "Traceback" in said) == (3, True, False), said
    for _ in range(600):  # what keeps count of shared memory ends a moment after the first process
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.1)
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
    assert wait(start(place, "--resume", before=BY_TWO))[0] == 0
    assert plain(place) == scattered


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own without any room, held in memory; gone afterwards."""
    with small_disk(tmp_path / "small") as mount:
        yield mount


@pytest.mark.parametrize(
    "size", [size if size == 9 else pytest.param(size, marks=pytest.mark.long) for size in range(SIZES)]
)
def test_a_disk_that_is_full_at_any_size_is_one_sentence_and_costs_nothing(
    size: int, blank: Path, small: Path, undisturbed: tuple[str, float], whole: tuple[int, list[str]]
) -> None:
    """Wherever the room runs out (evidence, result, database, reports): status 2, and with more room the undisturbed result."""
    empty, (full, files) = room(blank), whole
    resized(small, empty + int(0.9 * (full - empty) * (size + random.Random(size).random()) / SIZES))
    place = Path(shutil.copytree(blank, small / "workspace"))

    code, said = wait(start(place, *first()))

    begun = any((place / "data" / "evidence").glob("*/run.json"))
    assert code == 2, said
    sentence, *rest = [line for line in said.splitlines() if "取证" not in line and "判定" not in line]
    assert any(word in sentence for word in ("written", "room", "takes no more")), said
    assert all(line.startswith("  ") or not line for line in rest), said
    resized(small, 10 * full)
    code, said = wait(start(place, *(["--resume"] if begun else first())))
    assert code == 0, said
    assert plain(place) == undisturbed[0]
    assert [_unstamped(name) for name in names(place)] == files


@pytest.fixture(scope="module")
def whole(finished: tuple[Path, float]) -> tuple[int, list[str]]:
    """The room that an undisturbed run needs, in bytes, and the names of the files that it leaves."""
    folder, _ = finished
    return room(folder), [_unstamped(name) for name in names(folder)]


def _unstamped(name: str) -> str:
    return re.sub(r"\d{4}Q\d-\d{8}T\d{6}", "RUN", name)
