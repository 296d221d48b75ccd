"""A table of many bodies' contacts: one row is the unit's own."""

from __future__ import annotations

from typing import Any

from inspector.facts.directory import directory, facts_of
from inspector.facts.html.parse import parse

HEAD = "<tr><th>序号</th><th>单位名称</th><th>办公地址</th><th>联系电话</th><th>传真</th><th>办公时间</th></tr>"
ROWS = (
    ("清河区教育局", "安和路11号", "010-55557001", "无", "工作日9:00-12:00，14:00-18:00"),
    ("清河区民政局", "安和路12号", "010-55557002", "010-55558002", "工作日9:00-12:00，14:00-18:00"),
    ("清河区司法局", "安和路13号", "010-55557003", "010-55558003", "工作日9:00-12:00，14:00-18:00"),
)


def _rows(head: str = HEAD) -> Any:
    body = "".join(
        f"<tr><td>{n}</td>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for n, row in enumerate(ROWS, 1)
    )
    page = f"<html><body><table>{head}{body}</table></body></html>"
    return directory(parse(page.encode(), "https://www.qinghe.gov.cn/zn.html"))


def test_the_units_own_row() -> None:
    """Address, telephone, fax and hours are those of the row with the unit's name."""
    found: Any = facts_of(_rows(), lambda name: name == "清河区民政局")

    assert found["office_address"].value == "安和路12号"
    assert [fact.value for fact in found["phone"]] == ["010-55557002"]
    assert found["office_hours"].notes["well_formed"] is True


def test_a_row_that_declares_no_fax() -> None:
    """无 in the cell is a declaration, not a number."""
    found: Any = facts_of(_rows(), lambda name: name == "清河区教育局")

    assert [fact.notes for fact in found["fax"]] == [{"declared_none": True}]


def test_no_row_or_several_say_nothing() -> None:
    """A unit that cannot be told among the rows has no row."""
    assert facts_of(_rows(), lambda name: False) == {}
    assert facts_of(_rows(), lambda name: "清河区" in name) == {}


def test_other_tables_are_no_directory() -> None:
    """A table needs a column of bodies and at least two of contacts."""
    assert _rows(HEAD.replace("单位名称", "内容")) == []
