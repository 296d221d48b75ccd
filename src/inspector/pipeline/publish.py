"""A result to what people read: the JSON, the database, the HTML reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inspector.judge.result import text
from inspector.model.quarter import quarter_before
from inspector.pipeline.files import write_whole
from inspector.pipeline.workspace import Workspace
from inspector.report import Inspection, write
from inspector.ruleset import Ruleset


def publish(workspace: Workspace, result: dict[str, Any], ruleset: Ruleset, folder: Path | None = None) -> Path:
    """Keep the result, record it in the database, write the reports; returns the district report's path."""
    write_whole(workspace.results / f"{result['run']['id']}.json", text(result))
    with workspace.store() as store:
        store.record(result)
    return reports(workspace, result, ruleset, folder)


def reports(workspace: Workspace, result: dict[str, Any], ruleset: Ruleset, folder: Path | None = None) -> Path:
    """Write the HTML reports and exports of a result into `folder`, by default `reports/<quarter>`."""
    inspection = Inspection(
        result=result,
        rules={rule.id: rule.card for rule in ruleset.rules},
        packs={pack.id: pack.card for pack in ruleset.packs},
        orders={f["id"]: f["due"] for unit in result["units"] for f in unit["findings"] if f.get("due")},
        previous=_previous(workspace, result["run"]["quarter"]),
        district=workspace.settings.district.name,
        languages=workspace.settings.report.languages,
    )
    return write(inspection, folder or workspace.reports / result["run"]["quarter"])[0]


def _previous(workspace: Workspace, quarter: str) -> dict[str, Any] | None:
    with workspace.store() as store:
        run = store.latest(quarter_before(quarter))
    path = workspace.results / f"{run.id}.json" if run is not None else None
    if path is None or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def pages_before(workspace: Workspace, quarter: str) -> dict[str, dict[str, Any]]:
    """Unit code -> role -> the line of its page in the result of the quarter before; empty where there is none."""
    previous = _previous(workspace, quarter)
    units = previous["units"] if previous is not None else []
    return {unit["code"]: {line["role"]: line for line in unit.get("pages", [])} for unit in units}
