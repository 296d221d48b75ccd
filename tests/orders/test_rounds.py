"""Issuing from results, the look-back a quarter later, and objections that come with a form."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from told_results import finding, keep

from inspector.errors import CalendarMissing, UsageError
from inspector.pipeline.make import make_workspace
from inspector.pipeline.rectify.answers import take_in
from inspector.pipeline.rectify.appeals import file as appeal
from inspector.pipeline.rectify.appeals import listed as appeals
from inspector.pipeline.rectify.lookback import look_back
from inspector.pipeline.rectify.order_book import order_book
from inspector.pipeline.rectify.orders import Word, add, extend, issue, listed, one, result_of
from inspector.pipeline.report.papers import export, write_papers
from inspector.pipeline.workspace import Workspace

JULY, NOVEMBER = date(2026, 7, 20), date(2026, 11, 24)
CLOSING = Word("甲", "区办", "已核验", date(2026, 8, 3))
PASSED = {"outcome": "pass", "before": [], "after": []}


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace whose third quarter found three faults of one unit, ordered and closed."""
    make_workspace(tmp_path / "w")
    workspace = Workspace.at(tmp_path / "w")
    third = [finding("F-1", "fail"), finding("F-2", "fail", "GD-07"), finding("F-3", "fail", "GD-09")]
    keep(workspace, "2026Q3", "2026-07-20", *third)
    for order in issue(workspace, "2026Q3", Word("甲", day=JULY)):
        add(workspace, order.number, "rechecked", CLOSING, PASSED)
    return workspace


def test_what_came_back_is_reopened_with_its_factor_and_what_held_is_noted(place: Workspace) -> None:
    """A new deadline and half as much again for the one; nothing seen, nothing said of the third; done once a quarter."""
    again = finding("F-1", "fail", times=1, points=-3)
    keep(place, "2026Q4", "2026-11-24", again, finding("F-2", "pass", "GD-07"), finding("F-3", "undetermined", "GD-09"))

    found = look_back(place, "latest", Word("甲", day=NOVEMBER))
    twice = look_back(place, "latest", Word("甲", day=NOVEMBER))

    assert [len(part) for part in (found.held, found.back, found.unseen)] == [1, 1, 1]
    assert (twice.held, twice.back) == ((), ())
    back, held, unseen = (one(place, id) for id in ("F-1", "F-2", "F-3"))
    assert (back.status, back.quarter, back.due, back.reopened) == ("reopened", "2026Q4", date(2026, 12, 1), 1)
    assert (back.opened["factor"], back.opened["points"], back.opened["run"]) == ("1.5", -3, "2026Q4-20261124T000000")
    assert (held.status, held.events[-1].kind, unseen.events[-1].kind) == ("closed", "looked_back", "rechecked")
    run = result_of(place, "2026Q4")["run"]
    assert order_book(place, run, None, NOVEMBER).whole.recurred == 1


def test_issuing_reopens_too_and_opens_nothing_twice(place: Workspace) -> None:
    """The fault that is back keeps its number; a second round says nothing new."""
    keep(place, "2026Q4", "2026-11-24", finding("F-1", "fail", times=1, points=-3), finding("F-4", "fail", "GD-03"))

    first = issue(place, "latest", Word("甲", day=NOVEMBER))

    assert [(order.number, order.status) for order in first] == [("2026Q3-001", "reopened"), ("2026Q4-001", "issued")]
    assert issue(place, "latest", Word("甲", day=NOVEMBER)) == ()


def test_a_later_look_at_one_unit_hides_no_other(place: Workspace) -> None:
    """Of a quarter each unit's newest result counts; of a run named by its id that run alone."""
    keep(place, "2026Q4", "2026-11-24", finding("F-8", "fail", "GD-03"))
    small = keep(place, "2026Q4", "2026-11-26", finding("F-9", "fail", "GD-04"), code="QH103")

    alone = issue(place, small, Word("甲", day=NOVEMBER))
    rest = issue(place, "2026Q4", Word("甲", day=NOVEMBER))

    assert [(order.unit, order.finding) for order in alone] == [("QH103", "F-9")]
    assert [(order.unit, order.finding) for order in rest] == [("QH102", "F-8")]
    assert appeal(place, "F-8", "latest", Word("乙", reason="页面确有载明")).unit == "QH102"


def test_a_deadline_in_a_year_without_a_calendar_is_refused_and_nothing_is_issued(place: Workspace) -> None:
    """Five working days from 28 December lie in 2027: the sentence names the file, and no order was opened."""
    keep(place, "2026Q4", "2026-12-28", finding("F-5", "fail", "GD-03"))
    before = listed(place)

    with pytest.raises(CalendarMissing, match=r"rules/calendar/2027.yaml: there is no table of working days for 2027"):
        issue(place, "latest", Word("甲", day=date(2026, 12, 28)))

    assert listed(place) == before


def test_what_a_person_must_confirm_has_no_deadline_and_is_on_no_notice(place: Workspace) -> None:
    """A proposal and a veto wait; the unit hears of neither."""
    proposed = [finding("F-6", "fail", "FD-09", confirmed=False), finding("F-7", "fail", "GD-01", severity="veto?")]
    keep(place, "2026Q4", "2026-11-24", *proposed)

    found = issue(place, "latest", Word("甲", day=NOVEMBER))

    assert [(order.status, order.due) for order in found] == [("confirming", None)] * 2
    assert write_papers(place, NOVEMBER, quarter="2026Q4")[0] == ()


def test_an_extension_gives_more_time_or_is_refused(place: Workspace) -> None:
    """The new last day must lie after the old one."""
    keep(place, "2026Q4", "2026-11-24", finding("F-8", "fail", "GD-03"))
    (order,) = issue(place, "latest", Word("甲", day=NOVEMBER))

    with pytest.raises(UsageError, match="is not later than 2026-12-01"):
        extend(place, order.number, date(2026, 12, 1), CLOSING)
    assert extend(place, order.number, date(2026, 12, 18), CLOSING).due == date(2026, 12, 18)


def test_objections_come_with_the_form_and_are_filed_once(place: Workspace) -> None:
    """Two rows, two appeals numbered one after the other, no answer of the orders; the form again files nothing."""
    keep(place, "2026Q4", "2026-11-24", finding("F-8", "fail", "GD-03"), finding("F-9", "fail", "GD-04"))
    issue(place, "latest", Word("甲", day=NOVEMBER))
    write_papers(place, NOVEMBER, quarter="2026Q4")
    path = place.reports / "2026Q4" / "orders" / "QH102.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(
            [
                row | {"反馈类型": "提出异议", "异议理由": "页面已载明", "整改情况": "页面确有载明", "填报人": "乙"}
                for row in rows
            ]
        )

    first, second = take_in(place, path, NOVEMBER), take_in(place, path, NOVEMBER)

    assert (first.objections, second.objections) == (("A-001", "A-002"), ())
    assert {one.code for one in appeals(place)} == {"present"}
    export(place, path.with_name("ledger.csv"), NOVEMBER)
    lines = list(csv.DictReader(io.StringIO(path.with_name("ledger.csv").read_text(encoding="utf-8-sig"))))
    assert {(row["异议理由"], row["异议处理"]) for row in lines if row["异议处理"]} == {
        ("页面已载明", "A-001 异议待裁定"),
        ("页面已载明", "A-002 异议待裁定"),
    }
    assert [(one.finding, one.state, one.events[0].author) for one in appeals(place)] == [
        ("F-8", "filed", "乙"),
        ("F-9", "filed", "乙"),
    ]
    assert {order.status for order in listed(place) if order.quarter == "2026Q4"} == {"issued"}
