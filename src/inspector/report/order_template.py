"""The Word template a new workspace begins with: an official then edits it in Word like any document.

`{{ ... }}` and `{% ... %}` are places that the program fills in; docs/how-to/orders.md lists them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_TITLE, _TEXT, _RED = "方正小标宋简体", "仿宋_GB2312", RGBColor(0xA3, 0x1C, 0x16)
_FACTS = (
    ("栏目路径", "{{ item.column }}"),
    ("问题描述", "{{ item.message }}"),
    ("判定标准", "{{ item.expected }}"),
    ("依据", "{{ item.basis }}"),
    ("整改要求", "{{ item.remedy }}"),
    ("参考写法", "{{ item.example }}"),
    ("整改时限", "{{ item.due }}"),
    ("责任人", "{{ item.responsible }}"),
    ("网页存档", "{{ item.copy }}"),
    ("取证截图", "{{ item.screenshot }}"),
)
_PERHAPS = ("item.column", "item.example", "item.responsible", "item.copy", "item.screenshot")
_STEPS = (
    "填写随本通知下发的反馈表（{{ form }}.xlsx或{{ form }}.csv），写明做了什么、完成日期、整改后的网址和填报人；保留第一行和“编号”列。",
    "{% if answer_to %}发送至：{{ answer_to }}。{% else %}按与发文机关约定的方式报送。{% endif %}",
    "需要延期的，反馈类型选“申请延期”，完成日期填申请延至的日期；有异议的，选“提出异议”，写明理由并附证据。",
    "反馈后由程序复查所涉页面：通过的销号，未通过的退回；逾期未改的，依规督办、约谈或通报；下季度回头看。",
)


def default_template() -> bytes:
    """The template as the bytes of a .docx file."""
    document = Document()
    _page(document)
    _paragraph(document, "{{ office }}", 16, centre=True, colour=_RED)
    _paragraph(document, "政府信息公开整改通知书", 22, font=_TITLE, centre=True, colour=_RED)
    _paragraph(document, "{{ number }}", 12, centre=True)
    _paragraph(document, "{{ name }}：", 16)
    _paragraph(
        document,
        "依据《政府信息公开条例》第四十六条、第四十七条，{{ quarter }}检查（监测时间点{{ as_of }}，指标版本{{ rules }}）发现你单位存在"
        "以下{{ open | length }}项问题。请在时限内逐项整改，举一反三，检查同类页面，并按所附表格反馈。",
        16,
        indent=True,
    )
    _overview(document)
    _items(document)
    _heading(document, "反馈与异议")
    for number, step in enumerate(_STEPS, 1):
        _paragraph(document, f"{number}. {step}", 14, indent=True)
    _heading(document, "证据核对")
    _paragraph(
        document, "{% if draft %}本季度检查结果尚未发布，得分和名次以发布为准；整改要求和时限不受影响。{% endif %}", 12
    )
    _paragraph(document, "检查批次：{{ run }}", 12)
    _paragraph(document, "证据根：{{ root }}", 12)
    _paragraph(document, "", 12)
    for line in ("{{ office }}（印章）", "{{ day }}", "签收人：____________　　签收日期：____________"):
        _paragraph(document, line, 14, right=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _overview(document: Any) -> None:
    table = document.add_table(rows=4, cols=5)
    table.style = "Table Grid"
    rows = (
        ("编号", "指标", "等级", "整改时限", "状态"),
        ("{%tr for item in open %}", "", "", "", ""),
        (
            "{{ item.number }}",
            "{{ item.rule }} {{ item.title }}",
            "{{ item.severity }}",
            "{{ item.due }}",
            "{{ item.status }}",
        ),
        ("{%tr endfor %}", "", "", "", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _write(cell.paragraphs[0], text, 11)


def _items(document: Any) -> None:
    _paragraph(document, "{%p for item in open %}", 12)
    _heading(document, "{{ item.position }}. {{ item.rule }} {{ item.title }}（{{ item.number }}）")
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for name, value in _rows():
        cells = table.add_row().cells
        _write(cells[0].paragraphs[0], name, 11)
        _write(cells[1].paragraphs[0], value, 11)
    table.add_row()
    _write(table.rows[-1].cells[0].paragraphs[0], "页面与摘录", 11)
    cell = table.rows[-1].cells[1]
    _write(cell.paragraphs[0], "{%p for place in item.places %}", 11)
    for text in (
        "{{ place.url }}",
        "{% if place.quote %}“{{ place.quote }}”{% endif %}",
        "取证{{ place.fetched_at }} 校验码{{ place.sha256 }}",
        "{%p endfor %}",
    ):
        _write(cell.add_paragraph(), text, 11)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(2.8), Cm(12.8)
    _paragraph(document, "{%p endfor %}", 12)


def _rows() -> Iterator[tuple[str, str]]:
    """The facts; a row that may be empty stands only where there is something to say."""
    for name, value in _FACTS:
        field = value.strip("{ }")
        if field in _PERHAPS:
            yield f"{{%tr if {field} %}}", ""
            yield name, value
            yield "{%tr endif %}", ""
        else:
            yield name, value


def _heading(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(10)
    _write(paragraph, text, 15, font="黑体")


def _paragraph(
    document: Any,
    text: str,
    size: int,
    *,
    font: str = _TEXT,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
    colour: RGBColor | None = None,
) -> None:
    paragraph = document.add_paragraph()
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _write(paragraph, text, size, font=font, colour=colour)


def _write(paragraph: Any, text: str, size: int, *, font: str = _TEXT, colour: RGBColor | None = None) -> None:
    """One run in a Chinese font: Word takes the font of Chinese signs from an attribute of its own."""
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - python-docx has no other way to it
    if colour is not None:
        run.font.color.rgb = colour
