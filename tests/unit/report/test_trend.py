"""The quarters before: what is counted in them, and how little is kept of them."""

from __future__ import annotations

from decimal import Decimal

from invented_quarter import PACKS, invented_inspection

from inspector.report.figures import district
from inspector.report.inspection import Past, PastScore
from inspector.report.rows import summarise
from inspector.report.trend import district_trend, unit_trend
from inspector.report.views import view

RUN = {"quarter": "2026Q4", "rules_digest": "now"}


def _past(**coverage: str) -> Past:
    return Past(
        "2026Q3",
        "old",
        {code: PastScore(Decimal(90), Decimal(80), Decimal(share)) for code, share in coverage.items()},
    )


def test_a_quarter_counts_only_the_units_of_which_anything_was_seen() -> None:
    """A unit without coverage is in the total, not in the mean; another set of rules is said."""
    figures = district(
        [summarise(view(i, u, None)) for i in [invented_inspection()] for u in i.result["units"]], tuple(PACKS)
    )

    first, last = district_trend([_past(a="1", b="0")], figures, RUN)

    assert (first.mean, first.inspected, first.total, first.same_rules) == (Decimal("90.0"), 1, 2, False)
    assert (last.quarter, last.inspected, last.total, last.same_rules) == ("2026Q4", 25, 26, True)


def test_a_units_own_line_has_only_its_own_quarters() -> None:
    """A unit that was not inspected then has no point then."""
    inspection = invented_inspection()
    unit = view(inspection, inspection.result["units"][0], None)

    assert [point.quarter for point in unit_trend([_past(QH001="1")], unit, RUN)] == ["2026Q3", "2026Q4"]
    assert [point.quarter for point in unit_trend([_past(QH002="1")], unit, RUN)] == ["2026Q4"]
