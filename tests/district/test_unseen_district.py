"""A district drawn by chance from many layouts and wordings: clean units are accused of nothing, each fault is found and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from other_district import Place
from unseen_district import FAULTS, NAMES, Fault, others, unseen

from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.model.finding import Finding
from inspector.pipeline.rulebook import read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULESET = read_ruleset(Path(__file__).parents[2] / "rules", "beijing-district")
AT = date(2026, 11, 24)
WINDOW = (date(2026, 10, 1), date(2026, 12, 31))
SEED = 20261124


def findings(place: Place, number: int) -> tuple[Finding, ...]:
    """All findings of a unit, surveyed and judged as a run does it, without a network."""
    plan = plan_for(place.unit, RULESET, AT, WINDOW, attempts=1, after_s=0, max_pages=400, allowed_hosts=())
    dossier = drive(survey(place.unit, plan), place.answer)
    case = case_for(place.unit, dossier, RULESET, AT, WINDOW, others=others(number), report_year=plan.report_year)
    return evaluate(case, RULESET)


def failing(place: Place, number: int) -> set[str]:
    """The rules that fail; `?` behind those that wait for a person."""
    failed = (one for one in findings(place, number) if one.outcome == "fail")
    return {f"{one.rule}{'' if one.confirmed else '?'}" for one in failed}


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_unit_without_a_fault_is_accused_of_nothing(number: int) -> None:
    """Every page was seen and every rule decided: none fails, none is left open."""
    open_ones = [
        (one.rule, one.outcome, one.message.zh)
        for one in findings(unseen(number, SEED), number)
        if one.outcome in ("fail", "undetermined")
    ]

    assert open_ones == []


@pytest.mark.parametrize("role", ["disclosure", "home"])
@pytest.mark.parametrize("number", range(0, len(NAMES), 4))
def test_every_page_is_found_from_one(role: str, number: int) -> None:
    """With nothing registered but the column, or the home page alone, the same pages are found, and nothing fails."""
    assert failing(unseen(number, SEED + 1, only=(role,)), number) == set()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_and_no_other(fault: Fault) -> None:
    """One thing is wrong: the rules about it fail, all others do not."""
    fitting = [number for number, (_, kind) in enumerate(NAMES) if kind in fault.kinds]
    number = fitting[FAULTS.index(fault) % len(fitting)]

    assert failing(unseen(number, SEED + 2, fault), number) == fault.fails
