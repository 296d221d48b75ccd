"""A district that looks otherwise than the sample: clean units are accused of nothing, each fault is found and no other."""

from __future__ import annotations

import pytest
from judged_place import failing, findings
from other_district import FAULTS, STYLES, Fault, others, style_of, unit_world


@pytest.mark.parametrize("number", range(STYLES))
def test_a_unit_without_a_fault_is_accused_of_nothing(number: int) -> None:
    """Every page was seen and every rule decided: none fails, none is left open."""
    open_ones = [
        (one.rule, one.outcome, one.message.zh)
        for one in findings(unit_world(number), others(number))
        if one.outcome in ("fail", "undetermined")
    ]

    assert open_ones == []


@pytest.mark.parametrize("number", range(STYLES))
def test_every_page_is_found_from_the_column_alone(number: int) -> None:
    """With nothing registered but the disclosure column the same pages are found, and nothing fails."""
    assert failing(unit_world(number, only=("disclosure",)), others(number)) == set()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_and_no_other(fault: Fault) -> None:
    """One thing is wrong: the rules about it fail, all others do not."""
    number = style_of(fault)

    assert failing(unit_world(number, fault.change), others(number)) == fault.fails
