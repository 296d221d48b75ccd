"""What a run did can be read afterwards, line by line, without opening its evidence."""

from __future__ import annotations

import json
from pathlib import Path

from small_district import small_district, workspace_for

from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace


def test_every_line_says_when_and_of_which_run_unit_and_host(tmp_path: Path) -> None:
    """A run leaves its beginning, each unit, each address that did not answer, and its end; nobody's page is in it."""
    with small_district() as site:
        del site.pages["/CJJ/guide.html"]
        place = Workspace.at(workspace_for(site, tmp_path / "qinghe", '[log]\nlevel = "debug"\n'))
        done = inspect(place)
    lines = [
        json.loads(line) for line in (tmp_path / "qinghe/data/log/inspector.jsonl").read_text("utf-8").splitlines()
    ]
    mine = [line for line in lines if line.get("run") == done.result["run"]["id"]]

    assert [line["event"] for line in mine if line["room"] == "pipeline"] == [
        "run begun",
        *["unit gathered"] * 2,
        "run finished",
    ]
    assert {line["unit"] for line in mine if line["event"] == "unit gathered"} == {"MZJ", "CJJ"}
    looked = [line for line in mine if line["event"] == "looked"]
    assert {(line["host"], line["unit"]) for line in looked} >= {("127.0.0.1", "MZJ"), ("127.0.0.1", "CJJ")}
    assert all(line["at"].endswith("+08:00") and line["level"] for line in lines)
    assert all("公开工作机构" not in json.dumps(line, ensure_ascii=False) for line in lines)


def test_an_empty_name_keeps_no_log(tmp_path: Path) -> None:
    """The folder stays as it was."""
    with small_district() as site:
        place = Workspace.at(workspace_for(site, tmp_path / "qinghe", '[log]\nfile = ""\n'))
        inspect(place, only=["MZJ"])

    assert not (tmp_path / "qinghe" / "data" / "log").exists()
