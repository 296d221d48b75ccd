"""What failed before is known unit by unit, whatever the runs of a quarter covered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector.model.finding import Ruling
from inspector.pipeline.judge.history import consecutive, ever
from inspector.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store("sqlite:///inspector.db", tmp_path) as opened:
        yield opened


def _record(store: Store, quarter: str, number: int, **outcomes: str) -> None:
    """A complete run that judged GD-05 of these units."""
    at = f"{quarter[:4]}-{int(quarter[-1]) * 3:02}-{number:02}T10:00:00+08:00"
    run: dict[str, Any] = {"id": f"{quarter}-{number}", "quarter": quarter, "as_of": at[:10], "complete": True}
    digests = dict.fromkeys(("rules_digest", "registry_digest", "calendar_digest", "evidence_root"), "ab")
    run |= {"started": at, "finished": at, "engine_version": "0.1.0", **digests}
    store.record(
        {
            "schema": "inspector.result/1",
            "run": run,
            "units": [_unit(code, outcome) for code, outcome in outcomes.items()],
        }
    )


def _unit(code: str, outcome: str) -> dict[str, Any]:
    finding = {
        "id": f"{code}-f",
        "rule": "GD-05",
        "subject": "guide",
        "outcome": outcome,
        "severity": "S2",
        "points": -2 if outcome == "fail" else 0,
        "confirmed": True,
        "message": "句",
        "attribution": "unit",
    }
    score = {"value": 100, "floor": 100, "max": 100, "grade": "优", "veto": None, "coverage": 1}
    return {
        "code": code,
        "name": code,
        "type": "department",
        "score": score,
        "packs": [],
        "ledger": [],
        "findings": [finding],
    }


def test_a_smaller_run_later_in_the_quarter_hides_nobody(store: Store) -> None:
    """One unit looked at again alone: the others keep what the whole run found."""
    _record(store, "2026Q2", 1, A="fail", B="fail")
    _record(store, "2026Q3", 1, A="fail", B="fail")
    _record(store, "2026Q3", 2, A="pass")

    assert consecutive(store, "2026Q4") == {"B-f": 2}
    assert ever(store, "2026Q4") == {"A-f", "B-f"}
    assert store.newest("2026Q3") == {"A": "2026Q3-2", "B": "2026Q3-1"}


def test_a_quarter_without_a_look_ends_the_row(store: Store) -> None:
    """What nobody looked at is not counted, for that unit alone."""
    _record(store, "2026Q1", 1, A="fail", B="fail")
    _record(store, "2026Q2", 1, B="fail")
    _record(store, "2026Q3", 1, A="fail", B="fail")

    assert consecutive(store, "2026Q4") == {"A-f": 1, "B-f": 3}


def test_what_was_overruled_since_is_no_fail_and_what_was_confirmed_is_one(store: Store) -> None:
    """An appeal upheld after the release does not make the next quarter dearer; a confirmed proposal does."""
    _record(store, "2026Q2", 1, A="fail", B="fail")
    _record(store, "2026Q3", 1, A="fail", B="fail")
    said = ("区政务公开办", "页面确有载明", "李四", "2026-10-09T10:00:00+08:00")
    store.add_events((), [Ruling("B", "GD-05", "guide", "pass", *said, "2026-09-01", "2026-09-30", "fail")])

    assert consecutive(store, "2026Q4") == {"A-f": 2}
    assert ever(store, "2026Q4") == {"A-f", "B-f"}
    later = "2026-10-10T10:00:00+08:00"
    store.add_events((), [Ruling("B", "GD-05", "guide", "confirmed", *said[:3], later, "2026-09-01", "2026-09-30")])
    assert consecutive(store, "2026Q4") == {"A-f": 2, "B-f": 2}
