"""A whole inspection of the sample district against its own tables: every fault found, nothing else accused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.pipeline.demo import demonstrate
from inspector.pipeline.judge.watch import Watch
from inspector.sample import expected, lookalikes

Result = dict[str, Any]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The result of the demo, as `--json` writes it."""
    folder: Path = tmp_path_factory.mktemp("sample") / "workspace"
    return json.loads(json.dumps(demonstrate(folder, Watch()).result))


def _found(result: Result) -> set[tuple[str, str, str, bool]]:
    return {
        (unit["code"], one["rule"], one["outcome"], one["confirmed"])
        for unit in result["units"]
        for one in unit["findings"]
    }


def test_every_fault_of_the_table_is_found(result: Result) -> None:
    """Each expected finding is there, with the outcome and the certainty that the table names."""
    wanted = {(one.unit, one.rule, one.outcome, one.confirmed) for one in expected()}

    assert sorted(wanted - _found(result)) == []


def test_nothing_fails_that_is_no_fault(result: Result) -> None:
    """No unit is accused of what it did not do."""
    wanted = {(one.unit, one.rule) for one in expected() if one.outcome == "fail"}

    accused = {(unit, rule) for unit, rule, outcome, _ in _found(result) if outcome == "fail"}

    assert sorted(accused - wanted) == []


def test_what_only_looks_like_a_fault_costs_nothing(result: Result) -> None:
    """Units that have look-alikes and no fault keep all their points."""
    faulty = {one.unit for one in expected() if one.outcome == "fail"}
    clean = {change.unit for change in lookalikes()} - faulty

    lost = {
        unit["code"]: unit["score"]["value"]
        for unit in result["units"]
        if unit["code"] in clean and unit["score"]["value"] != 100
    }

    assert lost == {}
