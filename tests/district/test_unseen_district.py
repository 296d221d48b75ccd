"""A district drawn by chance from many layouts and wordings: clean units are accused of nothing, each fault is found and no other."""

from __future__ import annotations

import pytest
from judged_place import failing, findings
from unseen_district import FAULTS, NAMES, Fault, others, unseen

SEED = 20261124


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_unit_without_a_fault_is_accused_of_nothing(number: int) -> None:
    """Every page was seen and every rule decided: none fails, none is left open."""
    open_ones = [
        (one.rule, one.outcome, one.message.zh)
        for one in findings(unseen(number, SEED), others(number))
        if one.outcome in ("fail", "undetermined")
    ]

    assert open_ones == []


@pytest.mark.parametrize("role", ["disclosure", "home"])
@pytest.mark.parametrize("number", range(0, len(NAMES), 4))
def test_every_page_is_found_from_one(role: str, number: int) -> None:
    """With nothing registered but the column, or the home page alone, the same pages are found, and nothing fails."""
    assert failing(unseen(number, SEED + 1, only=(role,)), others(number)) == set()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_and_no_other(fault: Fault) -> None:
    """One thing is wrong: the rules about it fail, all others do not."""
    fitting = [number for number, (_, kind) in enumerate(NAMES) if kind in fault.kinds]
    number = fitting[FAULTS.index(fault) % len(fitting)]

    assert failing(unseen(number, SEED + 2, fault), others(number)) == fault.fails
