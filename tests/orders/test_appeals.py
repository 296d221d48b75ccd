"""An upheld appeal rules, withdraws and leaves a fixture; a waiver and a review rule too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import UsageError
from inspector.pipeline.appeals import decide, file, precision, waive
from inspector.pipeline.demo import prepared
from inspector.pipeline.orders import Word, issue, one, review
from inspector.pipeline.quarter import Watch, inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import serve

DAY = date(2026, 11, 24)
UNIT, OTHER = "QH102", "QH103"
GROUNDS = Word("丙", "区政务公开办", "页面确有载明", DAY)


def test_what_people_ruled_is_in_the_next_result_beside_what_was_found(tmp_path: Path) -> None:
    """Two units of the sample: one appeal upheld, one fault waived, one proposal confirmed and one rejected."""
    with serve() as district:
        place, at = prepared(tmp_path / "workspace", district)
        inspect(place, only=(UNIT, OTHER), as_of=at, watch=Watch())
        opened = {order.rule: order for order in issue(place, "latest", Word("甲", day=DAY))}
        disputed = opened["GD-05"]
        appeal = file(place, disputed.finding, "latest", Word("乙", "", "办公时间在表格中", DAY))
        with pytest.raises(UsageError, match="cannot decide it"):
            decide(place, appeal.number, True, Word("乙", "区办", "同意", DAY))
        done, fixture = decide(place, appeal.number, True, GROUNDS)
        waive(place, UNIT, "LS-06", "", GROUNDS, DAY, DAY)
        with pytest.raises(UsageError, match="cannot confirm it too"):
            review(place, opened["FD-09"].number, True, Word("甲", day=DAY))
        confirmed = review(place, opened["FD-09"].number, True, GROUNDS)
        rejected = review(place, opened["PV-01"].number, False, GROUNDS)
        again = inspect(place, only=(UNIT, OTHER), as_of=at, watch=Watch()).result

    assert (done.state, one(place, disputed.number).status) == ("upheld", "withdrawn")
    assert (confirmed.status, confirmed.due is not None, rejected.status) == ("issued", True, "rejected")
    assert fixture is not None
    assert fixture.read_text(encoding="utf-8").startswith("<!-- fixture\nat: 2026-11-24")
    said = _said(again, place)
    assert said["GD-05"] == ("pass", "fail", "pass")
    assert said["LS-06"] == ("waived", "fail", "waived")
    assert said["FD-09"] == ("fail", None, "confirmed")
    assert said["PV-01"] == ("pass", "fail", "rejected")
    (rate,) = [rate for rate in precision(place) if rate.rule == "GD-05"]
    assert (rate.issued, rate.upheld, rate.share) == (1, 1, Decimal(0))


def _said(result: dict[str, object], place: Workspace) -> dict[str, tuple[object, object, object]]:
    units: list[dict[str, object]] = result["units"]  # type: ignore[assignment]
    assert {unit["code"] for unit in units} <= {unit.code for unit in place.units()}
    findings = [one for unit in units for one in unit["findings"]]  # type: ignore[attr-defined]
    return {one["rule"]: (one["outcome"], one["original"], one["ruling"]) for one in findings if one["ruling"]}
