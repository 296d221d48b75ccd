"""The figures of the district report: places, denominators, problems and gaps."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from invented_quarter import PACKS, invented_inspection

from inspector.model.words import Words
from inspector.report.figures import district, histogram
from inspector.report.ranking import ranks
from inspector.report.rows import Row, summarise
from inspector.report.views import view


def _row(code: str, value: str, floor: str) -> Row:
    return Row(
        code=code, name=code, type="department", status="inspected", value=Decimal(value), floor=Decimal(floor), max=Decimal(100),
        grade=Words("", ""), held=False, veto="", coverage=Decimal(1), packs={}, counts={}, faults=(), unseen=(), delta=None,
        comparable=False, fixed=0, orders=0, rules={},
    )  # fmt: skip


def _rows() -> list[Row]:
    inspection = invented_inspection()
    before = inspection.previous.units if inspection.previous else {}
    return [summarise(view(inspection, unit, before.get(unit["code"]))) for unit in inspection.result["units"]]


def test_overlapping_intervals_share_places() -> None:
    """A unit is only placed above another where its floor is above the other's value."""
    places = ranks(
        [_row("low", "70", "60"), _row("top", "100", "95"), _row("mid", "94", "65"), _row("next", "90", "80")]
    )

    assert [(place.row.code, place.best, place.worst) for place in places] == [
        ("top", 1, 1),
        ("mid", 2, 4),
        ("next", 2, 3),
        ("low", 3, 4),
    ]


def test_equal_units_are_equal_whatever_their_order() -> None:
    """Same score, same places: the code only decides which line comes first."""
    places = ranks([_row("b", "90", "90"), _row("a", "90", "90"), _row("c", "80", "80")])

    assert [(place.row.code, place.best, place.worst) for place in places] == [("a", 1, 2), ("b", 1, 2), ("c", 3, 3)]


def test_denominators_name_every_unit_once() -> None:
    """Inspected, undetermined and exempt add up to the registry; what is outside the mean is named."""
    figures = district(_rows(), tuple(PACKS))

    assert dict(figures.status) == {"inspected": 25, "undetermined": 1}
    assert [row.name for row in figures.missing] == ["清河区档案馆"]
    assert sum(figures.items.values()) == 26 * 24


def test_the_mean_leaves_out_what_was_not_seen() -> None:
    """A unit of which nothing could be judged does not lift the mean with its untouched hundred."""
    seen, unseen = _row("a", "80", "80"), dataclasses.replace(_row("b", "100", "0"), status="undetermined")

    figures = district([seen, unseen], ())

    assert figures.mean == Decimal("80.0")
    assert figures.lowest == (seen,)


def test_problems_are_ordered_by_the_units_they_touch() -> None:
    """The first problem touches most units; proposals are counted apart and quotes come with their unit."""
    problems = district(_rows(), tuple(PACKS)).problems

    assert [len(problem.units) for problem in problems] == sorted(
        (len(problem.units) for problem in problems), reverse=True
    )
    assert all(problem.quoted is not None for problem in problems if problem.quote)
    assert not next(problem for problem in problems if problem.rule == "PV-01").units


def test_gaps_tell_reason_and_owner() -> None:
    """What was not seen is grouped by why and by whose matter it is."""
    gaps = district(_rows(), tuple(PACKS)).gaps

    assert {(gap.reason, gap.attribution) for gap in gaps} >= {
        ("blocked", "blocked"),
        ("image_only", "unit"),
        ("unregistered", "us"),
    }
    assert sum(gap.items for gap in gaps) == district(_rows(), ()).items["undetermined"]


def test_bands_count_every_inspected_unit() -> None:
    """A score of 100 belongs to the last band, and no unit is lost."""
    assert histogram([_row("a", "100", "0"), _row("b", "95", "0"), _row("c", "89.9", "0")]) == (
        (85, 1),
        (90, 0),
        (95, 2),
    )
    assert sum(count for _, count in histogram(_rows())) == 25
