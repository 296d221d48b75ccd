"""What tests of the command line share."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True)
class Place:
    """An inspected workspace, its district still served, the JSON its run printed, and the first unit's column."""

    folder: Path
    json: str
    disclosure: str
