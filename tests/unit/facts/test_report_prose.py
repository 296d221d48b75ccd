"""Figures on applications in the prose of a report: the same whatever the order of the phrases."""

from __future__ import annotations

import pytest

from inspector.facts.document import Line
from inspector.facts.report.prose import figures

WHOLE = {"new": [1056], "carried_in": [100], "total": [969], "carried_out": [87]}


def told(text: str) -> dict[str, list[int]]:
    """Every figure of a paragraph by what it counts."""
    found: dict[str, list[int]] = {}
    for figure in figures([(0, Line(text))], 2020):
        found.setdefault(figure.key, []).append(figure.value)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2020年，全区共收到政府信息公开申请1056件，办结969件，上年结转100件，结转下年度继续办理87件。",
        "2020年办结政府信息公开申请969件，其中上年结转100件；本年新收1056件，结转下一年度87件。",
        "办结969件，上年结转申请100件，新收申请1056件，办结后结转下年87件。",
        "结转至2021年87件，2019年结转100件，全年收到申请1056件，办结969件。",
        "收到申请一千零五十六件，办结九百六十九件，上年结转一百件，结转下年八十七件。",
    ],
)
def test_any_order_of_the_phrases(text: str) -> None:
    """What was received, carried in, done and carried on."""
    assert told(text) == WHOLE


def test_those_handled_are_not_those_received() -> None:
    """`办理1056件，其中新收956件`: new are 956."""
    found = told("共办理1056件申请，其中新收956件、上年结转100件，办结969件，结转下年87件。")

    assert (found["new"], found["carried_in"]) == ([956], [100])


def test_other_work_is_not_about_applications() -> None:
    """Hotline calls and letters are handled too."""
    found = told("受理12345热线工单3200件，办结3198件。收到政府信息公开申请5件，均已办结。")

    assert found == {"new": [5]}


def test_none_in_chinese_signs_is_a_figure() -> None:
    """`零件` is no number that cannot be read."""
    found = told("全年收到政府信息公开申请十二件，上年结转零件，办结十二件，结转下年零件。")

    assert (found["new"], found["carried_in"], found["carried_out"]) == ([12], [0], [0])
