"""Stores to try, and an invented result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_server import empty

from inspector.store import Store, open_store

Result = dict[str, object]


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    url = "sqlite:///data/inspector.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")
        empty(url)
    with open_store(url, tmp_path) as store:
        yield store


@pytest.fixture
def result() -> Callable[..., Result]:
    """Makes the result of a run: one unit that lost two points."""

    def make(id: str = "run-1", quarter: str = "2026Q4", started: str = "2026-11-24T10:00:00+08:00") -> Result:
        run = {"id": id, "quarter": quarter, "as_of": "2026-11-24", "started": started, "finished": started}
        digests = ("rules_digest", "registry_digest", "calendar_digest", "evidence_root")
        return {
            "schema": "inspector.result/1",
            "run": {
                **run,
                "engine_version": "0.1.0",
                **dict.fromkeys(digests, "ab" * 32),
                "complete": True,
                "gates": [{"id": "canary", "ok": True, "detail": ""}],
            },
            "units": [unit("qh-mz")],
        }

    return make


def unit(code: str) -> Result:
    """One unit's part of a result."""
    message = {"zh": "未列明办公时间", "en": "no office hours"}
    finding = {
        "id": f"{code}-f1",
        "rule": "GD-05",
        "subject": "guide",
        "outcome": "fail",
        "severity": "S2",
        "points": -2,
    }
    return {
        "code": code,
        "name": "清河区民政局",
        "type": "department",
        "score": {
            "value": 97.9,
            "floor": 90,
            "max": 100,
            "grade": "优",
            "veto": None,
            "coverage": 0.97,
        },
        "packs": [{"id": "GD", "max": 20, "points": 17.9}],
        "ledger": [
            {"pack": "GD", "rule": "GD-05", "finding": f"{code}-f1", "points": -2, "reason": message},
            {"pack": "GD", "rule": "GD-06", "finding": f"{code}-f2", "points": -0.1, "reason": message},
        ],
        "findings": [
            {**finding, "confirmed": True, "message": message, "attribution": "unit", "evidence": [], "reason": ""},
        ],
    }
