"""Make the archived county and its golden result again: `make golden`. A commit of its own, with the reason.

Inspects a few units of the sample district on loopback with the rules as they are now and keeps evidence and result here.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from inspector.judge.result import text
from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.sample import serve

HERE = Path(__file__).parent
UNITS = ("QH001", "QH103", "QH115", "QH205", "QH301", "QH402")
"""The portal, two departments with faults, a blocked one, a township, one without any address."""


def main() -> None:
    """Replace `county/` and `golden.json`."""
    with tempfile.TemporaryDirectory() as folder, serve() as district:
        workspace, at = prepared(Path(folder) / "county", district)
        done = inspect(workspace, only=UNITS, as_of=at)
        shutil.rmtree(HERE / "county", ignore_errors=True)
        shutil.copytree(done.evidence, HERE / "county")
        (HERE / "golden.json").write_text(text(done.result), encoding="utf-8")


if __name__ == "__main__":
    main()
