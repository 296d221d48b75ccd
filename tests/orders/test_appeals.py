"""An upheld appeal rules, withdraws and leaves a fixture; a waiver and a review rule too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import UsageError
from inspector.model.order import Order
from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.rectify.appeals import decide, file, listed, precision, said_of, waive
from inspector.pipeline.rectify.disputes import Dispute, fixture_of, tried
from inspector.pipeline.rectify.orders import Word, issue, one, review
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace
from inspector.sample import serve

DAY = date(2026, 11, 24)
UNIT, OTHER = "QH102", "QH103"
GROUNDS = Word("丙", "区政务公开办", "页面确有载明", DAY)
RULES = ("GD-05", "GD-15", "CH-03", "CH-11", "LS-06", "FD-02", "FR-04", "AR-07", "PV-01")
Unit = dict[str, Any]


@dataclass(frozen=True)
class Ruled:
    """Two units of the sample after one appeal was upheld, one fault waived, one proposal confirmed and one rejected."""

    place: Workspace
    disputed: Order
    confirmed: Order
    rejected: Order
    fixture: Path
    again: Unit
    ignored: Unit


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Ruled:
    """The sample inspected, ruled upon, inspected again, and judged once more as if nobody had ruled."""
    with serve() as district:
        place, at = prepared(tmp_path_factory.mktemp("appeals") / "w", district)
        inspect(place, only=(UNIT, OTHER), as_of=at, watch=Watch())
        opened = {order.rule: order for order in issue(place, "latest", Word("甲", day=DAY))}
        disputed = opened["GD-05"]
        appeal = file(place, disputed.finding, "latest", Word("乙", "", "办公时间在表格中", DAY))
        with pytest.raises(UsageError, match="cannot decide it"):
            decide(place, appeal.number, True, Word("乙", "区办", "同意", DAY))
        _, fixture = decide(place, appeal.number, True, GROUNDS)
        assert fixture is not None
        waive(place, UNIT, "LS-06", "", GROUNDS, DAY, DAY)
        with pytest.raises(UsageError, match="cannot confirm it too"):
            review(place, opened["FD-09"].number, True, Word("甲", day=DAY))
        confirmed = review(place, opened["FD-09"].number, True, GROUNDS)
        rejected = review(place, opened["PV-01"].number, False, GROUNDS)
        again = inspect(place, only=(UNIT, OTHER), as_of=at, watch=Watch()).result
    run = place.run(again["run"]["id"])
    snapshot = snapshot_of(run)
    ignored = judged(run, ruleset_of(snapshot), snapshot=replace(snapshot, rulings=()))
    return Ruled(place, disputed, confirmed, rejected, fixture, again, ignored)


def test_what_people_ruled_is_in_the_next_result_beside_what_was_found(told: Ruled) -> None:
    """Outcome, original outcome and the word that was spoken, for each of the four."""
    said = {
        finding["rule"]: (finding["outcome"], finding["original"], finding["ruling"])
        for unit in told.again["units"]
        for finding in unit["findings"]
        if finding["ruling"]
    }

    assert said == {
        "GD-05": ("pass", "fail", "pass"),
        "LS-06": ("waived", "fail", "waived"),
        "FD-09": ("fail", None, "confirmed"),
        "PV-01": ("pass", "fail", "rejected"),
    }


def test_an_order_follows_its_ruling(told: Ruled) -> None:
    """Upheld: withdrawn. Confirmed: issued with a deadline. Rejected: never issued."""
    assert one(told.place, told.disputed.number).status == "withdrawn"
    assert (told.confirmed.status, told.confirmed.due is not None) == ("issued", True)
    assert told.rejected.status == "rejected"
    assert said_of(listed(told.place))[told.disputed.finding].startswith("A-001 异议成立（2026-11-24，区政务公开办")


def test_the_ledger_keeps_what_was_judged_first_and_still_adds_up(told: Ruled) -> None:
    """A line of no points for every outcome that was replaced, with authority and basis."""
    unit = _unit(told.again)
    lines = {line["rule"]: line for line in unit["ledger"] if "人工裁定" in line["reason"]["zh"]}

    assert set(lines) == {"GD-05", "LS-06"}
    assert lines["GD-05"]["points"] == 0
    assert "原判不合格（-2分）；区政务公开办，页面确有载明" in lines["GD-05"]["reason"]["zh"]
    assert 100 + sum(line["points"] for line in unit["ledger"]) == unit["score"]["value"]


def test_the_score_is_shown_with_and_without_rulings(told: Ruled) -> None:
    """The figure without rulings is what judging without them comes to; the page of the unit shows both, and the grounds."""
    unit, bare = _unit(told.again), _unit(told.ignored)
    page = (told.place.reports / "2026Q4" / "units" / f"{UNIT}.html").read_text(encoding="utf-8")

    assert unit["score"]["without_rulings"]["value"] == bare["score"]["value"] < unit["score"]["value"]
    assert "without_rulings" not in bare["score"]
    assert next(f for f in unit["findings"] if f["rule"] == "GD-05")["ruled"]["points"] == -2
    assert "不计人工裁定" in page
    assert "已下发" in page
    assert "区政务公开办，页面确有载明，2026-11-24—…" in page


def test_the_report_that_was_published_says_what_was_ruled_since(told: Ruled) -> None:
    """Written again after the rulings, the first run's page keeps its score and tells the score they come to; nobody else's does."""
    first = told.place.run(str(told.disputed.opened["run"]))

    index = publish_again(told.place, first, told.place.reports / "again", DAY)

    page = (index.parent / "units" / f"{UNIT}.html").read_text(encoding="utf-8")
    published = next(u for u in judged(first, ruleset_of(snapshot_of(first)))["units"] if u["code"] == UNIT)
    assert published["score"]["value"] < _unit(told.again)["score"]["value"]
    assert f"此后经人工裁定，得分为 {_unit(told.again)['score']['value']}，" in page
    assert f"<b>{published['score']['value']:g}</b><small> / 100</small>" in page


def test_the_disputed_pages_are_a_fixture_that_the_rule_does_not_yet_pass(told: Ruled) -> None:
    """The fixture expects what was ruled; until the rule is put right, trying it says what the rule comes to."""
    result = tried(told.place, told.fixture)

    assert told.fixture.parent.name == "GD-05"
    assert told.fixture.name == "pass-appeal-A-001.html"
    assert (result.expected, result.got, result.ok) == ("pass", "fail", False)
    assert [finding.subject for finding in result.findings] == ["guide"]


@pytest.mark.parametrize("rule", RULES)
def test_a_fixture_comes_to_what_the_run_came_to(told: Ruled, rule: str) -> None:
    """Pages, files, links, names and last year's report: judged from the fixture a rule says what it said of the site."""
    assert told.ignored["units"]
    for unit in told.ignored["units"]:
        outcomes = {finding["outcome"] for finding in unit["findings"] if finding["rule"] == rule}
        outcome = next(one for one in ("fail", "undetermined", "pass", "not_applicable") if one in outcomes)
        dispute = Dispute(told.again["run"]["id"], unit["code"], rule, f"T-{unit['code']}", outcome)
        path = fixture_of(told.place, dispute)
        assert path is not None
        result = tried(told.place, path)
        assert (unit["code"], result.got, result.ok) == (unit["code"], outcome, True), result.why


def test_how_often_a_rule_was_right_is_reported(told: Ruled) -> None:
    """One order issued, one objection upheld: never."""
    (rate,) = [rate for rate in precision(told.place) if rate.rule == "GD-05"]

    assert (rate.issued, rate.upheld, rate.share) == (1, 1, Decimal(0))


def _unit(result: Unit) -> Unit:
    found: Unit = next(unit for unit in result["units"] if unit["code"] == UNIT)
    return found
