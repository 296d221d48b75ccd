"""What a run was made with, read from evidence that may be anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector.archive import open_run
from inspector.errors import EvidenceError
from inspector.pipeline.judge.judging import snapshot_of


@pytest.mark.parametrize("told", [{}, {"quarter": 7}, {"quarter": "2026Q4", "units": None}])
def test_a_run_that_does_not_say_what_it_was_made_with_is_told_in_a_sentence(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    """The file is whole and says something else."""
    run = open_run(tmp_path, "2026Q4-1", told)

    with pytest.raises(EvidenceError, match="does not say what the run was made with"):
        snapshot_of(run)
