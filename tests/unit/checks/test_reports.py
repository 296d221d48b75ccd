"""Annual reports: which is due, what is said of sums that do not add up, whose name it bears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FOLDER = Path(__file__).parents[3] / "rules" / "tests"


def _body(rule: str, name: str) -> str:
    return (FOLDER / rule / f"{name}.html").read_text("utf-8").partition("-->")[2]


def test_both_meanings_of_received_are_quoted_with_their_differences(judge: Judge) -> None:
    """Figures that only add up when `received` includes what was carried in: reading B differs by nothing, the unit is asked."""
    result = judge("AR-04", _body("AR-04", "fail-received-already-includes"), "unit: {name: 清河区文化和旅游局}")

    said = result.findings[0].message
    assert "口径A（新收不含上年结转）" in said.zh
    assert "差5" in said.zh
    assert "口径B（新收已含上年结转）" in said.zh
    assert "差0" in said.zh
    assert "ask the unit" in said.en
    assert not {"虚假", "造假"} & {said.zh[n : n + 2] for n in range(len(said.zh))}


def test_blank_cells_are_the_units_and_never_a_fault(judge: Judge) -> None:
    """What a blank leaves open is undetermined, and it is the unit that can fill it."""
    result = judge("AR-04", _body("AR-04", "tricky-blank-cell"))

    assert [(one.outcome, one.attribution, one.reason) for one in result.findings] == [
        ("undetermined", "unit", "blank_cells")
    ]


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [("清河区民政局", [], "pass"), ("民政局", [], "pass"), ("清河区教育委员会", ["清河区民政局"], "fail")],
)
def test_the_report_must_be_the_units_own(judge: Judge, name: str, others: list[str], expected: str) -> None:
    """Another registered unit's report is told; a name without the district is the unit's own."""
    front = f"unit: {{name: {name}}}\nothers: [{', '.join(others)}]"

    assert judge("AR-03", _body("AR-04", "pass-balanced"), front).got == expected


def test_a_missing_report_makes_the_others_not_applicable(judge: Judge) -> None:
    """AR-01 costs; sums of a report that is not there are not judged."""
    result = judge("AR-04", "", "status: 404")

    assert [one.reason for one in result.findings] == ["superseded:AR-01"]


def test_a_report_of_another_year_is_not_compared_as_last_years(judge: Judge) -> None:
    """Where the link to last year's report leads to one of two years before, nothing is compared."""
    world = _body("AR-07", "fail-two-vanished")
    parts = world.rpartition("<!-- page:")
    older = (
        parts[0]
        + parts[1]
        + parts[2].replace("清河区民政局2024年", "清河区民政局2023年").replace("2024年1月1日", "2023年1月1日")
    )

    result = judge("AR-07", older, "url: https://www.qinghe.gov.cn/xxgk/nb/")

    assert result.got == "not_applicable"
