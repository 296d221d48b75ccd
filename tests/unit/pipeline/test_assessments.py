"""Outside assessments: read by a mapping, told by row and column, matched to our findings, tracked by the same orders."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from invented_year import UNITS, order, quarter, workspace

from inspector.errors import RulesError, UsageError
from inspector.pipeline.appraise.appraising import appraise_year
from inspector.pipeline.appraise.assessment_example import write_example
from inspector.pipeline.appraise.assessment_orders import issue_orders
from inspector.pipeline.appraise.assessments import beside, take_in
from inspector.pipeline.judge.results import needed
from inspector.pipeline.rectify.orders import Word, add, listed
from inspector.pipeline.report.figures import write_assessment
from inspector.pipeline.workspace import Workspace

BY = Word("王某", "区政府办", "", date(2026, 10, 12))
ALL = {code: {} for code, *_ in UNITS}
HEADER = "单位,季度,得分,指标,存在问题,页面地址"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A third quarter in which QH102 has no telephone and QH201's mailbox could not be judged."""
    made = workspace(tmp_path / "w")
    quarter(made, "2026Q3", {**ALL, "QH102": {"GD-07": "fail", "LS-04": "fail"}, "QH201": {"CH-03": "undetermined"}})
    write_example(tmp_path / "a")
    return made


def _import(place: Workspace, tmp_path: Path, *rows: str, header: str = HEADER, by: Word = BY) -> object:
    file = tmp_path / "table.csv"
    file.write_text("\ufeff" + "\n".join([header, *rows]) + "\n", encoding="utf-8")
    return take_in(place, file, tmp_path / "a/mapping.yaml", by)


def test_the_example_fits_its_mapping(place: Workspace, tmp_path: Path) -> None:
    """What a newcomer is given can be imported at once; a second time nothing is added."""
    done = take_in(place, tmp_path / "a/table.csv", tmp_path / "a/mapping.yaml", BY)
    again = take_in(place, tmp_path / "a/table.csv", tmp_path / "a/mapping.yaml", BY)

    assert [(one.quarter, len(one.scores), len(one.issues)) for one in done.added] == [("2026Q3", 2, 2)]
    assert (again.added, again.known) == ((), ("2026Q3",))


def test_every_fault_is_named_and_nothing_is_taken_in(place: Workspace, tmp_path: Path) -> None:
    """By row and column, all at once, with what may have been meant."""
    with pytest.raises(UsageError) as caught:
        _import(
            place, tmp_path,
            "清河区教育局,2026Q3,88,,,", "QH102,2026年三季度,88,,,", "QH102,2026Q3,八十八,,,", "QH102,2026Q3,101,,,",
            "QH102,2026Q3,,,,", "QH102,2026Q3,90,,,", "QH102,2026Q3,91,,,", "QH102,2026Q3,,,没有电话,www.qinghe.gov.cn",
        )  # fmt: skip

    said = str(caught.value)
    for place_, what in (
        ("row 2, column 单位", "no unit is called"),
        ("row 3, column 季度", "not a quarter"),
        ("row 4, column 得分", "not a number"),
        ("row 5, column 得分", "more than the full mark"),
        ("row 6, column 得分", "empty"),
        ("row 8, column 得分", "90 in row 7"),
        ("row 9, column 页面地址", "not an address"),
    ):
        assert any(place_ in line and what in line for line in said.splitlines()), (place_, said)
    assert "清河区教育委员会" in said
    with pytest.raises(UsageError, match="no outside assessment"):
        beside(place, "2026Q3")


def test_a_missing_column_and_a_wrong_mapping_are_told(place: Workspace, tmp_path: Path) -> None:
    """The header names what there is; a rule that does not exist is no match."""
    with pytest.raises(UsageError, match="no column '存在问题'"):
        _import(place, tmp_path, "QH102,2026Q3,88,,,", header="单位,季度,得分,指标,问题,页面地址")

    mapping = tmp_path / "a/mapping.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("GD-07", "GD-77"), encoding="utf-8")
    with pytest.raises(RulesError, match="GD-77"):
        _import(place, tmp_path, "QH102,2026Q3,88,,,")


def test_a_workbook_is_read_like_a_table(place: Workspace, tmp_path: Path) -> None:
    """Numbers of cells stay exact."""
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([HEADER.split(","), ["QH102", "2026Q3", 88.5, "", "", ""]]):
            sheet.write_row(row, 0, cells)

    done = take_in(place, tmp_path / "t.xlsx", tmp_path / "a/mapping.yaml", BY)

    assert str(done.added[0].scores[0].value) == "88.5"


def test_issues_are_matched_and_what_is_not_is_said(place: Workspace, tmp_path: Path) -> None:
    """Agreeing, contradicting, unseen, unknown to us; and what only we found."""
    _import(
        place, tmp_path,
        "QH102,2026Q3,80,公开指南,指南未列明联系电话,", "QH102,2026Q3,,公开指南,没有办公时间,", "QH201,2026Q3,,受理渠道,邮箱无人回复,",
        "QH202,2026Q3,,政策解读,解读形式单一,",
    )  # fmt: skip

    (found,) = beside(place, "2026Q3")

    assert [(one.issue.unit, one.match, len(one.findings)) for one in found.issues] == [
        ("QH102", "agrees", 1),
        ("QH102", "differs", 1),
        ("QH201", "unseen", 1),
        ("QH202", "unmatched", 0),
    ]
    assert {code: len(ids) for code, ids in found.ours_only.items()} == {"QH102": 1}


def test_what_only_the_assessor_found_becomes_an_order_once(place: Workspace, tmp_path: Path) -> None:
    """Ours tracks what agrees. Closed by hand with grounds; raised again the next quarter it is reopened and counts as a recurrence."""
    row = "QH202,{q},,政策解读,=HYPERLINK 解读形式单一,https://www.qinghe.gov.cn/x/"
    _import(place, tmp_path, "QH102,2026Q3,80,公开指南,指南未列明联系电话,", row.format(q="2026Q3"))

    (made,) = issue_orders(place, "2026Q3", BY)
    assert (made.unit, made.rule, made.status, made.severity) == ("QH202", "TP-01", "issued", "S2")
    assert issue_orders(place, "2026Q3", BY) == ()
    with pytest.raises(UsageError, match="authority"):
        issue_orders(place, "2026Q3", Word("王某"))

    add(place, made.number, "closed", Word("王某", "区政府办", "已核实", date(2026, 10, 20)))
    assert issue_orders(place, "2026Q3", BY) == ()
    _import(place, tmp_path, row.format(q="2026Q4"))
    (again,) = issue_orders(place, "2026Q4", Word("王某", "区政府办", "", date(2026, 12, 1)))

    assert (again.number, again.status, len(listed(place))) == (made.number, "reopened", 1)
    pack = appraise_year(place, 2026, date(2026, 12, 31), date(2026, 12, 31)).pack
    assert {unit.unit: unit.recurrences for unit in pack.units}["QH202"] == 1


def test_a_later_import_replaces_and_the_earlier_stays_on_record(place: Workspace, tmp_path: Path) -> None:
    """The last word counts; nothing is edited."""
    _import(place, tmp_path, "QH102,2026Q3,80,,,")
    _import(place, tmp_path, "QH102,2026Q3,85,,,")

    (found,) = beside(place, "2026Q3")

    assert [str(score.value) for score in found.assessment.scores] == ["85"]
    with place.store() as store:
        assert len(store.events("assessment")) == 2


def test_the_outside_share_counts_in_the_year(tmp_path: Path) -> None:
    """A fifth of the year; where an expected assessment is missing there is no figure."""
    text = (Path(__file__).parents[3] / "rules/appraisal/district-year.yaml").read_text(encoding="utf-8")
    formula = text.replace("{share: 0, quarters: [Q1, Q2, Q3, Q4]}", "{share: 0.2, quarters: [Q2, Q3]}")
    place = workspace(tmp_path / "w", formula=formula.replace("id: district-year", "id: own"))
    for number in range(1, 5):
        quarter(place, f"2026Q{number}", ALL)
    write_example(tmp_path / "a")
    _import(place, tmp_path, "QH102,2026Q2,40,,,", "QH102,2026Q3,60.01,,,", "QH101,2026Q2,100,,,")

    at = date(2027, 1, 31)
    units = {unit.unit: unit for unit in appraise_year(place, 2026, at, at).pack.units}

    assert str(units["QH102"].value) == "90.00"  # 0.8 x 100 + 0.2 x 50.01 = 90.002
    assert (units["QH101"].value, units["QH101"].unassessed) == (None, ("2026Q3",))


def test_an_order_of_ours_tracks_what_agrees(place: Workspace, tmp_path: Path) -> None:
    """The page of the assessment names it."""
    _import(place, tmp_path, "QH102,2026Q3,80,公开指南,指南未列明联系电话,")
    order(place, "2026Q3-009", "QH102", "GD-07", "2026Q3", ("issued", "2026-10-10", {"due": "2026-10-20"}))

    (found,) = beside(place, "2026Q3")

    assert [found.orders[id].number for id in found.issues[0].findings] == ["2026Q3-009"]


def test_the_page_sets_their_score_beside_ours(place: Workspace, tmp_path: Path) -> None:
    """Of 100, with the difference, and each issue with what we say and the order that tracks it."""
    _import(
        place,
        tmp_path,
        "QH102,2026Q3,88,,,",
        "QH201,2026Q3,,,=cmd|' /C calc'!A0,",
        "QH102,2026Q3,,公开指南,指南没有联系电话,",
    )
    issue_orders(place, "2026Q3", BY)

    page = write_assessment(place, "2026Q3", date(2026, 10, 20)).read_text(encoding="utf-8")

    ours = {unit["code"]: unit["score"]["value"] for unit in needed(place, "2026Q3").units.values()}["QH102"]
    assert f'<td class="n">88</td><td class="n">{ours:g}</td>' in page
    for said in ("本检查同样不合格", "没有对应的检查指标", "已下发", "逐项对照"):
        assert said in page, said
