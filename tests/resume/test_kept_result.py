"""What was published of a run stays as it was, whatever version of the program goes on with it or reports it; `replay` judges anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from small_district import Served, small_district, workspace_for

from inspector.errors import StorageError
from inspector.judge.result import text
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace

OTHER = "另一版本的判定"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Two units of one host."""
    with small_district() as made:
        yield made


@pytest.fixture(scope="module")
def whole(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one run."""
    folder = workspace_for(site, tmp_path_factory.mktemp("whole") / "qinghe")
    inspect(Workspace.at(folder), as_of=date(2026, 11, 24))
    return folder


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> tuple[Workspace, Path]:
    """The workspace with a kept result that another version of the program judged, not yet recorded; and that result's file."""
    workspace = Workspace.at(Path(shutil.copytree(whole, tmp_path / "qinghe")))
    [file] = workspace.results.glob("*.json")
    result = json.loads(file.read_text("utf-8"))
    for unit in result["units"]:
        for finding in unit["findings"]:
            if finding["outcome"] == "fail":
                finding["message"]["zh"] = OTHER
    file.write_text(text(result), "utf-8")
    return workspace, file


def record(workspace: Workspace, file: Path) -> None:
    """As that version did."""
    with workspace.store() as store:
        store.record(json.loads(file.read_text("utf-8")))


def report(workspace: Workspace) -> object:
    """`inspector report`."""
    return publish_again(workspace, workspace.run("latest"))


AGAIN: list[Callable[[Workspace], object]] = [resume, report]


@pytest.mark.parametrize("again", AGAIN)
def test_a_result_of_another_version_is_published_as_it_was(
    place: tuple[Workspace, Path], again: Callable[[Workspace], object]
) -> None:
    """The file, what is recorded, and the reports."""
    workspace, file = place
    record(workspace, file)
    before = file.read_bytes()

    again(workspace)

    assert file.read_bytes() == before
    assert OTHER in (workspace.reports / "2026Q4" / "result.json").read_text("utf-8")
    with workspace.store() as store:
        assert {one.message_zh for one in store.fails("2026Q4")} == {OTHER}


def test_who_goes_on_with_it_is_told(place: tuple[Workspace, Path]) -> None:
    """And by which command it is judged again."""
    record(*place)

    assert any("inspector replay" in one for one in resume(place[0]).notes)


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("harm", [lambda _: None, lambda file: file.write_text("{", "utf-8")])
def test_a_kept_result_that_is_not_what_was_recorded_is_refused(
    place: tuple[Workspace, Path], again: Callable[[Workspace], object], harm: Callable[[Path], object]
) -> None:
    """Changed by a hand, or damaged: nothing is published of it. Moved away, the run is judged from its evidence."""
    workspace, file = place
    harm(file)

    with pytest.raises(StorageError, match="not the one that was recorded"):
        again(workspace)

    file.unlink()
    again(workspace)
    assert OTHER not in (workspace.reports / "2026Q4" / "result.json").read_text("utf-8")
