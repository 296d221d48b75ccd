"""The response form comes back and is taken in whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspector.errors import UsageError
from inspector.pipeline.rectify.answers import take_in
from inspector.pipeline.rectify.orders import listed, one
from inspector.pipeline.report.papers import export, write_papers
from inspector.pipeline.workspace import Workspace

DAY = date(2026, 11, 30)
DONE = {"整改情况": "已补充办公时间", "填报人": "乙", "完成日期": "2026-11-30"}
Answers = Mapping[str, Mapping[str, str]]


@pytest.fixture
def forms(place: Workspace) -> Path:
    """The folder with the papers of all units."""
    write_papers(place, DAY)
    return place.reports / "2026Q4" / "orders"


def _csv(path: Path, answers: Answers, encoding: str = "gb18030") -> Path:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows([row | answers.get(row["编号"], {}) for row in rows])
    return path


def _xlsx(path: Path, number: str, answer: Mapping[str, object]) -> Path:
    book = load_workbook(path)
    page = book.worksheets[0]
    names = {cell.value: cell.column for cell in page[1]}
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == number)
    for name, value in answer.items():
        page.cell(row, names[name]).value = value
    book.save(path)
    return path


def test_a_filled_form_is_the_answer_of_its_orders(place: Workspace, forms: Path) -> None:
    """Saved by Excel in GB18030 it is read all the same; rows left empty answer nothing."""
    taken = take_in(place, _csv(forms / "QH102.csv", {"2026Q4-001": DONE}), DAY)

    assert [(order.number, order.status) for order in taken.orders] == [("2026Q4-001", "reported")]
    assert (one(place, "2026Q4-001").status, one(place, "2026Q4-002").status) == ("reported", "issued")


def test_a_workbook_answers_as_well_with_dates_as_excel_keeps_them(place: Workspace, forms: Path) -> None:
    """A cell that holds a date, not its text."""
    path = _xlsx(forms / "QH102.xlsx", "2026Q4-002", {**DONE, "完成日期": date(2026, 11, 29)})

    (order,) = take_in(place, path, DAY).orders

    assert order.answer is not None
    assert (order.number, order.answer.data["on"], order.answer.author) == ("2026Q4-002", "2026-11-29", "乙")


def test_the_same_form_taken_in_twice_changes_nothing(place: Workspace, forms: Path, tmp_path: Path) -> None:
    """Neither does the exported ledger, which shows the answers that are known."""
    path = _csv(forms / "QH102.csv", {"2026Q4-001": DONE})
    take_in(place, path, DAY)
    before = listed(place)
    export(place, tmp_path / "ledger.xlsx", DAY)

    assert take_in(place, path, DAY).orders == ()
    assert take_in(place, tmp_path / "ledger.xlsx", DAY).orders == ()
    assert listed(place) == before


def test_every_fault_is_named_by_row_and_column_and_nothing_is_taken_in(place: Workspace, forms: Path) -> None:
    """Wrong dates, a wrong address, a missing name, an unknown kind: all at once, with what to do, and no event."""
    answers = {
        "2026Q4-001": {"整改情况": "已补充", "完成日期": "昨天", "新网址": "www"},
        "2026Q4-002": {**DONE, "完成日期": "2026-12-24", "反馈类型": "好", "异议理由": "页面已载明"},
    }

    with pytest.raises(UsageError) as caught:
        take_in(place, _csv(forms / "QH102.csv", answers), DAY)

    said = str(caught.value)
    assert all(f"QH102.csv:2:{name}" in said for name in ("填报人", "完成日期", "新网址"))
    assert "QH102.csv:3:反馈类型: '好' is no kind of answer (write 已整改、整改中、申请延期、提出异议)" in said
    assert "QH102.csv:3:异议理由: a reason for an objection, but none is raised (choose 提出异议, or clear it)" in said
    assert {order.status for order in listed(place)} == {"issued"}


def test_a_day_in_the_future_an_order_twice_and_a_strange_number_are_refused(place: Workspace, forms: Path) -> None:
    """Each with the row it stands in."""
    path = forms / "QH102.csv"
    _csv(path, {"2026Q4-001": {**DONE, "完成日期": "2026年12月24日"}, "2026Q4-002": {**DONE, "编号": "2026Q4-001"}})
    path.write_text(path.read_text("gb18030") + "X-1,,,,,,,,,,已整改,,改了\r\n", encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        take_in(place, path, DAY)

    said = str(caught.value)
    assert "QH102.csv:2:完成日期: 2026-12-24 lies in the future" in said
    assert "QH102.csv:3:编号: order 2026Q4-001 is answered in row 2 already" in said
    assert "QH102.csv:4:编号: there is no order 'X-1'" in said
    assert "QH102.csv:4:填报人: this cell is empty" in said


def test_a_form_without_its_first_row_is_refused(place: Workspace, tmp_path: Path) -> None:
    """The columns are what ties an answer to its order."""
    path = tmp_path / "form.csv"
    path.write_text("编号,整改情况\n2026Q4-001,改了\n", encoding="utf-8")

    with pytest.raises(UsageError, match="lacks the column 完成日期"):
        take_in(place, path, DAY)


def test_a_unit_says_it_is_at_it_or_asks_for_time(place: Workspace, forms: Path) -> None:
    """In progress is a status; a wish for more time changes none: the office extends."""
    wish = {"反馈类型": "申请延期", "整改情况": "系统改版", "完成日期": "2026-12-18", "填报人": "乙"}
    busy = {"反馈类型": "整改中", "整改情况": "正在修改", "填报人": "乙"}

    take_in(place, _csv(forms / "QH102.csv", {"2026Q4-001": busy, "2026Q4-002": wish}), DAY)

    first, second = one(place, "2026Q4-001"), one(place, "2026Q4-002")
    assert (first.status, second.status, second.due) == ("in_progress", "issued", date(2026, 12, 8))
    assert second.answer is not None
    assert second.answer.data["on"] == "2026-12-18"
