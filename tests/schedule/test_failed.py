"""A run of the scheduler's that failed is gone on with when it is tried again, not begun anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small_district import small_district, workspace_for

from inspector.errors import StorageError
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.report import publish
from inspector.pipeline.workspace import Workspace
from inspector.schedule import catch_up

NIGHT = datetime.fromisoformat("2026-03-08T02:00:00+08:00")


def full(*_: object) -> None:
    """A disk without room for reports."""
    raise StorageError("there is no room left on the disk")


def test_what_was_fetched_before_it_failed_is_not_fetched_again(tmp_path: Path) -> None:
    """No room for the reports: an hour later the same run has them, and no site was asked twice."""
    with small_district() as site:
        place = Workspace.at(workspace_for(site, tmp_path / "qinghe", '[schedule]\nduties = ["run"]\n'))
        said: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(publish, "publish", full)
            catch_up(place, Watch(now=lambda: NIGHT), lambda _, told: said.append(told))
        asked = list(site.asked)

        catch_up(place, Watch(now=lambda: NIGHT + timedelta(hours=1)), lambda _, told: said.append(told))

        [run] = place.evidence.glob("*/run.json")
        assert [told.partition(" ")[0] for told in said] == ["begun", "there", "begun", "report"]
        assert place.run(run.parent.name).root
        assert site.asked == asked
