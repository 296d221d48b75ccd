"""Files that are small on the wire and without end once opened: refused with a sentence, in bounded memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.facts import read, readers
from inspector.facts.open import open_document

MOST_MEMORY = 700 * 1024
"""KiB; a child that opens a file holds half of it at most."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(members: dict[str, bytes]) -> bytes:
    """A zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def docx(body: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A Word file."""
    return packed(
        {
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>'.encode() + body + b"</w:body></w:document>",
            **(more or {}),
        }
    )


def xlsx(rows: bytes, strings: bytes = b"", tail: bytes = b"") -> bytes:
    """An Excel file of one sheet; `tail` follows its rows."""
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{overrides}</Types>'
    top = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    inner = "".join(
        f'<Relationship Id="{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, kind, target in (
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
        )
    )
    return packed(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{top}</Relationships>'.encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>'.encode()
            + rows
            + b"</sheetData>"
            + tail
            + b"</worksheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">'.encode() + strings + b"</sst>",
        }
    )


def pdf(*parts: bytes) -> bytes:
    """A PDF of one page whose content is object 4."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        *parts,
    ]
    return (
        b"%PDF-1.5\n"
        + b"".join(b"%d 0 obj %b endobj\n" % (n, one) for n, one in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def many(content: bytes) -> bytes:
    """A PDF of 120 pages that all show the same."""
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(120))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    return pdf(content, *[one] * 120).replace(b"[3 0 R]/Count 1", b"[%b]/Count 120" % kids)


def grid(columns: int, rows: int) -> bytes:
    """Lines that cross."""
    down = b"".join(b"%d 10 m %d 700 l S " % (x, x) for x in range(10, 10 + 4 * columns, 4))
    return down + b"".join(b"10 %d m 590 %d l S " % (y, y) for y in range(10, 10 + 4 * rows, 4))


def stream(data: bytes, told: bytes) -> bytes:
    """A stream of these bytes as they are."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), told, data)


def zeros(size: int) -> bytes:
    """Nothing, deflated."""
    squeezer = zlib.compressobj(9)
    return b"".join([*(squeezer.compress(b"q " * 500_000) for _ in range(size // 1_000_000)), squeezer.flush()])


FONT = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>"
CID = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>>>"
SHOWN = stream(b"BT /F 9 Tf <0041> Tj ET", b"")
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
ONE = b"<row><c><v>1</v></c></row>"
BOX = b"%d %d 4 4 re S "
BOMBS: dict[str, Callable[[], bytes]] = {
    "shared strings.xlsx": lambda: xlsx(b'<row><c t="s"><v>0</v></c></row>', b"<si><t>a</t></si>" * 3_000_000),
    "one string shown often.xlsx": lambda: xlsx(
        (b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>") * 1000, b"<si><t>" + b"A" * 1_000_000 + b"</t></si>"
    ),
    "rows.xlsx": lambda: xlsx(b"<row/>" * 5_000_000),
    "a merge of all cells.xlsx": lambda: xlsx(ONE, tail=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "merges upon each other.xlsx": lambda: xlsx(
        ONE, tail=b"<mergeCells>" + b'<mergeCell ref="A1:ZZ300"/>' * 300 + b"</mergeCells>"
    ),
    "a merge without end.xlsx": lambda: xlsx(ONE, tail=b'<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
    "a link on all cells.xlsx": lambda: xlsx(
        ONE, tail=b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    ),
    "rules for looks.xlsx": lambda: xlsx(
        ONE,
        tail=b'<conditionalFormatting sqref="A1"><cfRule type="cellIs" priority="1"/></conditionalFormatting>' * 70_000,
    ),
    "blank rows.xlsx": lambda: xlsx(b'<row hidden="1"/>' * 200_000),
    "paragraphs.docx": lambda: docx(b"<w:p/>" * 8_000_000),
    "entities.docx": lambda: packed(
        {"word/document.xml": b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"}
    ),
    "run lengths.pdf": lambda: pdf(
        stream(zlib.compress(b"\x81q" * 20_000_000, 9), b"/Filter[/FlateDecode/RunLengthDecode]")
    ),
    "thrice.pdf": lambda: pdf(
        stream(zlib.compress(zlib.compress(zeros(300_000_000))), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")
    ),
    "predictor.pdf": lambda: pdf(
        stream(zlib.compress(b"\2" * 100), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>")
    ),
    "font.pdf": lambda: pdf(SHOWN, FONT, stream(zeros(600_000_000), b"/Filter/FlateDecode"), CID),
    "objects.pdf": lambda: pdf(
        SHOWN,
        b"1",
        stream(zlib.compress(b"%d 0 " % 7 * 4_000_000), b"/Type/ObjStm/N 4000000/First 9/Filter/FlateDecode"),
    ),
    "letters.pdf": lambda: pdf(
        stream(zlib.compress(b"BT /F 1 Tf " + b"1 0 0 1 3 4 Tm (ab) Tj " * 50_000), b"/Filter/FlateDecode"), HELVETICA
    ),
    "lines on every page.pdf": lambda: pdf(
        stream(zlib.compress(b"".join(b"0 %d 9 1 re f " % n for n in range(9_000))), b"/Filter/FlateDecode"),
        *([b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"] * 5),
    ).replace(b"[3 0 R]/Count 1", b"[3 0 R 5 0 R 6 0 R 7 0 R 8 0 R]/Count 5"),
    "drawing on every page.pdf": lambda: many(
        stream(zlib.compress(b"(%b)" % (b"a" * 4_000_000)), b"/Filter/FlateDecode")
    ),
    "grids on every page.pdf": lambda: many(stream(zlib.compress(grid(130, 140)), b"/Filter/FlateDecode")),
    "brackets.pdf": lambda: pdf(b"(" * 2_000_000),
}
OPEN = """
import sys
from pathlib import Path
from inspector.facts.open import open_document
document = open_document(Path(sys.argv[1]).read_bytes(), "http://www.qinghe.gov.cn/x", "")
peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split("kB")[0]
print(int(peak), len(document.lines), document.problem)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_a_sentence_in_bounded_memory(name: str, tmp_path: Path) -> None:
    """It has no lines and says why, and the process that opened it never held much."""
    file = tmp_path / name
    file.write_bytes(BOMBS[name]())

    said = subprocess.run(
        [sys.executable, "-c", OPEN, str(file)], capture_output=True, text=True, timeout=300, check=False
    )

    assert said.returncode == 0, said.stderr
    peak, lines, problem = said.stdout.strip().split(" ", 2)
    assert (lines, bool(problem)) == ("0", True)
    assert int(peak) < MOST_MEMORY


def test_a_link_of_a_file_that_is_no_address_costs_no_reader_the_file() -> None:
    """The target of a link in a Word file may be anything."""
    relations = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Target="http://[" TargetMode="External"/></Relationships>'
    body = f'<w:p><w:hyperlink xmlns:r="{_OFFICE}" r:id="r1"><w:r><w:t>附件</w:t></w:r></w:hyperlink></w:p>'
    document = open_document(
        docx(body.encode(), {"word/_rels/document.xml.rels": relations.encode()}), "http://www.qinghe.gov.cn/x", ""
    )

    assert document.links
    assert {kind: read(kind, document).kind for kind in readers()} == {kind: kind for kind in readers()}


def test_a_drawing_is_no_table_however_many_boxes_it_has() -> None:
    """What is painted beyond a bound is not kept; the text of the page is read all the same."""
    boxes = b"".join(BOX % (n % 300, n // 300) for n in range(30_000))
    drawn = stream(zlib.compress(boxes + b"BT /F 1 Tf 1 1 Td (Qinghe) Tj ET"), b"/Filter/FlateDecode")

    document = open_document(pdf(drawn, HELVETICA), "http://www.qinghe.gov.cn/x.pdf", "")

    assert ([line.text for line in document.lines], document.tables, document.problem) == (["Qinghe"], (), "")


def test_merges_and_links_that_a_table_has_are_read() -> None:
    """The value of a merged range stands in each of its cells."""
    tail = (
        b'<mergeCells><mergeCell ref="A1:B2"/></mergeCells><hyperlinks><hyperlink ref="A3" location="x"/></hyperlinks>'
    )
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>3</v></c></row>'

    document = open_document(xlsx(rows, tail=tail), "http://www.qinghe.gov.cn/x.xlsx", "")

    assert document.tables[0].rows == (("1", "1"), ("1", "1"), ("3", ""))


def test_a_pdf_that_is_cut_is_read_as_far_as_it_goes() -> None:
    """The beginning of a broken stream shows what it shows, as it did before streams were bounded."""
    whole = zlib.compress(b"BT /F 9 Tf 1 1 Td (Qinghe) Tj ET " * 50)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

    document = open_document(pdf(stream(whole[:-4], b"/Filter/FlateDecode"), font), "http://www.qinghe.gov.cn/x", "")

    assert "QQ" in document.text(None)
