"""Tables two to four of annual reports, in every shape they are published in."""

from __future__ import annotations

import pytest
from annual_reports import COLUMNS, TABLE_TWO, consistent, grid, report_page, table_three, whole

from inspector.facts.html.parse import parse
from inspector.facts.report.cells import number
from inspector.facts.report.tables import ReportTables, report_tables

URL = "https://www.qinghe.gov.cn/report.html"


def tables(page: bytes) -> ReportTables:
    """The tables of a page."""
    return report_tables(parse(page, URL))


@pytest.mark.parametrize("layout", ["2019", "2021"])
def test_reads_every_cell_of_both_layouts(layout: str) -> None:
    """All rows, columns and blocks come out as they went in, and the layout is recognised."""
    rows, review = consistent(1, layout)

    found = tables(whole(rows, review, layout))

    assert found.applications == rows
    assert found.review == review
    assert found.layout == layout
    assert found.bad == ()


def test_blank_is_not_zero() -> None:
    """Empty and nbsp cells are None, a printed 0 is 0."""
    rows, review = consistent(2, "2021")
    rows["r3.4"] = dict.fromkeys(COLUMNS)
    rows["r3.5"] = dict.fromkeys(COLUMNS, 0)

    found = tables(whole(rows, review, "2021", lambda value: "&nbsp;" if value is None else str(value)))

    assert found.applications is not None
    assert set(found.applications["r3.4"].values()) == {None}
    assert set(found.applications["r3.5"].values()) == {0}


def test_slash_and_dash_are_named_not_read() -> None:
    """A cell with / or - is None and listed with its place."""
    rows, review = consistent(3, "2021")
    rows["r4.2"]["legal"] = None

    found = tables(whole(rows, review, "2021", lambda value: "/" if value is None else str(value)))

    assert [(cell.table, cell.row, cell.col, cell.text) for cell in found.bad] == [
        ("applications", "r4.2", "legal", "/")
    ]


def test_table_split_in_two_is_put_together() -> None:
    """The second half has no header; its columns are those of the first."""
    rows, _ = consistent(4, "2021")
    lines = table_three(rows, "2021")
    three = f"<table>{''.join(lines[:11])}</table><p>（续表）</p><table>{''.join(lines[11:])}</table>"

    assert tables(report_page(three)).applications == rows


def test_table_that_lost_its_header_is_read_by_the_order_of_the_form() -> None:
    """Seven columns at the right are those of the form."""
    rows, _ = consistent(5, "2021")
    three = f"<table>{''.join(table_three(rows, '2021', header=False))}</table>"

    assert tables(report_page(three)).applications == rows


def test_columns_follow_their_headers_not_their_places() -> None:
    """A report that prints the total first is read by its headers."""
    rows, _ = consistent(6, "2019")
    order = ("total", "legal", "natural", "business", "research", "welfare", "other")

    assert tables(report_page(f"<table>{''.join(table_three(rows, '2019', order=order))}</table>")).applications == rows


def test_table_on_its_side_is_turned() -> None:
    """Applicants down the side, results across the top."""
    rows = {"new": 3, "carried_in": 1, "r1": 2, "total": 4, "carried_out": 0}
    names = (
        "本年新收政府信息公开申请数量",
        "上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（七）总计",
        "结转下年度继续办理",
    )
    people = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    head = "".join(f"<td>{name}</td>" for name in ("申请人", *names))
    body = "".join(
        f"<tr><td>{who}</td>{''.join(f'<td>{value}</td>' for value in rows.values())}</tr>" for who in people
    )

    found = tables(report_page(f"<table><tr>{head}</tr>{body}</table>"))

    assert found.applications is not None
    assert {key: cells["total"] for key, cells in found.applications.items()} == rows


def test_label_span_too_short_does_not_shift_the_figures() -> None:
    """A row whose label spans two columns instead of three still starts at its first figure."""
    rows, _ = consistent(7, "2021")
    three = f"<table>{''.join(table_three(rows, '2021'))}</table>".replace(
        '<td colspan="3">四、结转', '<td colspan="2">四、结转'
    )

    assert tables(report_page(three)).applications == rows


def test_rows_of_figures_without_a_grid() -> None:
    """Where a converter left rows as lines of text, seven figures after a label are its cells."""
    lines = [
        "一、本年新收政府信息公开申请数量 12 1 0 0 0 2 15",
        "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1",
        "（七）总计 11 1 0 0 0 2 14",
    ]

    found = tables(report_page("".join(f"<p>{line}</p>" for line in lines)))

    assert found.applications is not None
    assert found.applications["new"]["total"] == 15
    assert found.applications["total"]["other"] == 2


def test_group_and_row_in_one_cell() -> None:
    """Labels that carry their group in the same cell name the row, not the group."""
    header = "项目|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
    labels = {
        "new": "一、本年新收政府信息公开申请数量",
        "r3.1": "（三）不予公开：1.属于国家秘密",
        "r6.3": "（六）其他处理：3.其他",
    }
    three = grid(header, *(f"{label}|{n}|0|0|0|0|0|{n}" for n, label in enumerate(labels.values(), 1)))

    found = tables(report_page(three)).applications

    assert found is not None
    assert {key: row["total"] for key, row in found.items()} == {"new": 1, "r3.1": 2, "r6.3": 3}


def test_review_tables_apart() -> None:
    """A table with reconsideration alone gives that block alone."""
    one = grid("行政复议", "结果维持|结果纠正|其他结果|尚未审结|总计", "1|2|0|3|6")

    assert tables(report_page("", one)).review == {
        "reconsideration": {"upheld": 1, "corrected": 2, "other": 0, "pending": 3, "total": 6}
    }


def test_voluntary_2021() -> None:
    """Thousands separators, full-width digits, decimals of money and blanks of table two."""
    found = tables(report_page("", two=TABLE_TWO["2021"])).voluntary

    assert found is not None
    assert found["art20_1.normative"] == {"made": 3, "abolished": 1, "in_force": 12}
    assert found["art20_5.licences"]["decisions"] == 1204
    assert found["art20_6.penalties"]["decisions"] == 78
    assert found["art20_6.coercion"]["decisions"] is None
    assert found["art20_8.charges"]["amount"] == 35.6


def test_voluntary_2019() -> None:
    """`+1036` and `-2` are changes, not faults; procurement has its own block."""
    found = tables(report_page("", two=TABLE_TWO["2019"]))

    assert found.voluntary is not None
    assert found.voluntary["art20_5.licences"] == {"last_year": 40, "change": 1036, "decisions": 8}
    assert found.voluntary["art20_5.other"]["change"] == -2
    assert found.voluntary["art20_9.procurement"] == {"projects": 5, "amount": 120}
    assert found.bad == ()
    assert found.money_unit is True


@pytest.mark.parametrize(
    ("text", "value", "good"),
    [
        ("10,246", 10246, True),
        ("１２", 12, True),
        ("+1036", 1036, True),
        ("3件", 3, True),
        ("", None, True),
        ("\u00a0", None, True),
        ("1 056", 1056, True),
        ("/", None, False),
        ("—", None, False),
        ("无", None, False),
        ("-3", -3, False),
        ("2.5", None, False),
        ("7 8", None, False),
    ],
)
def test_cells(text: str, value: int | None, good: bool) -> None:
    """What a cell says, and whether it is in order."""
    assert number(text) == (value, good)


@pytest.mark.parametrize(
    ("text", "value", "good"),
    [("12.35", 12.35, True), ("15.6万元", 15.6, True), ("156000元", None, False), ("0元", 0, True)],
)
def test_amounts_are_in_ten_thousands(text: str, value: float | None, good: bool) -> None:
    """A cell that says 元 contradicts its column; nothing is nothing in either."""
    assert number(text, "amount") == (value, good)


def test_other_tables_are_left_alone() -> None:
    """A page with tables of something else has no report tables."""
    found = tables(report_page("<table><tr><td>姓名</td><td>总计</td></tr><tr><td>甲</td><td>3</td></tr></table>"))

    assert (found.applications, found.review, found.voluntary) == (None, None, None)
