"""Which annual report is due at the monitoring time point."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.judge.case import case_for, newest_due_report
from inspector.model.unit import Unit, UnitType
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.survey import Dossier

RULESET = read_ruleset(Path(__file__).parents[3] / "rules", "beijing-district")


@pytest.mark.parametrize(
    ("kind", "at", "year"),
    [
        ("department", date(2026, 1, 30), 2024),
        ("department", date(2026, 1, 31), 2025),
        ("department", date(2026, 11, 24), 2025),
        ("district", date(2026, 3, 30), 2024),
        ("district", date(2026, 3, 31), 2025),
    ],
)
def test_the_newest_report_that_is_due(kind: UnitType, at: date, year: int) -> None:
    """Departments until 31 January, governments until 31 March (Art. 49); the day itself is due."""
    assert newest_due_report(Unit("U1", "清河区民政局", kind), RULESET, at) == year


def test_a_unit_without_features_has_those_of_its_type() -> None:
    """The profile says what a department does where the registry does not; what the registry says stands."""
    window = (date(2026, 10, 1), date(2026, 12, 31))
    plain, named = Unit("U1", "甲局", "department"), Unit("U2", "乙局", "department", features=("budget",))

    cases = [case_for(unit, Dossier(unit, {}), RULESET, date(2026, 11, 24), window) for unit in (plain, named)]

    assert cases[0].unit.features == RULESET.profile.features["department"]
    assert cases[1].unit.features == ("budget",)
