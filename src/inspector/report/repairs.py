"""What to put right first, from the plan of repairs: what each repair adds, and where the score then stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inspector.model.rule import RuleCard
from inspector.rectify.planner import Plan, Step
from inspector.report.inspection import Inspection


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair in its place in the best order.

    `gain` is what it adds when those before it are done, `value` the score then; `proposed` what would be deducted should a
    person confirm a proposal. `hidden` counts rules that cannot be judged before it is done.
    """

    card: RuleCard
    anchor: str
    gain: Decimal
    value: Decimal
    proposed: Decimal
    clears_veto: bool
    hidden: int


def repairs(inspection: Inspection, plan: Plan | None, most: int = 3) -> tuple[Repair, ...]:
    """The first `most` steps of `plan` that are worth anything; none without a plan."""
    steps = [_repair(inspection, step) for step in plan.steps] if plan is not None else []
    return tuple(one for one in steps if one.gain or one.proposed or one.clears_veto)[:most]


def _repair(inspection: Inspection, step: Step) -> Repair:
    return Repair(
        card=inspection.rule(step.finding.rule, step.finding.pack),
        anchor=step.finding.id,
        gain=step.gain,
        value=step.value,
        proposed=Decimal(0) if step.finding.confirmed else -step.finding.points,
        clears_veto=step.clears_veto,
        hidden=step.hidden,
    )
