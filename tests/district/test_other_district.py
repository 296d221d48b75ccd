"""A district that looks otherwise than the sample: clean units are accused of nothing, each fault is found and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from other_district import FAULTS, STYLES, Fault, Place, others, style_of, unit_world

from inspector.evaluate import evaluate
from inspector.judge.case import case_for, plan_for
from inspector.model.finding import Finding
from inspector.pipeline.rulebook import read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULESET = read_ruleset(Path(__file__).parents[2] / "rules", "beijing-district")
AT = date(2026, 11, 24)
WINDOW = (date(2026, 10, 1), date(2026, 12, 31))


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


@pytest.mark.parametrize("number", range(STYLES))
def test_a_unit_without_a_fault_is_accused_of_nothing(number: int) -> None:
    """Every page was seen and every rule decided: none fails, none is left open."""
    open_ones = [
        (one.rule, one.outcome, one.message.zh)
        for one in findings(unit_world(number), number)
        if one.outcome in ("fail", "undetermined")
    ]

    assert open_ones == []


@pytest.mark.parametrize("number", range(STYLES))
def test_every_page_is_found_from_the_column_alone(number: int) -> None:
    """With nothing registered but the disclosure column the same pages are found, and nothing fails."""
    assert failing(unit_world(number, only=("disclosure",)), number) == set()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_and_no_other(fault: Fault) -> None:
    """One thing is wrong: the rules about it fail, all others do not."""
    number = style_of(fault)

    assert failing(unit_world(number, fault.change), number) == fault.fails
