"""A place judged as a run does it, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from other_district import Place

from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.model.finding import Finding
from inspector.model.unit import Unit
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULESET = read_ruleset(Path(__file__).parents[2] / "rules", "beijing-district")
AT = date(2026, 11, 24)
WINDOW = (date(2026, 10, 1), date(2026, 12, 31))


def findings(place: Place, others: Sequence[Unit]) -> tuple[Finding, ...]:
    """All findings of a unit, surveyed and judged among the others of its district."""
    plan = plan_for(place.unit, RULESET, AT, WINDOW, attempts=1, after_s=0, max_pages=400, allowed_hosts=())
    dossier = drive(survey(place.unit, plan), place.answer)
    case = case_for(place.unit, dossier, RULESET, AT, WINDOW, others=others, report_year=plan.report_year)
    return evaluate(case, RULESET)


def failing(place: Place, others: Sequence[Unit]) -> set[str]:
    """The rules that fail; `?` behind those that wait for a person."""
    failed = (one for one in findings(place, others) if one.outcome == "fail")
    return {f"{one.rule}{'' if one.confirmed else '?'}" for one in failed}
