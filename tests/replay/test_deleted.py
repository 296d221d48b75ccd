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
        forget(archive.read_run(county), code, kinds, DAY, f"[retention] {kinds[0]} = 5")


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
