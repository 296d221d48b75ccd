"""The tables of faults and look-alikes, and what the pages are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.sample import expected, faults, lookalikes
from inspector.sample.content import content
from inspector.sample.district import contents
from inspector.sample.faults import Change, changed
from inspector.sample.figures import report_figures
from inspector.sample.handbook import handbook
from inspector.sample.hosts import Reply, host_of
from inspector.sample.materials import Content, materials
from inspector.sample.site import pages_of

PORTAL = "QH001"
HANDBOOK = Path(__file__).parents[3] / "docs" / "sample-district.md"


def _clean() -> list[Content]:
    return [content(row, number, materials()) for number, row in enumerate(materials().units)]


def test_faults_touch_every_rule_of_the_guide_stale_law_and_the_annual_report() -> None:
    """GD, OL and AR are covered whole, the other packs widely."""
    rules = {one.rule for one in expected() if one.outcome == "fail"}

    for pack, last in (("GD", 15), ("OL", 5), ("AR", 12)):
        assert {f"{pack}-{number:02d}" for number in range(1, last + 1)} <= rules
    assert len(rules) >= 60


def test_a_fault_is_expected_by_a_finding_and_a_lookalike_never_by_a_failing_one() -> None:
    """Each fault leads to at least one fail; what only looks like a fault leads to none."""
    assert all(any(one.outcome == "fail" for one in change.expected) for change in faults())
    assert not [one for change in lookalikes() for one in change.expected if one.outcome == "fail"]


def test_at_least_six_units_are_without_fault() -> None:
    """Clean units show that a clean unit is not accused."""
    units = {row["code"] for row in materials().units}

    assert len(units - {change.unit for change in faults()}) >= 6


def test_ids_of_changes_are_unique() -> None:
    """A change is named once."""
    ids = [change.id for change in (*faults(), *lookalikes())]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("change", faults(), ids=lambda change: change.id)
def test_every_fault_changes_what_its_unit_serves(change: Change) -> None:
    """No fault is without effect: some answer of its unit's host differs from the clean one."""
    before, after = _clean(), _clean()
    place = [one["unit"]["code"] for one in before].index(change.unit)
    changed(after[place], [change])

    if change.unit == PORTAL:
        assert after[place]["site"]
    else:
        assert _served(before[place]) != _served(after[place])


def _served(one: Content) -> dict[str, Reply]:
    """What the host answers for this unit; the portal's first unit is always the government, whose columns its home shows."""
    lead = [_clean()[0]] if one["unit"]["host"] == "portal" and one["unit"]["code"] != "QH000" else []
    host = host_of(one["unit"]["host"], [*lead, one], "http://127.0.0.1")
    own = {page.path for page in pages_of(one).values()} | {"/"}
    return {path: host.answers[path]() for path in sorted(own)}


def test_clean_reports_agree_with_themselves_and_with_the_year_before() -> None:
    """Columns balance, totals are sums, and what one year carries out the next carries in."""
    for row in materials().units:
        this, last = (report_figures(row["code"], year)["applications"] for year in (2025, 2024))
        results = [key for key in this if key.startswith("r")]

        for column in range(7):
            assert (
                this["new"][column] + this["carried_in"][column] == this["total"][column] + this["carried_out"][column]
            )
            assert this["total"][column] == sum(this[key][column] for key in results)
        assert all(line[6] == sum(line[:6]) and min(line) >= 0 for line in this.values())
        assert this["carried_in"] == last["carried_out"]


def test_the_same_pages_are_served_in_every_run() -> None:
    """Nothing on the pages depends on chance or on the day."""
    first, second = contents()[2], contents()[2]

    assert _served(first) == _served(second)


def test_the_handbook_page_is_as_the_tables_say() -> None:
    """docs/sample-district.md is written from the data."""
    assert HANDBOOK.read_text(encoding="utf-8") == handbook()
