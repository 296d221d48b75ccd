"""The sample district from its first run to the last closed order: pages are really repaired, and really looked at again."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from inspector.model.order import Order
from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.recheck import due, recheck_due
from inspector.pipeline.rectify.answers import take_in
from inspector.pipeline.rectify.orders import Word, issue, listed, review
from inspector.pipeline.report.inspection import finding_of
from inspector.pipeline.report.papers import export, write_papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify import standing
from inspector.rectify.planner import foretold
from inspector.sample import District, faults, serve

pytestmark = pytest.mark.slow
DAY, NEXT = date(2026, 11, 24), date(2026, 11, 25)
OFFICE, SECOND, UNIT = Word("张三", "区政务公开办", "", DAY), Word("李四", "区政务公开办", "属实", DAY), "王五"
UNITS = ("QH102", "QH103", "QH105", "QH107", "QH112", "QH115", "QH201", "QH301", "QH000")
"""Units with many faults of every kind: guide, channels, lists, columns, reports, privacy, a veto, the district's own report."""
CHINA = timezone(timedelta(hours=8))
FAULTS = tuple(change for change in faults() if change.unit in UNITS)
Issue = tuple[str, str]


@dataclass
class Story:
    """What happened: the first result, orders after each round, requests by round, and the result of a second whole run."""

    place: Workspace
    first: dict[str, Any]
    second: dict[str, Any]
    repaired: set[str]
    waiting: set[str]
    rounds: list[dict[str, Order]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    again: tuple[Order, ...] = ()


def _answer_all(place: Workspace, day: date) -> None:
    """Every unit fills in its form and sends it back."""
    write_papers(place, day)
    for path in sorted((place.reports / "2026Q4" / "orders").glob("QH*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        filled = [row | {"整改情况": "已整改", "填报人": UNIT, "完成日期": day.isoformat()} for row in rows]
        with path.open("w", encoding="gb18030", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]) if rows else ["编号"])
            writer.writeheader()
            writer.writerows(filled)
        if rows:
            take_in(place, path, day)


def _watch(day: date, hour: int) -> Watch:
    """A run that begins on that day."""
    return Watch(now=lambda: datetime(day.year, day.month, day.day, hour, tzinfo=CHINA))


def _repair(story: Story, district: District, ids: set[str]) -> None:
    """Pages are put right; some have new addresses then, which the registry learns."""
    district.repair(*sorted(ids))
    story.place.registry.write_text(district.registry(), encoding="utf-8")


def _round(story: Story, district: District, day: date) -> None:
    before = sum(district.counts.requests.values())
    _answer_all(story.place, day)
    recheck_due(story.place, Word("张三", day=day))
    story.asked.append(sum(district.counts.requests.values()) - before)
    story.rounds.append({order.number: order for order in listed(story.place)})


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Run, issue, review, answer; every other fault repaired, looked at again; run again; the rest repaired and looked at."""
    with serve() as district:
        place, at = prepared(tmp_path_factory.mktemp("story") / "w", district)
        first = inspect(place, only=UNITS, as_of=at, watch=_watch(DAY, 0)).result
        whole = sum(district.counts.requests.values())
        for order in issue(place, "latest", OFFICE):
            if order.status == "confirming":
                review(place, order.number, True, SECOND)
        ids = [change.id for change in FAULTS]
        told = Story(place, first, {}, set(ids[::2]), set(), asked=[whole])
        _repair(told, district, told.repaired)
        _round(told, district, DAY)
        told.second = inspect(place, only=UNITS, as_of=at, watch=_watch(NEXT, 0)).result
        _repair(told, district, set(ids))
        _round(told, district, NEXT)
        told.waiting = {order.number for order in due(place, NEXT)}
        told.again = issue(place, "latest", OFFICE)
    return told


def _issues(ids: set[str]) -> set[Issue]:
    """Unit and rule of every finding that the faults outside `ids` still cause, and of none other."""
    left = {(one.unit, one.rule) for change in FAULTS if change.id not in ids for one in change.expected}
    all_ = {(one.unit, one.rule) for change in FAULTS for one in change.expected}
    return all_ - left


def test_every_repaired_fault_is_closed_and_no_other(story: Story) -> None:
    """After the first round exactly the orders of repaired pages are closed; all others went back to their units."""
    orders = story.rounds[0].values()
    mended = _issues(story.repaired)

    closed = {(order.unit, order.rule) for order in orders if order.status == "closed"}
    back = {(order.unit, order.rule) for order in orders if order.status == "returned"}

    assert sorted(closed - mended) == []
    assert sorted(mended - closed) == []
    assert sorted(back & mended) == []


def test_in_the_end_every_injected_fault_is_closed(story: Story) -> None:
    """With the last page repaired no order is left open, and each was closed by a look with evidence of its own."""
    orders = story.rounds[1].values()

    assert [(o.number, o.unit, o.rule, o.status) for o in orders if o.status != "closed"] == []
    assert Counter(o.status for o in orders)["closed"] == len(orders) > 30
    for order in orders:
        look = order.last("rechecked")
        assert look is not None
        assert (look.data["outcome"], look.data["before"]) == ("pass", order.opened["evidence"])
        assert (place_of(story, look.data["run"]) / "seal.json").is_file()
    assert (standing(orders, NEXT).overdue, standing(orders, NEXT).late, story.waiting) == (0, 0, set())


def test_every_order_says_in_which_column_and_who_answers(story: Story) -> None:
    """The path that the page shows, or what its page is; a role, never a person; and where the stored page lies."""
    orders = story.rounds[1].values()

    assert {order.opened["responsible"] for order in orders} == {"政府信息公开工作机构负责人"}
    assert [order.rule for order in orders if not order.opened["column"] and order.rule[:2] not in ("PV", "ST")] == []
    assert any(" > " in order.opened["column"] for order in orders)
    export(story.place, story.place.reports / "all.csv", NEXT)
    lines = csv.DictReader(io.StringIO((story.place.reports / "all.csv").read_text(encoding="utf-8-sig")))
    copies = [row["网页存档"] for row in lines if row["网页存档"]]
    assert copies
    assert all((story.place.reports / path).is_file() for path in copies)


def test_a_look_fetches_less_than_the_unit(story: Story) -> None:
    """Re-checks ask for the pages of their rules: clearly less than an inspection of the same units."""
    whole, first, second = story.asked

    assert first < whole * 0.7
    assert second < whole * 0.7


def test_what_was_foretold_is_what_came(story: Story) -> None:
    """The score the planner foretells for the repairs made is the score of the next whole run, unit by unit.

    A unit whose faulty pages got new addresses by the repair of others is left out: its faults are other issues now.
    """
    mended = _issues(story.repaired)
    ruleset = story.place.ruleset()
    actual = {unit["code"]: unit["score"]["value"] for unit in story.second["units"]}
    still = {u["code"]: {f["id"] for f in u["findings"] if f["outcome"] == "fail"} for u in story.second["units"]}
    compared = 0
    for unit in story.first["units"]:
        findings = tuple(finding_of(unit["code"], raw, ruleset) for raw in unit["findings"])
        failed = {f.id for f in findings if f.outcome == "fail"}
        done = {f.id for f in findings if f.id in failed and (f.unit, f.rule) in mended}
        if done and still[unit["code"]] <= failed:
            compared += 1
            score = foretold(_confirmed(findings), unit["type"], ruleset, done)
            assert (unit["code"], float(score.value)) == (unit["code"], actual[unit["code"]])
    assert compared >= 7


def test_a_result_older_than_the_closing_reopens_nothing(story: Story) -> None:
    """Issued again from the run before the last repairs, only what got a new address is new; what was closed stays closed."""
    known = {order.finding for order in story.rounds[1].values()}

    assert [order for order in story.again if order.finding in known or order.reopened] == []


def place_of(story: Story, run: str) -> Path:
    """The evidence of a re-check."""
    return story.place.rechecks / run


def _confirmed(findings: tuple[Any, ...]) -> tuple[Any, ...]:
    """What was confirmed between the runs deducts in the second."""
    return tuple(
        replace(f, confirmed=True, ruling="confirmed") if f.outcome == "fail" and not f.confirmed else f
        for f in findings
    )
