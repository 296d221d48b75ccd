"""Numbers that satisfy the check digit of an identity number, as one serial number of eleven does, and are a thing's."""

from __future__ import annotations

import re
from unicodedata import normalize

from inspector import lazy
from inspector.facts.document import Document, Line, norm

_CODE = lazy.pattern(
    r"(?:项目|工程|合同|协议|订单|流水|单据|票据|发票|文书|案件|受理|办件|业务|许可证|执照|备案|登记证|招标|采购|信用|机构|宗地|不动产|资产|设备|地块)"
    r"[^,:;。|身份证件]{0,6}(?:编号|代码|号码?|码|单号)(?:为|是)?[:#|(]*$"
)
"""What is said right before a number, or over it, that is a thing's and no person's."""
_NEAR = 30
_BIRTHDAY = slice(6, 14)
_PAIR = 2


def is_of_thing(start: int, end: int, line: Line, document: Document) -> bool:
    """Whether the number at that place is no person's: so its label or column says, or its birthday is yet to come."""
    born = re.sub(r"\D", "", normalize("NFKC", line.text[start:end]))[_BIRTHDAY]
    if document.seen and born > re.sub(r"\D", "", document.seen[:10]):
        return True
    before = norm(line.text[max(0, start - _NEAR) : start])
    return any(_CODE.search(said) for said in ([before] if before else _heads(document, line)))


def _heads(document: Document, line: Line) -> list[str]:
    """What stands over a cell, and left of it in a table of two columns."""
    if line.cell is None or line.cell[0] >= len(document.tables):
        return []
    table, row, column = line.cell
    rows = document.tables[table].rows
    left = rows[row][:column] if len(rows[row]) == _PAIR else ()
    return [norm(cell) for cell in (*rows[0][column : column + 1], *left)]
