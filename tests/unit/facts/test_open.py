"""Files opened by what they are, with limits, whatever they are called."""

from __future__ import annotations

import warnings
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from annual_reports import consistent, table_three, whole
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import cell, doc, docx, ole, package, paragraph, pdf, xls
from openpyxl import Workbook
from openpyxl.comments import Comment
from text_pdf import TextPdf

from inspector.facts.annual_report import READER as REPORT
from inspector.facts.list import READER as LIST
from inspector.facts.open import document_of, open_document, sniff
from inspector.model.capture import Ask, Capture

URL = "https://www.qinghe.gov.cn/files/list"
SITE = "https://www.qinghe.gov.cn"
HEADER = ["序号", "业务事项", "内容标准", "公开时限", "公开形式", "责任科室"]
ROW = ["1", "行政许可", "依据、条件、程序", "20个工作日内", "网站", "审批科"]


def workbook() -> bytes:
    """A list with a merged title, a hidden row, column and sheet, and a comment."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "清单"
    for row in (["清河区水务局主动公开全清单"], HEADER, ROW, ["2", "隐藏事项", "内容", "实时公开", "网站", "办公室"]):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet["G3"] = "内部备注"
    sheet.column_dimensions["G"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet["B3"].comment = Comment("待核实", "甲")
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "底稿内容"
    hidden.sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_excel_list() -> None:
    """Cells with their names; what is hidden is set apart; the list reads as one in a page would."""
    found = open_document(workbook(), URL + ".html", "text/html")

    assert found.kind == "xlsx"
    assert next(line.locator for line in found.lines if line.text == "行政许可") == "清单!B3"
    assert {"内部备注", "隐藏事项", "待核实", "底稿内容"} <= set(found.hidden)
    assert "隐藏事项" not in found.text()
    facts = LIST.read(found)
    assert (facts["row_count"], facts["structured"]) == (1, "xlsx")


def test_word_list_with_spans() -> None:
    """Spans across and down are filled in, as in pages."""
    rows = [
        "".join(cell(text) for text in HEADER),
        cell("1")
        + cell("社会救助", merge="restart")
        + "".join(cell(text) for text in ("低保", "实时公开", "网站", "民政科")),
        cell("2")
        + cell("", merge="continue")
        + "".join(cell(text) for text in ("临时救助", "实时公开", "网站", "民政科")),
    ]
    body = paragraph("清河区全清单") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    found = open_document(docx(body), URL + ".doc")

    assert found.kind == "docx"
    assert found.title == "清河区全清单"
    assert [row[1] for row in found.tables[0].rows] == ["业务事项", "社会救助", "社会救助"]
    assert LIST.read(found)["row_count"] == 2


def test_lines_that_breaks_part_are_lines_and_a_title_on_two_is_one() -> None:
    """A block of contacts typed with Shift+Enter is no sentence."""
    parts = [
        "<w:r><w:t>受理机构：民政局办公室</w:t></w:r>",
        "<w:r><w:t>办公地址：文昌路18号</w:t></w:r>",
        "<w:r><w:t>电话：55551208</w:t></w:r>",
    ]
    block = "<w:r><w:br/></w:r>".join(parts)

    found = open_document(docx(f"<w:p>{block}</w:p><w:p>{parts[0]}<w:r><w:br/></w:r>{parts[1]}</w:p>"), URL)

    assert [line.text for line in found.lines][:3] == [
        "受理机构：民政局办公室",
        "办公地址：文昌路18号",
        "电话：55551208",
    ]
    assert len(found.lines) == 4


def test_word_keeps_hidden_text_and_comments_apart() -> None:
    """Hidden runs, deletions and comments are in the file but not on the page."""
    body = "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    body += "<w:del><w:r><w:delText>已删</w:delText></w:r></w:del></w:p>"

    found = open_document(docx(body, comments=f"<w:comment>{paragraph('批注')}</w:comment>"), URL)

    assert found.text() == "正文"
    assert set(found.hidden) == {"隐藏", "已删", "批注"}


def test_report_as_word_file() -> None:
    """An annual report in a Word file has the same tables as on a page."""
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    head = f"<w:tr>{cell('（勾稽关系）', 3)}{''.join(map(cell, names))}</w:tr>"
    new = f"<w:tr>{cell('一、本年新收政府信息公开申请数量', 3)}{''.join(cell(str(n)) for n in (3, 1, 0, 0, 0, 0, 4))}</w:tr>"
    done = f"<w:tr>{cell('三、本年度办理结果')}{cell('（七）总计', 2)}{''.join(cell(str(n)) for n in (3, 1, 0, 0, 0, 0, 4))}</w:tr>"
    carried = f"<w:tr>{cell('四、结转下年度继续办理', 3)}{cell('0') * 7}</w:tr>"

    tables = REPORT.read(open_document(docx(f"<w:tbl>{head}{new}{done}{carried}</w:tbl>"), URL))["tables"]

    assert isinstance(tables, dict)
    assert isinstance(tables["applications"], dict)
    assert {key: row["total"] for key, row in tables["applications"].items()} == {
        "new": 4,
        "total": 4,
        "carried_out": 0,
    }  # type: ignore[index,call-overload]


def test_pdf_text_and_ruled_table() -> None:
    """Text by lines with the page as locator; ruled lines make a table."""
    texts = [(50, 760, "清河区水务局主动公开全清单")]
    texts += [(55 + 90 * c, 708 - 30 * r, text) for r, row in enumerate((HEADER, ROW)) for c, text in enumerate(row)]
    rules = [(50, 730 - 30 * r, 590, 730 - 30 * r) for r in range(3)] + [
        (50 + 90 * c, 730, 50 + 90 * c, 670) for c in range(7)
    ]

    found = open_document(pdf(texts, rules=[*map(tuple, rules)]), URL)  # type: ignore[list-item]

    assert (found.kind, found.problem) == ("pdf", "")
    assert (found.lines[0].text, found.lines[0].locator) == ("清河区水务局主动公开全清单", "page 1")
    facts = LIST.read(found)
    assert (facts["row_count"], facts["structured"]) == (1, "pdf")
    assert facts["columns"] == HEADER


def test_pdf_paragraphs_run_on_over_lines() -> None:
    """A sentence broken at the right edge is one line again; a label on a line of its own is not swallowed."""
    text = "本年度共收到政府信息公开申请一百二十三件其中自然人申请一百件法人申请二十三件均已在法定期限"
    shown = [(50, 760, text), (50, 746, "内答复。"), (50, 732, f"{text[:-2]}："), (50, 718, "电话：010-55550101")]

    found = open_document(pdf(shown), URL)

    assert [line.text for line in found.lines] == [f"{text}内答复。", f"{text[:-2]}：", "电话：010-55550101"]


def test_scan_has_no_lines() -> None:
    """A PDF without text is a scan, not a problem."""
    found = open_document(pdf([]), URL)

    assert (found.kind, found.lines, found.problem) == ("pdf", (), "")
    assert LIST.read(found)["structured"] == "scan"


def test_old_word_file() -> None:
    """Paragraphs and tables of a doc file."""
    text = "清河区水务局全清单\r" + "\x07".join([*HEADER, ""]) + "\x07" + "\x07".join([*ROW, ""]) + "\x07结尾\r"

    found = open_document(doc(text), URL + ".wps")

    assert found.kind == "doc"
    assert found.lines[0].text == "清河区水务局全清单"
    assert found.tables[0].rows == (tuple(HEADER), tuple(ROW))
    assert LIST.read(found)["row_count"] == 1


def test_old_excel_file() -> None:
    """Cells of an xls file, whole numbers without a point."""
    found = open_document(xls([HEADER, [1.0, *ROW[1:]]]), URL + ".xls")

    assert found.kind == "xls"
    assert found.tables[0].rows[1][0] == "1"
    assert next(line.locator for line in found.lines if line.text == "行政许可") == "清单!B2"


def test_old_excel_file_merges_and_hides() -> None:
    """A merged cell counts for all its rows; what is hidden is set apart, under the heads of its columns."""
    rows = [HEADER, ROW, ["2", "", *ROW[2:]], ["3", "隐藏事项", *ROW[2:]]]

    found = open_document(xls(rows, merged=[(1, 2, 1, 1)], hidden=([3], [5])), URL + ".xls")

    assert [row[1] for row in found.tables[0].rows] == ["业务事项", "行政许可", "行政许可"]
    assert "隐藏事项" not in found.text()
    assert found.hidden[:3] == ("责任科室", "审批科", "审批科")
    assert found.hidden_heads[1] == "".join(HEADER)


def test_hidden_words_that_word_has_cut_up() -> None:
    """A number typed at once and stored in several runs, vanished or deleted, is read whole."""
    vanished = "".join(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{part}</w:t></w:r>" for part in ("1234", "5678"))
    deleted = "".join(f"<w:del><w:r><w:delText>{part}</w:delText></w:r></w:del>" for part in ("87", "654321"))

    found = open_document(docx(f"<w:p>{vanished}{deleted}</w:p>"), URL + ".docx")

    assert found.hidden == ("12345678", "87654321")


def test_page_under_the_name_of_a_file() -> None:
    """A page stays a page, and reads as one."""
    rows, review = consistent(1, "2021")

    found = open_document(whole(rows, review, "2021"), URL + ".pdf", "application/pdf")

    assert found.kind == "html"
    assert REPORT.read(found)["is_index"] is False


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        ("电话：010-55550101".encode(), "text"),
        ("电话：010-55550101".encode("gb18030"), "text"),
        (b"  <div>x</div>", "html"),
        (b"", "html"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07" * 20, "unknown"),
    ],
)
def test_kinds(body: bytes, kind: str) -> None:
    """Pictures, text, markup and bytes of no kind."""
    found = open_document(body, URL)

    assert found.kind == kind
    assert bool(found.problem) is (kind == "unknown")


def test_zip_archive_names_its_members() -> None:
    """An archive is not looked into, but its names are seen."""
    found = open_document(package({"a/名单.xlsx": b"x"}), URL)

    assert found.kind == "zip"
    assert found.hidden == ("a/名单.xlsx",)
    assert found.problem


def refused(body: bytes) -> str:
    """The problem of a file that stays closed; it has no lines."""
    found = open_document(body, URL + ".docx")
    assert found.lines == ()
    return found.problem


def test_bombs_stay_closed() -> None:
    """Compressed beyond measure, with entities, or with too many members."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        many = BytesIO()
        with ZipFile(many, "w", ZIP_DEFLATED) as file:
            for number in range(5001):
                file.writestr(str(number), b"")
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    assert "compressed" in refused(package({"word/document.xml": b" " * 50_000_000}))
    assert "entities" in refused(package({"word/document.xml": entities}))
    assert "too much" in refused(many.getvalue())


def test_deeply_nested_word_file() -> None:
    """Markup deeper than any document is a problem, not a crash."""
    deep = "<w:sdt>" * 30_000 + "</w:sdt>" * 30_000

    assert "nested" in refused(docx(f"<w:p>{deep}</w:p>"))


def test_members_pointing_outside() -> None:
    """Names with .. are refused."""
    assert "outside" in refused(package({"../../etc/x": b"x", "word/document.xml": b"<x/>"}))


def test_encrypted_files_say_so() -> None:
    """Word with the encryption flag, and new formats wrapped in a container."""
    assert "encrypted" in refused(doc("密", encrypted=True))
    assert "encrypted" in refused(ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))


@pytest.mark.parametrize(
    "whole_file", [workbook(), docx(paragraph("正文")), pdf([(50, 700, "正文")]), doc("正文\r"), xls([["甲"]])]
)
def test_cut_files_do_not_raise(whole_file: bytes) -> None:
    """Any prefix of a file is a document, with a problem where it cannot be read."""
    for share in (0.2, 0.5, 0.9, 0.99):
        found = open_document(whole_file[: int(share * len(whole_file))], URL)

        assert found.kind


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_files_do_not_raise(data: st.DataObject) -> None:
    """Bytes changed anywhere never raise."""
    body = bytearray(
        data.draw(
            st.sampled_from([docx(paragraph("正文")), doc("正文\r"), xls([["甲", 1.0]]), pdf([(50, 700, "正文")])])
        )
    )
    for _ in range(data.draw(st.integers(1, 20))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))

    assert open_document(bytes(body), URL).url == URL


def test_sparse_sheet_is_cut_to_a_list() -> None:
    """A single cell in the far corner does not make millions of cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "甲"
    sheet["XFD1048576"] = "乙"
    buffer = BytesIO()
    book.save(buffer)

    found = open_document(buffer.getvalue(), URL)

    assert sum(len(row) for table in found.tables for row in table.rows) <= 200_000


def test_sniff_does_not_trust_leading_space() -> None:
    """Table fragments count as markup."""
    assert sniff(b"\n\n  " + "".join(table_three(consistent(1, "2019")[0], "2019")).encode()) == "html"


def test_a_number_broken_in_a_narrow_cell_of_a_pdf_is_one() -> None:
    """Digits alone in a cell are one count; a list of telephone numbers is none."""
    rows = [["申请数量", "电话"], ["1027", "6383562063835621"]]
    found = open_document(TextPdf().table(rows, [2.6, 9]).bytes(), URL)

    assert found.tables[0].rows[1][0] == "1027"


@pytest.mark.parametrize(
    ("told", "leads"),
    [
        ("0; url=/new/guide.html", f"{SITE}/new/guide.html"),
        ("5;URL='b.html'", f"{SITE}/a/b.html"),
        ("0; /new/guide.html", f"{SITE}/new/guide.html"),
        ("300", ""),
        ("0;", ""),
        ("0; url=/a/", ""),
    ],
)
def test_a_page_led_on_by_a_header_is_led_on_as_by_its_markup(told: str, leads: str) -> None:
    """What a server says in `Refresh` browsers follow; a time alone, or the page itself, leads nowhere."""
    body = "<!doctype html><meta charset=utf-8><title>指南</title><p>请稍候</p>".encode()
    headers = {"content-type": "text/html", "refresh": told}
    document = document_of(Capture(Ask(f"{SITE}/a/"), f"{SITE}/a/", status=200, headers=headers, body=body))

    assert document is not None
    assert document.refresh == leads
