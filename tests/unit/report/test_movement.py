"""What moved the score: sums that add up, and what was put right with both its pictures."""

from __future__ import annotations

from typing import Any

import pytest
from invented_quarter import invented_inspection

from inspector.appraise.comparison import UnitChange
from inspector.report.movement import Change, change


def _change(number: int) -> tuple[Change, dict[str, Any]]:
    inspection = invented_inspection()
    assert inspection.previous is not None
    now = inspection.result["units"][number]
    before = inspection.previous.units[now["code"]]
    return change(now, before, "2026Q3", inspection.previous.change(now, before)), now


@pytest.mark.parametrize("number", range(26))
def test_last_quarters_score_and_the_moves_sum_to_this_quarters(number: int) -> None:
    """Whatever changed, the lines come from the one score to the other exactly."""
    moved, now = _change(number)

    assert moved.value + sum(move.delta for move in moved.moves) == now["score"]["value"]
    assert all(move.delta for move in moved.moves)


def test_a_move_tells_both_outcomes() -> None:
    """A rule that was passed and fails now is shown as just that, with what it took then and takes now."""
    moves = {move.rule: move for move in _change(3)[0].moves}

    assert (moves["FR-02"].was, moves["FR-02"].now, moves["FR-02"].before, moves["FR-02"].after) == (
        "pass",
        "failed",
        0,
        -2,
    )


def test_balancing_entries_and_another_maximum_are_lines_too() -> None:
    """What caps give back has no rule but its own line; so has a change of the maximum."""
    inspection = invented_inspection()
    unit = inspection.result["units"][0]
    balance = {"pack": "GD", "rule": "", "finding": "", "points": 3, "reason": "cap"}
    now = {
        **unit,
        "ledger": [*unit["ledger"], balance],
        "score": {**unit["score"], "max": 110, "value": unit["score"]["value"] + 13},
    }

    moved = change(now, unit, "2026Q3", UnitChange("QH001", "", "department", (), None, None, None))

    assert [(move.rule, move.delta) for move in moved.moves] == [("", 3), ("", 10)]


def test_what_was_fixed_shows_before_and_after() -> None:
    """The old message and quote beside the new ones."""
    fixed = next(one for number in range(26) for one in _change(number)[0].fixed)

    assert fixed.before.zh.startswith("应当：")
    assert fixed.before != fixed.after
    assert fixed.quote_before
    assert fixed.quote_after
