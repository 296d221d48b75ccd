"""A disk that is full while several processes are at work, or under the log alone: one sentence, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from run_process import BY_TWO, SCATTERED, plain, start, wait
from small_disk import resized, room, small_disk

BY_DASK = "import os; os.environ['INSPECTOR_ENGINE__KIND'] = 'dask'; "
EIGHT = ("QH101", "QH102", "QH103", "QH104", "QH105", "QH108", "QH110", "QH115")
SHARES = (0.15, 0.4, 0.65, 0.9)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own without any room, held in memory; gone afterwards."""
    with small_disk(tmp_path / "small") as mount:
        yield mount


@pytest.fixture(scope="module")
def undisturbed_eight(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """The result of eight units on several hosts that nobody disturbs, and the room that it needs."""
    folder = Path(shutil.copytree(blank, tmp_path_factory.mktemp("eight") / "workspace"))
    code, said = wait(start(folder, *of_eight(), before=BY_TWO))
    assert code == 0, said
    return plain(folder), room(folder)


def of_eight() -> list[str]:
    """The arguments of a first run over eight units: enough for several processes to judge and to write reports."""
    return ["--as-of", "2026-11-24", *(word for code in EIGHT for word in ("--unit", code))]


def sentence(said: str) -> tuple[str, list[str]]:
    """What is said besides the bars: the sentence, and what follows it."""
    first, *rest = [line for line in said.splitlines() if "取证" not in line and "判定" not in line]
    return first, rest


@pytest.mark.parametrize(
    ("engine", "share"),
    [
        *(pytest.param(BY_TWO, share, marks=[] if share == 0.4 else pytest.mark.slow) for share in SHARES),
        pytest.param(BY_DASK, 0.4, marks=pytest.mark.slow),
        *(pytest.param(BY_DASK, share, marks=pytest.mark.long) for share in SHARES if share != 0.4),
    ],
)
def test_a_disk_that_is_full_while_several_processes_are_at_work_costs_nothing(
    engine: str, share: float, blank: Path, small: Path, undisturbed_eight: tuple[str, int], tmp_path: Path
) -> None:
    """Whichever of them meets it: status 2 and one sentence; with more room --resume has the undisturbed result."""
    (expected, full), empty = undisturbed_eight, room(blank)
    resized(small, empty + int(share * (full - empty)))
    place = Path(shutil.copytree(blank, small / "workspace"))

    code, said = wait(start(place, *of_eight(), before=engine))

    begun = any((place / "data" / "evidence").glob("*/run.json"))
    told, rest = sentence(said)
    assert code == 2, said
    assert any(word in told for word in ("written", "room", "takes no more", "the disk refused")), said
    assert "fault of this program" not in said
    assert all(line.startswith("  ") or not line for line in rest), said
    resized(small, 10 * full)
    code, said = wait(start(place, *(["--resume"] if begun else of_eight()), before=engine))
    assert code == 0, said
    assert plain(place) == expected


def test_a_log_that_has_no_room_ends_no_run(blank: Path, small: Path, tmp_path: Path) -> None:
    """A disk of its own that is full: the run ends well and says once that the log was not kept."""
    place = Path(shutil.copytree(blank, tmp_path / "workspace"))
    (small / "filling").write_bytes(b"x" * 4096)
    elsewhere = f"import os; os.environ['INSPECTOR_LOG__FILE'] = {str(small / 'inspector.log')!r}; "
    chosen = ["--as-of", "2026-11-24", *(word for code in SCATTERED[:2] for word in ("--unit", code))]

    code, said = wait(start(place, *chosen, before=elsewhere))

    assert code == 0, said
    assert "Traceback" not in said
    assert said.count("the log cannot be written") == 1, said
