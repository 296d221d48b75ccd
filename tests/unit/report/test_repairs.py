"""What to fix first: the plan's steps as the notice shows them."""

from __future__ import annotations

from decimal import Decimal

from invented_quarter import invented_inspection

from inspector.report.repairs import repairs


def test_the_first_repairs_are_the_plans_first_steps() -> None:
    """Three at most, in the plan's order, each with where the score then stands."""
    inspection = invented_inspection()
    unit = inspection.result["units"][3]
    plan = inspection.plan(unit)
    assert plan is not None

    found = repairs(inspection, plan)

    assert [one.anchor for one in found] == [step.finding.id for step in plan.steps[:3]]
    assert [one.value for one in found] == [step.value for step in plan.steps[:3]]
    assert found[0].gain == -min(Decimal(str(entry["points"])) for entry in unit["ledger"])


def test_a_proposal_wins_nothing_but_says_what_is_at_stake() -> None:
    """An unconfirmed fail has no gain; what it would cost is shown."""
    inspection = invented_inspection()
    unit = next(unit for unit in inspection.result["units"] if unit["score"]["veto"])

    found = {one.card.id: one for one in repairs(inspection, inspection.plan(unit), most=99)}

    assert (found["PV-01"].gain, found["PV-01"].proposed) == (Decimal(0), Decimal(10))


def test_without_faults_there_is_nothing_to_fix() -> None:
    """No plan, no repairs."""
    assert repairs(invented_inspection(), None) == ()
