"""A result to what people read: the JSON, the database, the HTML reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inspector.judge.result import text
from inspector.model.quarter import quarter_before
from inspector.pipeline.files import write_whole
from inspector.pipeline.health import publish_health
from inspector.pipeline.inspection import inspection_of
from inspector.pipeline.results import quarter_result
from inspector.pipeline.workspace import Workspace
from inspector.report import write
from inspector.ruleset import Ruleset

BESIDE = "not all units were inspected: the quarter's report of the whole district was left as it is"
"""What a reader is told when a report was written beside the quarter's own."""


def publish(workspace: Workspace, result: dict[str, Any], ruleset: Ruleset, folder: Path | None = None) -> Path:
    """Keep the result, record it in the database, write the reports; returns the district report's path."""
    write_whole(workspace.results / f"{result['run']['id']}.json", text(result))
    with workspace.store() as store:
        store.record(result)
    return reports(workspace, result, ruleset, folder)


def reports(workspace: Workspace, result: dict[str, Any], ruleset: Ruleset, folder: Path | None = None) -> Path:
    """Write the HTML reports and exports of a result into `folder`, by default the one `report_folder` names."""
    inspection = inspection_of(workspace, result, ruleset)
    place = folder or report_folder(workspace, result)
    publish_health(workspace.run(result["run"]["id"]), inspection, place)
    return write(inspection, place)[0]


def report_folder(workspace: Workspace, result: dict[str, Any]) -> Path:
    """`reports/<quarter>`; a folder of the run's own below it where a smaller run would hide units reported there."""
    folder: Path = workspace.reports / result["run"]["quarter"]
    there = folder / "result.json"
    if not there.is_file():
        return folder
    try:
        old: dict[str, Any] = json.loads(there.read_text(encoding="utf-8"))
        reported = {unit["code"] for unit in old["units"]}
    except (OSError, ValueError, KeyError, TypeError):
        return folder
    now = {unit["code"] for unit in result["units"]}
    whole = result["run"]["complete"] and (reported <= now or _registered(workspace) <= now)
    return folder if whole else folder / result["run"]["id"]


def _registered(workspace: Workspace) -> set[str]:
    """The codes of today's registry: a unit that was struck out does not keep an old report in place."""
    return {unit.code for unit in workspace.units()}


def looks_before(workspace: Workspace, quarter: str) -> dict[str, dict[str, int]]:
    """Unit code -> its counted looks in the result of the quarter before; empty where there is none."""
    previous = quarter_result(workspace, quarter_before(quarter))
    units = previous.result["units"] if previous is not None else []
    return {unit["code"]: unit["looks"] for unit in units if "looks" in unit}


def pages_before(workspace: Workspace, quarter: str) -> dict[str, dict[str, Any]]:
    """Unit code -> role -> the line of its page in the result of the quarter before; empty where there is none."""
    previous = quarter_result(workspace, quarter_before(quarter))
    units = previous.result["units"] if previous is not None else []
    return {unit["code"]: {line["role"]: line for line in unit.get("pages", [])} for unit in units}
