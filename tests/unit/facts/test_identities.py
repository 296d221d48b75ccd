"""Identities I1 to I11: they hold for consistent tables, and no single changed cell escapes them."""

from __future__ import annotations

from typing import Any

import pytest
from annual_reports import BLOCKS, COLUMNS, FIELDS, consistent, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.annual_report import READER
from inspector.facts.html.parse import parse
from inspector.facts.report.identities import blank_totals, continuity, readings, sanity, sums

LAYOUTS = st.sampled_from(["2019", "2021"])
SEEDS = st.integers(0, 10_000)


def facts(page: bytes) -> dict[str, Any]:
    """The facts of a report page."""
    return dict(READER.read(parse(page, "https://www.qinghe.gov.cn/report.html")))


def status(found: dict[str, Any], name: str) -> str:
    """The status of one identity."""
    return next(entry["status"] for entry in found["identities"] if entry["id"] == name)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, layout=LAYOUTS)
def test_consistent_tables_pass_all(seed: int, layout: str) -> None:
    """Whatever the figures, what adds up passes with delta 0."""
    rows, review = consistent(seed, layout)

    assert {(entry.status, entry.delta) for entry in sums(rows, review)} == {("pass", 0)}


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, layout=LAYOUTS, data=st.data())
def test_any_changed_cell_breaks_an_identity(seed: int, layout: str, data: st.DataObject) -> None:
    """One cell of table three or four that is off by anything is noticed."""
    rows, review = consistent(seed, layout)
    places = [(rows, row, column) for row in rows for column in COLUMNS]
    places += [(review, block, field) for block in BLOCKS for field in FIELDS]
    table, row, column = data.draw(st.sampled_from(places))
    table[row][column] = (table[row][column] or 0) + data.draw(st.integers(1, 99))

    assert "fail" in {entry.status for entry in sums(rows, review)}


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, layout=LAYOUTS, data=st.data())
def test_a_blank_never_fails(seed: int, layout: str, data: st.DataObject) -> None:
    """Blanks in otherwise consistent tables leave identities open, they accuse nobody."""
    rows, review = consistent(seed, layout)
    for _ in range(data.draw(st.integers(1, 5))):
        rows[data.draw(st.sampled_from(sorted(rows)))][data.draw(st.sampled_from(COLUMNS))] = None

    found = {entry.status for entry in sums(rows, review)}

    assert "fail" not in found
    assert "undetermined" in found


@pytest.mark.parametrize("layout", ["2019", "2021"])
def test_one_entry_for_each_identity(layout: str) -> None:
    """I1 to I11 in order, whatever the page has; what needs other reports is not applicable."""
    found = facts(whole(*consistent(5, layout), layout))

    assert [entry["id"] for entry in found["identities"]] == [f"I{n}" for n in range(1, 12)]
    assert {status(found, name) for name in ("I4", "I6", "I9")} == {"not_applicable"}
    assert (
        {status(found, name) for name in ("I1", "I2", "I3", "I5", "I8", "I10", "I11")} == {"pass"}
        if layout == "2019"
        else True
    )


def test_failure_shows_delta_of_the_total_column() -> None:
    """New is 4 too many: delta 4, and the detail names the column."""
    rows, review = consistent(9, "2021")
    for column in ("natural", "total"):
        rows["new"][column] = (rows["new"][column] or 0) + 4

    balance = sums(rows, review)[0]

    assert (balance.id, balance.status, balance.delta) == ("I1", "fail", 4)
    assert "total" in balance.detail
    assert "natural" in balance.detail


def test_blank_totals_are_a_fault_of_form_blank_details_are_not() -> None:
    """The total row and the total column of items one, two and four must be filled."""
    rows, review = consistent(10, "2021")
    rows["r3.2"] = dict.fromkeys(COLUMNS)
    assert blank_totals(rows) == []
    assert status(facts(whole(rows, review, "2021")), "I8") == "pass"

    rows["total"]["legal"] = rows["carried_in"]["total"] = None
    assert blank_totals(rows) == [("total", "legal"), ("carried_in", "total")]
    assert status(facts(whole(rows, review, "2021")), "I8") == "fail"


def test_missing_tables_are_not_applicable() -> None:
    """A report without tables is not measured by them."""
    assert {entry.status for entry in sums(None, None)} == {"not_applicable"}


def test_missing_row_leaves_the_sum_open() -> None:
    """A result row that was not recognised must not make the sum fail."""
    rows, review = consistent(11, "2021")
    del rows["r5.3"]

    assert sums(rows, review)[1].status == "undetermined"


def test_total_without_any_result() -> None:
    """I11: 4 handled and every result row 0."""
    rows, _ = consistent(12, "2019")
    for key in rows:
        if key.startswith("r"):
            rows[key] = dict.fromkeys(COLUMNS, 0)

    assert sanity(rows).status == "fail"


def test_continuity_of_two_years() -> None:
    """I4 compares this year's carry-in with last year's carry-out; I6 follows the stock of documents."""
    last = {"tables": {"applications": {"carried_out": {"natural": 130, "total": 136}},
                       "voluntary": {"art20_1.normative": {"made": 1, "abolished": 0, "in_force": 10}}}}  # fmt: skip
    this = {"tables": {"applications": {"carried_in": {"natural": 130, "total": 100}},
                       "voluntary": {"art20_1.normative": {"made": 3, "abolished": 1, "in_force": 12}}}}  # fmt: skip

    carry, stock = continuity(this, last)

    assert (carry.id, carry.status, carry.delta) == ("I4", "fail", -36)
    assert (stock.id, stock.status) == ("I6", "pass")


def test_continuity_by_prose() -> None:
    """Where there is no table the one figure of the prose is compared."""
    this = {"tables": {"applications": None}, "prose": {"carried_in": [{"value": 100}]}}
    last = {"tables": {"applications": None}, "prose": {"carried_out": [{"value": 136}]}}

    assert continuity(this, last)[0].delta == -36


def test_both_readings_are_told() -> None:
    """Received may or may not include what was carried in: each reading with its difference, no verdict."""
    found = readings({"new": 1056, "carried_in": 100, "total": 969, "carried_out": 87}, "prose")

    assert [(entry["reading"], entry["holds"], entry["delta"]) for entry in found] == [
        ("A", False, 100),
        ("B", True, 0),
    ]
