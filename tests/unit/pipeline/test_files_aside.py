"""Folders set aside: gone when left, swept when their process was killed, and nobody else's while it lives."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from inspector.pipeline.files import folder_aside, sweep_aside

_AT_WORK = """
import sys, time
from pathlib import Path
from inspector.pipeline.files import folder_aside
with folder_aside(Path(sys.argv[1])) as place:
    (place / "result.json").write_text("{}")
    print(place, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_process_set_aside_is_swept_and_what_a_living_one_did_stays(tmp_path: Path) -> None:
    """SIGKILL leaves the folder; the next sweep removes it and its lock, never before its process is dead."""
    command = [sys.executable, "-c", _AT_WORK, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        place = Path(process.stdout.readline().strip())
        sweep_aside(tmp_path)
        lived = (place / "result.json").exists()
        process.send_signal(signal.SIGKILL)
    left = place.exists()

    sweep_aside(tmp_path)

    assert (lived, left) == (True, True)
    assert not list(tmp_path.iterdir())


def test_a_folder_aside_leaves_nothing(tmp_path: Path) -> None:
    """Neither the folder nor its lock, also in a folder that was not there before."""
    with folder_aside(tmp_path / "results") as place:
        assert place.is_dir()

    assert not list((tmp_path / "results").iterdir())
