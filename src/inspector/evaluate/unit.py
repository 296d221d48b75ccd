"""All rules of a unit's sheet, one finding or more each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from inspector.checks import Case, On
from inspector.errors import CalendarMissing
from inspector.evaluate.combine import ask
from inspector.evaluate.entered import settled
from inspector.evaluate.gate import gate
from inspector.evaluate.subject import finding_id, normal_subject
from inspector.facts.privacy import mask
from inspector.model.finding import Answer, Citation, Finding
from inspector.model.words import Words
from inspector.ruleset import Rule, Ruleset

_QUOTE = 300
_ZERO = Decimal(0)


def evaluate(case: Case, ruleset: Ruleset) -> tuple[Finding, ...]:
    """The findings of one unit, in pack, rule and subject order. A rule judged leaves at least one."""
    packs = ruleset.profile.judged(case.unit.type)
    rules = [rule for rule in ruleset.rules if rule.pack in packs and rule.in_force(case.at)]
    findings = {rule.id: _findings(rule, case, ruleset) for rule in rules}
    superseded = _superseded(rules, findings)
    for rule in rules:
        if rule.id in superseded:
            gone = _gone(superseded[rule.id], On(case, rule.page))
            findings[rule.id] = [_finding(rule, case, gone, ())]
    return tuple(finding for rule in rules for finding in findings[rule.id])


def _findings(rule: Rule, case: Case, ruleset: Ruleset) -> list[Finding]:
    by_id: dict[str, Finding] = {}
    on = On(case, rule.page)
    for answer in _answers(rule, case, ruleset):
        finding = _finding(rule, case, settled(answer, rule.id, on), ruleset.profile.recurrence)
        by_id.setdefault(finding.id, finding)
    return list(by_id.values())


def _answers(rule: Rule, case: Case, ruleset: Ruleset) -> list[Answer]:
    on = On(case, rule.page)
    if rule.types and case.unit.type not in rule.types:
        return [on.not_applicable("本规则不适用于该类单位", "this rule is not for this type of unit", reason="type")]
    features = case.unit.features or ruleset.profile.features.get(case.unit.type, ())
    if rule.features and not set(rule.features) & set(features):
        return [on.not_applicable("该单位没有此类职能", "the unit does not do this kind of work", reason="feature")]
    if rule.question is not None:
        return [on.answer("manual", rule.question.zh, rule.question.en)]
    return _asked(rule, on)


def _asked(rule: Rule, on: On) -> list[Answer]:
    closed = gate(rule, on)
    if closed is not None or rule.test is None:
        return [closed] if closed is not None else []
    try:
        answers = ask(rule.test, on)
    except CalendarMissing as error:
        return [
            on.unseen(f"缺少工作日历：{error.where}", f"no table of working days: {error.where}", reason="calendar")
        ]
    except Exception as error:  # noqa: BLE001 - a fault of ours must never be booked on the unit, nor end the run
        what = f"{type(error).__name__}: {error}"
        return [
            on.unseen(
                f"程序自身错误，未作判定：{what}",
                f"a fault of this program, nothing judged: {what}",
                reason="program_error",
            )
        ]
    return answers or [on.not_applicable("没有需要检查的对象", "there is nothing to check", reason="nothing")]


def _superseded(rules: list[Rule], findings: dict[str, list[Finding]]) -> dict[str, str]:
    gone: dict[str, str] = {}
    for rule in rules:
        if rule.id not in gone and any(finding.outcome == "fail" for finding in findings[rule.id]):
            for other in rules:
                if other.id != rule.id and (other.id in rule.supersedes or other.pack in rule.supersedes):
                    gone.setdefault(other.id, rule.id)
    return gone


def _gone(by: str, on: On) -> Answer:
    return on.not_applicable(
        f"已由{by}判定，不重复扣分", f"judged by {by}; one defect costs once", reason=f"superseded:{by}"
    )


def _finding(rule: Rule, case: Case, answer: Answer, recurrence: tuple[Decimal, ...]) -> Finding:
    if answer.outcome == "fail" and answer.attribution != "unit":
        answer = replace(answer, outcome="undetermined")
    said = (rule.say or {}).get(answer.outcome) if not answer.by_hand else None
    message = said.fill(found=answer.message.zh) if said is not None else answer.message
    if said is not None:
        message = Words(said.fill(found=answer.message.zh).zh, said.fill(found=answer.message.en).en)
    fails = answer.outcome == "fail"
    id = finding_id(case.unit.code, rule.id, answer.subject or rule.page)
    times = case.history.get(id, 0)
    return Finding(
        id=id,
        unit=case.unit.code,
        rule=rule.id,
        pack=rule.pack,
        subject=mask(normal_subject(answer.subject or rule.page)),
        outcome=answer.outcome,
        severity=rule.card.severity,
        points=-_points(rule, answer, recurrence, times) if fails else _ZERO,
        times=times if fails else 0,
        confirmed=not fails or answer.by_hand or (rule.card.auto != "B" and answer.sure),
        message=Words(mask(message.zh), mask(message.en)),
        attribution=answer.attribution,
        evidence=tuple(_masked(citation) for citation in answer.citations),
        reason=answer.reason,
    )


def _points(rule: Rule, answer: Answer, recurrence: tuple[Decimal, ...], times: int) -> Decimal:
    """What a fail takes: points per hit, times the factor of its recurrence, at most the rule's cap; trial rules take nothing."""
    if rule.trial:
        return _ZERO
    factor = recurrence[min(times, len(recurrence) - 1)] if recurrence else Decimal(1)
    points = rule.card.points if answer.whole else rule.card.per_finding
    return min(points * answer.hits * factor, rule.card.cap)


def _masked(citation: Citation) -> Citation:
    quote = mask(citation.quote)
    return replace(citation, quote=quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…")
