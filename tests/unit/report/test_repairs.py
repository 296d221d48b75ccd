"""What to fix first: gains that the ledger itself bears out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from invented_quarter import invented_inspection

from inspector.report.repairs import repairs
from inspector.report.views import view


def _gains(ledger: list[dict[str, Any]], number: int = 3) -> dict[str, Decimal]:
    inspection = invented_inspection()
    unit = {**inspection.result["units"][number], "ledger": ledger}
    return {repair.card.id: repair.gain for repair in repairs(view(inspection, unit, None), most=99)}


def _entry(pack: str, rule: str, points: float) -> dict[str, Any]:
    return {"pack": pack, "rule": rule, "finding": rule, "points": points, "reason": "r"}


def test_the_first_repairs_are_the_most_valuable() -> None:
    """Three at most, the certain gains first and in falling order, each as large as its lines of the ledger."""
    inspection = invented_inspection()
    unit = inspection.result["units"][3]

    found = repairs(view(inspection, unit, None))

    assert len(found) == 3
    assert [repair.gain for repair in found] == sorted((repair.gain for repair in found), reverse=True)
    assert found[0].gain == -min(Decimal(str(entry["points"])) for entry in unit["ledger"])


def test_a_repair_under_a_pack_cap_wins_only_what_the_cap_leaves() -> None:
    """5 + 2 deducted, 3 given back by the cap of the pack: the larger repair wins 2, the smaller nothing by itself."""
    gains = _gains([_entry("FD", "FD-01", -5), _entry("FD", "FD-02", -2), {**_entry("FD", "", 3), "finding": ""}])

    assert (gains["FD-01"], gains["FD-02"]) == (Decimal(2), Decimal(0))


def test_a_repair_counts_what_its_own_rule_cap_gave_back() -> None:
    """Three hits of 2 points, 4 given back: the rule cost 2, so its repair wins 2."""
    gains = _gains([_entry("FD", "FD-01", -2)] * 3 + [{**_entry("FD", "FD-01", 4), "finding": ""}])

    assert gains["FD-01"] == 2


def test_a_repair_is_worth_more_where_points_were_spread() -> None:
    """A sheet of 80 applicable points: 4 points cost 5 of the hundred."""
    gains = _gains([_entry("FD", "FD-01", -4), {**_entry("", "", -1), "finding": ""}])

    assert gains["FD-01"] == 5
