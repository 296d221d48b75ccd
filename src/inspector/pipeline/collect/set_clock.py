"""How far the machine's clock was set forward since a run was begun: what is waited for is measured by a clock that nobody sets.

Looks are stamped by the machine's clock. Where that is set forward between two processes of a run, a second look would come too early.
The clock that counts since the machine was started tells so, also over sleep; not over a restart, nor on another machine.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

from inspector.pipeline.files import write_whole

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_SLACK_S = 1.0
"""A clock that is kept right by small steps was not set."""


def noted(run: Path) -> None:
    """Note how the clocks stand to each other now, as a process goes to work on the run of this folder. Raises StorageError."""
    boot, offset = _boot(), _offset()
    found = _told(run, boot)
    if boot and all(abs(offset - one) > _SLACK_S for one in found):
        write_whole(_file(run), json.dumps({"boot": boot, "offsets": [*found, offset]}))


def set_forward(run: Path) -> timedelta:
    """By how much the clock was set forward at most since it was first noted, never below 0; 0 where that cannot be told."""
    now = _offset()
    ahead = now - min([now, *_told(run, _boot())])
    return timedelta(seconds=ahead if ahead > _SLACK_S else 0.0)


def _told(run: Path, boot: str) -> list[float]:
    """What was noted since the machine was started."""
    try:
        noted_ = json.loads(_file(run).read_text(encoding="utf-8"))
        return [float(one) for one in noted_["offsets"]] if boot and noted_["boot"] == boot else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _file(run: Path) -> Path:
    """Beside the run's lock: a file inside the run would count as added evidence."""
    return run.parent.parent / "locks" / f"{run.name}.clock"


def _offset() -> float:
    """Seconds between the machine's clock and the one that is never set."""
    return time.time() - (
        time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
    )


def _boot() -> str:
    """Which start of which machine this is; empty where the system does not tell."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
