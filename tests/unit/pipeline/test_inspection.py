"""What a report is a rendering of: bounded figures of the past, what became of each issue, plans that hold."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from invented_year import quarter, workspace

from inspector.pipeline.judge.kept import read_kept
from inspector.pipeline.report.inspection import inspection_of, past, repairs_of


def test_the_past_is_a_handful_of_figures_however_long_the_history(tmp_path: Path) -> None:
    """Seven quarters before the one reported, oldest first, the newest run of each; quarters nobody inspected are left out."""
    place = workspace(tmp_path / "w")
    names = [
        f"{year}Q{number}" for year in (2023, 2024, 2025) for number in (1, 2, 3, 4) if (year, number) != (2025, 2)
    ]
    for name in names:
        quarter(place, name, {"QH101": {"GD-05": "fail"}, "QH102": {}})
    quarter(place, "2025Q4", {"QH101": {}, "QH102": {}}, number=1)

    found = past(place, "2026Q1")

    assert [one.quarter for one in found] == ["2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q3", "2025Q4"]
    assert found[-1].scores["QH101"].value == Decimal(100)
    assert found[0].scores["QH101"].value == Decimal(98)


def test_issues_are_compared_with_the_quarter_before(tmp_path: Path) -> None:
    """What failed then and passes now is fixed, what fails now only is new."""
    place = workspace(tmp_path / "w")
    quarter(place, "2026Q1", {"QH101": {"GD-05": "fail"}, "QH102": {}})
    run = quarter(place, "2026Q2", {"QH101": {"GD-07": "fail"}})
    earlier = inspection_of(place, read_kept(place.results / f"{run}.json"), place.ruleset()).previous
    now = json.loads((place.results / f"{run}.json").read_text(encoding="utf-8"))["units"][0]

    assert earlier is not None
    states = {issue.rule: issue.state for issue in earlier.change(now, earlier.units["QH101"]).issues}
    assert states == {"GD-05": "fixed", "GD-07": "new"}


def test_a_plan_is_made_from_the_result_alone(tmp_path: Path) -> None:
    """The findings in the JSON are enough to say what each repair wins; a unit without faults has no plan."""
    place = workspace(tmp_path / "w")
    run = quarter(place, "2026Q2", {"QH101": {"GD-07": "fail", "FD-02": "fail"}, "QH102": {}})
    units = json.loads((place.results / f"{run}.json").read_text(encoding="utf-8"))["units"]
    ruleset = place.ruleset()

    plan = repairs_of(units[0], ruleset)

    assert plan is not None
    assert [step.finding.rule for step in plan.steps] == ["FD-02", "GD-07"]
    assert plan.steps[-1].value == Decimal(100)
    assert repairs_of(units[1], ruleset) is None
