"""What a person entered for a rule that waits for one: it settles the finding, and is cited as its evidence."""

from __future__ import annotations

from typing import cast

from inspector.checks import On
from inspector.checks.accounts import in_order
from inspector.facts.document import norm
from inspector.model.finding import Answer, Citation, Outcome
from inspector.model.observation import Observation
from inspector.model.words import Words

OUTCOMES: tuple[Outcome, ...] = ("pass", "fail", "not_applicable")
"""What a person may say of a rule."""
_SAID: dict[str, Words] = {
    "pass": Words("人工核实：合格", "found out by hand: met"),
    "fail": Words("人工核实：不合格", "found out by hand: not met"),
    "not_applicable": Words("人工核实：不适用", "found out by hand: does not apply"),
}


def settled(answer: Answer, rule: str, on: On) -> Answer:
    """The answer a person entered in place of a `manual` one; the latest word on the rule and subject counts."""
    if answer.outcome != "manual":
        return answer
    mine = [one for one in on.case.observations if _about(one, rule, answer.subject)]
    if not mine:
        return answer
    last = in_order(mine)[-1]
    said, note = _SAID[last.outcome], str(last.data.get("note", ""))
    zh = f"{said.zh}（{last.at[:10]}）{note and f'：{note}'}"
    en = f"{said.en} ({last.at[:10]}){note and f': “{note}”'}"
    return on.answer(
        cast(Outcome, last.outcome), zh, en, _cited(last, note), subject=answer.subject, reason="entered", by_hand=True
    )


def _about(one: Observation, rule: str, subject: str) -> bool:
    named = one.kind == "answer" and one.data.get("rule") == rule and one.outcome in OUTCOMES
    return named and (not one.value or norm(one.value) == norm(subject))


def _cited(one: Observation, note: str) -> Citation:
    return Citation(one.url, one.url, None, one.at, one.sha256, note or one.outcome)
