"""The sample district inspected: served on loopback, looked at by the same code as any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.pipeline.files import write_whole
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import Inspected, inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

_MARK = "# Written by `inspector demo`: the sample district on loopback.\n"


def demonstrate(folder: Path, watch: Watch) -> Inspected:
    """Make a workspace for the sample district in `folder` and inspect it. Reports are in `folder/reports`."""
    with serve() as district:
        workspace, at = prepared(folder, district)
        return inspect(workspace, as_of=at, watch=watch)


def prepared(folder: Path, district: District) -> tuple[Workspace, date]:
    """A workspace in `folder` that inspects the served district, and the district's monitoring time point."""
    _prepare(folder)
    settings = dict(district.settings())
    at = date.fromisoformat(str(settings.pop("as_of")))
    write_whole(folder / "config.toml", _MARK + _toml(settings))
    write_whole(folder / "units.csv", district.registry())
    return Workspace.at(folder), at


def _prepare(folder: Path) -> None:
    config = folder / "config.toml"
    if config.exists():
        if not config.read_text(encoding="utf-8").startswith(_MARK):
            raise UsageError(f"{folder} is a workspace of its own", remedy="Give another folder with --out.")
        return
    make_workspace(folder)


def _toml(settings: Mapping[str, Any]) -> str:
    return "\n".join(
        f"[{table}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in keys.items())
        for table, keys in settings.items()
    )


def _value(value: Any) -> str:
    """A TOML value: strings, numbers and lists are written as in JSON, tables inline."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
