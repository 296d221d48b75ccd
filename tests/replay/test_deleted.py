"""A run of which a class of records was deleted verifies, is judged as far as possible, and says what is gone by which decision."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inspector import archive
from inspector.archive.retention import Class, forget
from inspector.judge.result import text
from inspector.pipeline.files import write_whole
from inspector.pipeline.make import make_workspace
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace

HERE = Path(__file__).parent
CODES = ("QH001", "QH103", "QH115", "QH205", "QH301", "QH402")
DAY = "2032-01-01T03:00:00+08:00"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A copy of the archived county."""
    return Path(shutil.copytree(HERE / "county", tmp_path / "county"))


def delete(county: Path, kinds: list[Class], codes: tuple[str, ...] = CODES) -> None:
    """What `[retention]` would delete."""
    for code in codes:
        forget(archive.read_run(county), code, kinds, DAY, f"[retention] {kinds[0]} = 5", "王芳")


def replayed(county: Path) -> tuple[int, str, str]:
    """Status, JSON and what was said by `inspector replay`."""
    own = "import sys; from inspector.cli import main; sys.argv[0] = 'inspector'; main()"
    command = [sys.executable, "-c", own, "replay", str(county), "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_links_and_pictures_are_judged_from_the_sealed_manifest(county: Path) -> None:
    """The status of a link stands in the manifest: without its records the result is the same bytes, status 0."""
    delete(county, ["links", "pictures"])

    code, text, said = replayed(county)

    assert archive.verify(county).deleted > 0
    assert (code, text) == (0, (HERE / "golden.json").read_text(encoding="utf-8")), said


def test_what_rests_on_deleted_pages_is_undetermined_and_all_else_is_as_it_was(county: Path) -> None:
    """Status 4 and one sentence with the decision; nobody loses a point by it; the other units are judged to the same bytes."""
    golden: dict[str, Any] = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
    delete(county, ["pages"], ("QH103",))

    code, text, said = replayed(county)

    assert archive.verify(county, golden["run"]["evidence_root"]).ok
    assert code == 4
    assert "was deleted when its time had come" in said
    assert "records of 1 units on 2032-01-01 by [retention] pages = 5" in said
    units = {unit["code"]: unit for unit in json.loads(text)["units"]}
    before = {unit["code"]: unit for unit in golden["units"]}
    assert all(units[other] == before[other] for other in CODES if other != "QH103" and other in before)
    assert units["QH103"]["score"]["value"] >= before["QH103"]["score"]["value"]
    gone = [one for one in units["QH103"]["findings"] if one["reason"] == "deleted"]
    assert gone
    assert {one["outcome"] for one in gone} == {"undetermined"}
    failed = {one["id"] for one in before["QH103"]["findings"] if one["outcome"] == "fail"}
    assert {one["id"] for one in units["QH103"]["findings"] if one["outcome"] == "fail"} <= failed


@pytest.fixture
def place(county: Path, tmp_path: Path) -> Workspace:
    """A workspace whose only run is the county's, with the result that was kept of it and recorded."""
    golden = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
    make_workspace(tmp_path / "w")
    workspace = Workspace.at(tmp_path / "w")
    workspace.evidence.mkdir(parents=True, exist_ok=True)
    county.rename(workspace.evidence / golden["run"]["id"])
    write_whole(workspace.results / f"{golden['run']['id']}.json", text(golden))
    with workspace.store() as store:
        store.record(golden)
    return workspace


def reported(place: Workspace, *codes: str) -> tuple[str, dict[str, str], dict[str, int]]:
    """The district page, the notices of `codes`, and how many copies of pages each unit has, after `inspector report`."""
    index = publish_again(place, place.run("latest"))
    notices = {code: (index.parent / "units" / f"{code}.html").read_text(encoding="utf-8") for code in codes}
    copies = {code: len(list((index.parent / "copies" / code).glob("*.html"))) for code in codes}
    return index.read_text(encoding="utf-8"), notices, copies


def test_a_run_without_its_pages_is_reported_as_it_was_kept(place: Workspace) -> None:
    """Findings and quotes stay; copies that are gone are gone; district and unit are told when, why and how much; the rest is whole."""
    before, was, had = reported(place, "QH103", "QH115")
    forget(place.run("latest"), "QH103", ["pages", "files"], DAY, "[retention] pages = 5", "王芳")

    index, notices, copies = reported(place, "QH103", "QH115")

    assert (had["QH103"] > 0, copies) == (True, {"QH103": 0, "QH115": had["QH115"]})
    for page in (index, notices["QH103"]):
        assert "2032-01-01依“[retention] pages = 5”删除网页存证" in page.replace("&#34;", '"')
        assert "取自当时保存的结果" in page
    assert "存证留存期" not in before + was["QH103"] + notices["QH115"]
    cards = [page.count('<article class="card') for page in (was["QH103"], notices["QH103"])]
    assert cards[0] == cards[1] > 0
    assert "../copies/" not in notices["QH103"]


def test_where_the_kept_result_is_gone_too_what_is_left_is_judged(place: Workspace) -> None:
    """It says so, and nothing is laid to the unit that nobody can see any more."""
    forget(place.run("latest"), "QH103", ["pages"], DAY, "[retention] pages = 5", "王芳")
    (place.results / f"{place.run('latest').folder.name}.json").unlink()

    index, notices, _ = reported(place, "QH103")

    assert "依剩余存证重新判定" in index
    assert '<article class="card' not in notices["QH103"]
