"""Notices and ledgers as Word documents. The layout of a notice is the office's own template; texts of pages are only ever text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from zipfile import BadZipFile

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from inspector.errors import SettingsError, UsageError
from inspector.rectify.ledger import HEADINGS, Line, cells
from inspector.report.html import quarter
from inspector.report.links import clean
from inspector.report.order_notices import Item, Notice
from inspector.settings.extras import install

SHORT = ("number", "name", "rule", "title", "message", "url", "remedy", "due", "done", "check", "status", "closed")
"""The columns of the ledger that fit on a landscape page."""


def installed() -> bool:
    """Whether Word documents can be made: the extra `word` is installed."""
    try:
        import docxtpl  # noqa: F401, PLC0415 - optional
    except ImportError:
        return False
    return True


def template() -> bytes:
    """The template that comes with the program. Raises UsageError where the extra `word` is missing."""
    _needed()
    from inspector.report.order_template import default_template  # noqa: PLC0415 - optional

    return default_template()


def notice_document(notice: Notice, template: bytes, where: str = "templates/order.docx") -> bytes:
    """`notice` in the layout of `template`. Raises SettingsError where the template cannot be filled in."""
    _needed()
    from docxtpl import DocxTemplate  # noqa: PLC0415 - optional

    stream = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        document.render(_values(notice), jinja_env=environment)
        document.save(stream)
    except (TemplateError, BadZipFile, KeyError, ValueError) as fault:
        raise SettingsError(
            f"the Word template cannot be filled in: {fault}",
            where=where,
            remedy="Put the place right in Word, or get the original again with `inspector orders template`.",
        ) from None
    return stream.getvalue()


def ledger_document(lines: Iterable[Line], title: str) -> bytes:
    """The ledger as a table on landscape pages, its header repeated."""
    _needed()
    from docx import Document  # noqa: PLC0415 - optional
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - optional
    from docx.oxml import OxmlElement  # noqa: PLC0415 - optional
    from docx.shared import Cm, Pt  # noqa: PLC0415 - optional

    document = Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8)
    document.add_heading(clean(title), level=1)
    table = document.add_table(rows=1, cols=len(SHORT))
    table.style = "Table Grid"
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way to it
    for cell, name in zip(head.cells, SHORT, strict=True):
        cell.text = HEADINGS[name]
    for line in lines:
        for cell, value in zip(table.add_row().cells, cells(line, SHORT), strict=True):
            cell.text = clean(str(value))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _needed() -> None:
    if not installed():
        raise UsageError("Word documents need the extra `word`", remedy=f"Install it: {install('word')}")


def _values(notice: Notice) -> dict[str, Any]:
    """What a template may name, in Chinese, as plain text."""
    plain = ("number", "unit", "name", "district", "office", "answer_to", "run", "as_of", "rules", "root", "form")
    return {
        **{name: clean(str(getattr(notice, name))) for name in plain},
        "quarter": quarter(notice.quarter).zh,
        "day": f"{notice.day.year}年{notice.day.month}月{notice.day.day}日",
        "first_due": notice.first_due,
        "draft": notice.draft,
        "open": [_item(item, position) for position, item in enumerate(notice.open, 1)],
        "settled": [_item(item, position) for position, item in enumerate(notice.settled, 1)],
    }


def _item(item: Item, position: int) -> dict[str, Any]:
    line = {name: clean(value) if isinstance(value, str) else value for name, value in asdict(item.line).items()}
    return {
        **line,
        "position": position,
        "severity": item.severity.zh,
        "status": item.status.zh,
        "expected": item.expected.zh,
        "overdue": item.overdue,
        "places": [asdict(place) for place in item.places],
    }
