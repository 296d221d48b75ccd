"""Checks combined: all, any, not, in three-valued logic. What could not be seen never becomes a fault by combination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inspector.checks import On
from inspector.model.finding import Answer, Outcome
from inspector.model.words import Words
from inspector.ruleset import All, Any, Ask, Not, Test

_ALL: tuple[Outcome, ...] = ("fail", "undetermined", "pass", "not_applicable")
_ANY: tuple[Outcome, ...] = ("pass", "undetermined", "fail", "not_applicable")
_NOT: dict[Outcome, Outcome] = {"pass": "fail", "fail": "pass"}


def ask(test: Test, on: On) -> list[Answer]:
    """The answers of a test; a combination gives one answer, decided by its deciding parts."""
    match test:
        case Ask(check, params, page):
            return check.ask(on.at_role(page) if page else on, params)
        case All(parts):
            return [_decide([answer for part in parts for answer in ask(part, on)], _ALL, on)]
        case Any(parts):
            return [_decide([_decide(ask(part, on), _ALL, on) for part in parts], _ANY, on)]
        case Not(part):
            return [_negated(answer) for answer in ask(part, on)]


def _decide(answers: list[Answer], order: tuple[Outcome, ...], on: On) -> Answer:
    if not answers:
        return on.not_applicable("没有需要检查的对象", "there is nothing to check")
    outcome = min((answer.outcome for answer in answers), key=order.index)
    deciding = [answer for answer in answers if answer.outcome == outcome]
    first = deciding[0]
    return replace(
        first,
        subject=first.subject if len(deciding) == 1 else on.role,
        message=Words(
            "；".join(_unique(a.message.zh for a in deciding)), "; ".join(_unique(a.message.en for a in deciding))
        ),
        citations=tuple(dict.fromkeys(citation for answer in deciding for citation in answer.citations)),
        sure=all(answer.sure for answer in deciding),
    )


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _negated(answer: Answer) -> Answer:
    outcome = _NOT.get(answer.outcome, answer.outcome)
    if outcome != "fail":
        return replace(answer, outcome=outcome)
    said = answer.message
    return replace(answer, outcome=outcome, message=Words(f"不应如此：{said.zh}", f"should not be so: {said.en}"))
