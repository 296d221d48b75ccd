"""A clock in a file, that several processes read and a test sets."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

FILE = "INSPECTOR_TEST_CLOCK"
"""The environment variable that names the file."""


def moved() -> datetime:
    """What the file says."""
    return datetime.fromisoformat(Path(os.environ[FILE]).read_text(encoding="ascii"))
