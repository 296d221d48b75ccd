"""What goes to the units and to the office: whole, in every format, and harmless whatever the pages held."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from inspector.errors import SettingsError, UsageError
from inspector.pipeline.make import TEMPLATE, order_template
from inspector.pipeline.rectify.orders import Word, add
from inspector.pipeline.report.papers import export, write_papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify.ledger import HEADINGS, schema

DAY = date(2026, 12, 2)
RISKY = ("=", "+", "-", "@", "\t", "\r")


def _folder(place: Workspace) -> Path:
    write_papers(place, DAY)
    return place.reports / "2026Q4" / "orders"


def _word(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_each_unit_gets_notice_and_form_and_the_office_its_ledger(place: Workspace) -> None:
    """Four files a unit, three of the quarter; told again they replace what was."""
    first, lacking = write_papers(place, DAY)
    again, _ = write_papers(place, DAY)

    assert lacking == ""
    assert first == again
    names = sorted(path.name for path in first)
    assert names == sorted([*(f"{unit}.{end}" for unit in ("QH102", "QH103") for end in ("html", "docx", "csv", "xlsx")),
                            *(f"ledger.{end}" for end in ("csv", "json", "xlsx"))])  # fmt: skip
    only, _ = write_papers(place, DAY, units=("QH103",))
    assert {path.stem for path in only} == {"QH103", "ledger"}


@pytest.mark.parametrize("end", ["html", "docx"])
def test_a_notice_says_all_that_a_unit_needs(place: Workspace, end: str) -> None:
    """Page, quoted place, found and expected, basis, model sentence, deadline, how to answer, evidence root."""
    add(
        place,
        "2026Q4-001",
        "rechecked",
        Word("甲", day=DAY),
        {"outcome": "fail", "before": [], "after": [], "run": "r", "root": "d"},
    )
    path = _folder(place) / f"QH102.{end}"

    said = path.read_text(encoding="utf-8") if end == "html" else _word(path)

    wanted = ("清河区教育委员会", "2026Q4-001", "https://www.qinghe.gov.cn/zn.html", "办公地址", "页面上没有办公时间", "条例第十二条",
              "补充办公时间", "办公时间：周一至周五", "2026-12-01", "QH102.xlsx", "提出异议", "b" * 64, "已退回", "c" * 64)  # fmt: skip
    assert [word for word in wanted if word not in said] == []


def test_nothing_a_page_held_becomes_markup_code_or_a_place_of_the_template(place: Workspace) -> None:
    """Script, template signs, controls and direction marks arrive as text or not at all."""
    folder = _folder(place)
    html = (folder / "QH103.html").read_text(encoding="utf-8")
    xml = zipfile.ZipFile(folder / "QH103.docx").read("word/document.xml").decode()

    for text in (html, xml):
        assert "<script>alert(1)" not in text
        assert "{{ 7*7 }}" in text
        assert "\x0b" not in text
        assert "\u202e" not in text
    assert 'href="javascript:' not in html
    assert "<script>alert(1)</script>" in _word(folder / "QH103.docx")


def test_no_cell_of_any_table_can_be_taken_for_a_formula(place: Workspace, tmp_path: Path) -> None:
    """Form and ledger, CSV and XLSX: an apostrophe in the one, text cells in the other."""
    folder = _folder(place)
    for end in ("csv", "xlsx"):
        export(place, tmp_path / f"ledger.{end}", DAY)
    for path in (folder / "QH103.csv", tmp_path / "ledger.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert [cell for row in rows for cell in row if cell.startswith(RISKY) and cell != "-2"] == []
    for path in (folder / "QH103.xlsx", tmp_path / "ledger.xlsx"):
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_the_ledger_is_the_same_in_every_format(place: Workspace, tmp_path: Path) -> None:
    """Its columns are the office's; as JSON it has a schema that it keeps to."""
    add(place, "2026Q4-002", "escalated", Word("甲", "区办", "逾期", date(2026, 12, 9)), {"step": "supervised"})
    for end in ("csv", "xlsx", "docx", "json"):
        assert export(place, tmp_path / f"l.{end}", date(2026, 12, 9)) == 3

    rows = list(csv.DictReader(io.StringIO((tmp_path / "l.csv").read_text(encoding="utf-8-sig"))))
    told = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema()).validate(told)

    assert list(rows[0]) == list(HEADINGS.values())
    assert [(row["编号"], row["台账状态"], row["逾期天数"], row["督办措施"]) for row in rows[:2]] == [
        ("2026Q4-001", "已下发", "8", ""), ("2026Q4-002", "已下发", "1", "督办"),
    ]  # fmt: skip
    assert [(one["number"], one["status"], one["overdue_days"]) for one in told["orders"][:2]] == [
        ("2026Q4-001", "issued", 8), ("2026Q4-002", "issued", 1),
    ]  # fmt: skip
    assert "2026Q4-002" in _word(tmp_path / "l.docx")
    with pytest.raises(UsageError, match="names no format"):
        export(place, tmp_path / "ledger.txt", DAY)


def test_without_the_extra_for_word_all_else_is_written(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what is missing and how to get it; asked for by name it is refused."""
    monkeypatch.setitem(sys.modules, "docxtpl", None)

    written, lacking = write_papers(place, DAY)

    assert {path.suffix for path in written} == {".html", ".csv", ".xlsx", ".json"}
    assert "inspector[word]" in lacking
    with pytest.raises(UsageError, match="need the extra"):
        export(place, place.reports / "ledger.docx", DAY)


def test_an_official_edits_the_template_and_a_slip_is_told(place: Workspace) -> None:
    """What stands in the workspace's own template is what the unit gets; a place nobody knows is named; it is never overwritten."""
    own = place.settings.workspace / TEMPLATE
    document = Document(str(own))
    document.add_paragraph("抄送：{{ district }}监察部门，{{ name }}")
    document.save(str(own))
    assert "抄送：监察部门，清河区教育委员会" in _word(_folder(place) / "QH102.docx")
    with pytest.raises(UsageError, match="there is a template"):
        order_template(place.settings.workspace)

    document.add_paragraph("{{ nmae }}")
    document.save(str(own))
    with pytest.raises(SettingsError, match=r"templates/order.docx: .*'nmae' is undefined"):
        write_papers(place, DAY)
    own.write_bytes(b"no package")
    with pytest.raises(SettingsError, match="cannot be filled in"):
        write_papers(place, DAY)
