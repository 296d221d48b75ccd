"""The text of a plain PDF can be changed and put back, so that PDF fixtures can be mutated."""

from __future__ import annotations

from text_pdf import Cell, TextPdf

from inspector.facts import read
from inspector.facts.open import open_document
from inspector.judge.office_text import office_text, with_office_text
from inspector.judge.pdf_text import without_column

URL = "https://www.qinghe.gov.cn/qd.pdf"
HEAD = ["序号", "公开事项", "公开时限"]
ROWS = [[Cell("1", rows=2), "机构职能", "20个工作日内"], ["部门预算", "批复后20日内"], ["2", "应急预案", "实时公开"]]


def _file() -> bytes:
    return TextPdf().paragraphs("清河区民政局主动公开全清单").table([HEAD, *ROWS], [1, 3, 3]).bytes()


def test_what_is_not_changed_is_there_as_it_was() -> None:
    """Every string and the whole table are the same after the file was put together again."""
    body = _file()
    text = office_text(body)

    assert text is not None
    assert with_office_text(body, text) == body
    assert office_text(b"%PDF-1.4 something else") is None


def test_a_longer_word_in_the_place_of_another() -> None:
    """The file opens as before and says the other word."""
    body = _file()
    changed = with_office_text(body, (office_text(body) or "").replace("民政局", "文化和旅游市场管理局"))

    document = open_document(changed, URL)

    assert (document.kind, document.problem) == ("pdf", "")
    assert document.lines[0].text == "清河区文化和旅游市场管理局主动公开全清单"
    assert read("list", document).data("row_count") == read("list", open_document(body, URL)).data("row_count")


def test_a_column_made_blank() -> None:
    """Only the cells below its head are blank."""
    body = _file()
    changed = with_office_text(body, without_column(office_text(body) or "", "公开时限"))

    rows = open_document(changed, URL).tables[0].rows

    assert [row[2] for row in rows] == ["公开时限", "", "", ""]
    assert [row[1] for row in rows] == ["公开事项", "机构职能", "部门预算", "应急预案"]
