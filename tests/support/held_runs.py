"""What tests of held runs share: the units, and what can be told of a result."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from inspector.judge.result import text
from inspector.pipeline.workspace import Workspace

UNITS = ("QH001", "QH101", "QH103", "QH301")
_PLAIN = (
    re.compile(r"\d{4}Q\d-\d{8}T\d{6}"),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"),
    re.compile(r"\b[0-9a-f]{64}\b"),
    re.compile(r"网络哨点应答.*times"),
)


def plain(result: dict[str, Any]) -> str:
    """The result without what differs between any two runs: ids, times, digests, how often canaries were looked at."""
    said = text(result)
    for pattern in _PLAIN:
        said = pattern.sub("*", said)
    return said


def scores(result: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Value and floor by unit."""
    return {unit["code"]: (unit["score"]["value"], unit["score"]["floor"]) for unit in result["units"]}


def failing(result: dict[str, Any]) -> list[tuple[str, str]]:
    """Unit and rule of what failed."""
    return [
        (unit["code"], one["rule"]) for unit in result["units"] for one in unit["findings"] if one["outcome"] == "fail"
    ]


def gate(result: dict[str, Any], name: str) -> bool:
    """Whether a gate is ok."""
    return next(bool(one["ok"]) for one in result["run"]["gates"] if one["id"] == name)


def published(workspace: Workspace) -> list[str]:
    """What people and later quarters would read of a run."""
    with workspace.store() as store:
        runs = [run.id for run in store.runs()]
    return [*runs, *(path.name for folder in (workspace.reports, workspace.results) for path in folder.glob("*"))]


def later() -> datetime:
    """Some hours on, so that a second run has a name of its own."""
    return datetime.now(timezone(timedelta(hours=8))) + timedelta(hours=2)
