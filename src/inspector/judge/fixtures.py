"""A rule tried on a fixture: a page that must pass, must fail, or is tricky."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from inspector.checks import Case
from inspector.errors import RulesError
from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.judge.world import World, world_of
from inspector.model.capture import Ask, Capture
from inspector.model.finding import Finding, Outcome
from inspector.model.observation import Observation
from inspector.model.quarter import calendar_quarter, quarter_id
from inspector.model.unit import Unit, UnitType
from inspector.ruleset import Pack, Rule, Ruleset
from inspector.survey import Plan, survey
from inspector.survey.drive import drive

_WORST_FIRST: tuple[Outcome, ...] = ("fail", "undetermined", "manual", "pass", "not_applicable", "waived")
_NAMES = {"district": "清河区人民政府", "subdistrict": "文昌街道办事处", "portal": "清河区人民政府门户网站"}
_AFTER_S = 21600


@dataclass(frozen=True, slots=True)
class FixtureResult:
    """What was expected and what came out; `why` says in words what is not as it should be (empty where `ok`)."""

    rule: str
    name: str
    expected: str
    got: str
    findings: tuple[Finding, ...]
    ok: bool
    why: str = ""


def run_fixture(rule_id: str, name: str, files: Mapping[str, bytes], ruleset: Ruleset) -> FixtureResult:
    """`rule_id` judged on the fixture `name` of `files` (name to content). A fixture that cannot be read is not ok."""
    rule = ruleset.rule(rule_id)
    if rule is None:
        return FixtureResult(rule_id, name, "", "", (), False, f"there is no rule {rule_id}")
    try:
        world = world_of(name, files, rule.page)
    except RulesError as error:
        return FixtureResult(rule_id, name, "", "", (), False, str(error))
    except UnicodeDecodeError:
        return FixtureResult(rule_id, name, "", "", (), False, "the fixture is not UTF-8")
    findings = judge_world(rule, world, ruleset)
    expected = world.front.expect or name.partition("-")[0]
    got = min((finding.outcome for finding in findings), key=_WORST_FIRST.index, default="")
    why = _difference(world, expected, got, findings)
    return FixtureResult(rule_id, name, expected, got, findings, not why, why)


def judge_world(rule: Rule, world: World, ruleset: Ruleset) -> tuple[Finding, ...]:
    """The findings of `rule` in `world`, with the rules of its pack and those that supersede it at work."""
    near = around(rule, ruleset)
    case = case_in(world, unit_for(rule, world, ruleset), near)
    return tuple(finding for finding in evaluate(case, near) if finding.rule == rule.id)


def case_in(world: World, unit: Unit, ruleset: Ruleset) -> Case:
    """The case of `unit`, all of whose pages are answered by `world`."""
    case = case_of(unit, world.front.at, world.answer, ruleset, world.front.others)
    before = drive(survey(unit, _plan(unit, world.front.at, ruleset)), world.before.answer) if world.before else None
    seen = tuple(
        Observation(one.kind, unit.code, one.value, one.at, one.outcome, "", str(number), one.data)
        for number, one in enumerate(world.front.probes, 1)
    )
    return replace(case, series=world.visits(), earlier=before, observations=seen)


def case_of(
    unit: Unit, at: date, answer: Callable[[Ask], Capture], ruleset: Ruleset, others: Iterable[str] = ()
) -> Case:
    """The case of `unit` at the day `at`, every look answered by `answer`; `others` are names of further units."""
    plan = _plan(unit, at, ruleset)
    dossier = drive(survey(unit, plan), answer)
    named = [Unit(f"V{n:03}", other, unit.type) for n, other in enumerate(others, 1)]
    return case_for(unit, dossier, ruleset, at, plan.window, others=named, report_year=plan.report_year)


def _plan(unit: Unit, at: date, ruleset: Ruleset) -> Plan:
    return plan_for(unit, ruleset, at, window(at), attempts=2, after_s=_AFTER_S, max_pages=300, allowed_hosts=())


def _difference(world: World, expected: str, got: str, findings: tuple[Finding, ...]) -> str:
    said = "; ".join(finding.message.zh for finding in findings) or "no finding: no sheet has this pack"
    front = world.front
    decisive = [finding for finding in findings if finding.outcome == got]
    if expected not in _WORST_FIRST:
        return "a tricky fixture says what it expects: `expect: pass`, `fail`, `undetermined` or `not_applicable`"
    if got != expected:
        return said
    if front.confirmed is not None and any(finding.confirmed != front.confirmed for finding in decisive):
        return f"confirmed should be {front.confirmed}: {said}"
    return "" if front.says in said else f"{front.says!r} is not said: {said}"


def alone(rule: Rule, ruleset: Ruleset) -> Ruleset:
    """The ruleset cut down to `rule` and the rules that supersede it."""
    packs = []
    for pack in ruleset.packs:
        kept = tuple(one for one in pack.rules if one is rule or {rule.id, rule.pack} & set(one.supersedes))
        packs.append(Pack(pack.card, kept))
    return replace(ruleset, packs=tuple(packs))


def around(rule: Rule, ruleset: Ruleset) -> Ruleset:
    """The ruleset cut down to what may touch `rule`: its own pack and the rules that supersede it."""
    packs = []
    for pack in ruleset.packs:
        kept = tuple(one for one in pack.rules if pack.id == rule.pack or {rule.id, rule.pack} & set(one.supersedes))
        packs.append(Pack(pack.card, kept))
    return replace(ruleset, packs=tuple(packs))


def unit_for(rule: Rule, world: World, ruleset: Ruleset) -> Unit:
    """The unit a fixture speaks of; of the first type the rule is for where it names none."""
    front = world.front.unit
    kind = front.type or first_type(rule, ruleset)
    return Unit(
        code=front.code,
        name=front.name or _NAMES.get(kind, "清河区民政局"),
        type=kind,
        aliases=tuple(front.aliases),
        parent=front.parent,
        features=tuple(front.features),
        pages=world.pages,
        own_hosts=tuple(front.own_hosts),
        channels=tuple(front.channels),
        accounts=tuple(front.accounts),
    )


def first_type(rule: Rule, ruleset: Ruleset) -> UnitType:
    """The first type of unit whose sheet has the rule."""
    judged: list[UnitType] = [kind for kind in get_args(UnitType) if rule.pack in ruleset.profile.judged(kind)]
    return next((kind for kind in judged if not rule.types or kind in rule.types), "department")


def window(at: date) -> tuple[date, date]:
    """First and last day of the calendar quarter of `at`."""
    quarter = calendar_quarter(quarter_id(at))
    return (quarter.start, quarter.end) if quarter is not None else (at, at)
