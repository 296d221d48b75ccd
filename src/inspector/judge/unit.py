"""One unit judged from its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from inspector.channels import Coverage, coverage_of
from inspector.checks import Case, On
from inspector.errors import CalendarMissing
from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.judge.certificates import trust
from inspector.judge.known import history_of, same_issues
from inspector.judge.pages import Alarm, PageLine, alarms_of, pages_of
from inspector.judge.snapshot import Snapshot
from inspector.judge.uplink import Looks, count
from inspector.model.capture import Ask, Capture, not_collected
from inspector.model.finding import Finding, Score
from inspector.model.observation import observations
from inspector.model.unit import Unit
from inspector.rectify import due_dates
from inspector.ruleset import Ruleset
from inspector.score import ruled, score
from inspector.survey import Plan, survey
from inspector.survey.drive import drive


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit's findings after rulings, its score, and the day each certain fail is due (empty: no calendar for it)."""

    unit: Unit
    findings: tuple[Finding, ...]
    score: Score
    due: Mapping[str, date]
    pages: list[PageLine] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    looks: Looks = field(default_factory=Looks)
    channels: Coverage = field(default_factory=Coverage)
    undated: str = ""
    """Why deadlines could not be counted; empty where they could."""
    trust: Mapping[str, bool] = field(default_factory=dict)
    """Hosts that answered over TLS, and whether their certificate was trusted."""
    unruled: Score | None = None
    """The score without what people ruled; None where they ruled nothing."""


def asked_of(unit: Unit, snapshot: Snapshot, ruleset: Ruleset) -> Ruleset:
    """The rules that this run asks of `unit`: a re-check only those of its orders."""
    rules = snapshot.asked.get(unit.code)
    return ruleset.only(rules) if rules else ruleset


def plan_of(unit: Unit, snapshot: Snapshot, ruleset: Ruleset) -> Plan:
    """What the survey of `unit` looks at in this run: only what the rules it asks have to see."""
    ruleset = asked_of(unit, snapshot, ruleset)
    window = (snapshot.quarter.start, snapshot.quarter.end)
    return plan_for(
        unit,
        ruleset,
        snapshot.at,
        window,
        attempts=snapshot.attempts,
        after_s=int(snapshot.after_s),
        max_pages=snapshot.max_pages,
        allowed_hosts=snapshot.allowed_hosts,
    )


def judge_unit(unit: Unit, captures: Mapping[tuple[str, str], Capture], snapshot: Snapshot, ruleset: Ruleset) -> Judged:
    """The judgement of `unit` on `captures` (by `Ask.key`); what was never asked for is `not_collected`, hence undetermined."""

    def answer(ask: Ask) -> Capture:
        return captures.get(ask.key) or not_collected(ask)

    ruleset = asked_of(unit, snapshot, ruleset)
    plan = plan_of(unit, snapshot, ruleset)
    dossier = drive(survey(unit, plan), answer)
    others = tuple(other for other in snapshot.units if other.code != unit.code)
    case = case_for(unit, dossier, ruleset, snapshot.at, plan.window, others=others, report_year=plan.report_year)
    seen = observations(captures.values())
    case = replace(case, history=snapshot.history, series=snapshot.series, observations=seen)
    found = _named(case, ruleset, snapshot)
    known = {one.id: (one.subject, *one.earlier) for one in snapshot.known.get(unit.code, ())}
    findings = ruled(found, snapshot.rulings, snapshot.at, known)
    points = score(findings, unit.type, ruleset)
    unruled = score(found, unit.type, ruleset) if findings != found else None
    try:
        due = due_dates(findings, snapshot.at, ruleset.profile.deadlines or {}, ruleset.workdays)
        undated = ""
    except CalendarMissing as error:
        due, undated = {}, str(error)
    channels = coverage_of(On(case, "guide"), findings)
    alarms = alarms_of(dossier, snapshot.before.get(unit.code, {}))
    looks = count((one.ask.method, one.status, one.failure) for one in captures.values())
    trusted = trust(captures.values())
    return Judged(unit, findings, points, due, pages_of(dossier), alarms, looks, channels, undated, trusted, unruled)


def _named(case: Case, ruleset: Ruleset, snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings of the case; an issue on a page that moved has the id, and the history, that it had before."""
    found = evaluate(case, ruleset)
    names = same_issues(found, snapshot.known.get(case.unit.code, ()))
    if not names:
        return found
    found = evaluate(replace(case, history=history_of(snapshot.history, names)), ruleset)
    return tuple(replace(one, id=names.get(one.id, one.id)) for one in found)
