"""Full lists and catalogues: headers in any storey, rows over several tables, blanks, doubles and placeholders."""

from __future__ import annotations

from typing import Any

from annual_reports import grid

from inspector.facts.html.parse import parse
from inspector.facts.list import READER

URL = "https://www.qinghe.gov.cn/list.html"
HEADER = "序号|业务事项|内容标准|公开时限|公开形式|责任科室"


def facts(body: str) -> dict[str, Any]:
    """The facts of a list page."""
    return dict(READER.read(parse(f"<html><body><h1>主动公开全清单</h1>{body}</body></html>".encode(), URL)))


def test_plain_list() -> None:
    """Headers, their meanings, rows by header."""
    found = facts(
        grid(
            HEADER,
            "1|行政许可|依据、条件、程序|20个工作日内|网站|审批科",
            "2|预算决算|部门预算|批复后20日内|网站|财务科",
        )
    )

    assert found["columns"] == HEADER.split("|")
    assert found["row_count"] == 2
    assert found["rows"][0]["责任科室"] == "审批科"
    assert {key: found["column_map"][key] for key in ("matter", "content", "deadline", "channel", "responsible")} == {
        "matter": ["业务事项"],
        "content": ["内容标准"],
        "deadline": ["公开时限"],
        "channel": ["公开形式"],
        "responsible": ["责任科室"],
    }
    assert found["structured"] == "html"
    assert {entry["item"] for entry in found["categories"]} == {5, 7}


def test_header_in_two_storeys_with_ticks() -> None:
    """Spanned headers are joined; columns of ticks may be blank without a fault; the title row is no header."""
    table = (
        "<table><tr><td colspan=9>清河区东关街道基层政务公开标准目录</td></tr>"
        "<tr><td rowspan=2>序号</td><td colspan=2>公开事项</td><td rowspan=2>公开内容（要素）</td><td rowspan=2>公开依据</td>"
        "<td rowspan=2>公开时限</td><td rowspan=2>公开主体</td><td colspan=2>公开对象</td></tr>"
        "<tr><td>一级事项</td><td>二级事项</td><td>全社会</td><td>特定群众</td></tr>"
        "<tr><td>1</td><td rowspan=2>社会救助</td><td>低保</td><td>办事指南</td><td>《救助办法》</td>"
        "<td>20个工作日内</td><td>民政科</td><td>√</td><td></td></tr>"
        "<tr><td>2</td><td>临时救助</td><td>救助名册</td><td></td><td>30日内</td><td>民政科</td><td></td><td>√</td></tr></table>"
    )

    found = facts(table)

    assert found["columns"][1:3] == ["公开事项/一级事项", "公开事项/二级事项"]
    assert found["row_count"] == 2
    assert found["rows"][1]["公开事项/一级事项"] == "社会救助"
    assert found["blanks"]["empty"] == 0
    assert [(entry["n"], entry["quotes_basis"]) for entry in found["deadlines"]] == [(20, True), (30, False)]
    assert found["art21"] == 2


def test_list_over_several_tables() -> None:
    """A continuation without header and one that repeats it belong to the same list."""
    body = grid(HEADER, "1|甲事项|内容一|实时公开|网站|办公室") + grid("2|乙事项|内容二|实时公开|网站|办公室")
    body += "<p>续</p>" + grid(HEADER, "3|丙事项|内容三|按年公开|网站|办公室")

    assert facts(body)["row_count"] == 3


def test_blanks_duplicates_and_placeholders() -> None:
    """Empty required cells are counted with their place; doubles differ in the running number only."""
    found = facts(
        grid(
            HEADER, "1|甲|内容一|实时公开|网站|办公室", "2|乙||实时公开|网站|待补充", "3|甲|内容一|实时公开|网站|办公室"
        )
    )

    assert (found["blanks"]["empty"], found["blanks"]["total"]) == (1, 15)
    assert found["blanks"]["cells"] == [{"row": 2, "column": "内容标准"}]
    assert [entry["rows"] for entry in found["duplicates"]] == [[1, 3]]
    assert [(entry["row"], entry["text"]) for entry in found["placeholders"]] == [(2, "待补充")]


def test_catalogue() -> None:
    """Index, name, summary and date are what a catalogue requires."""
    found = facts(
        grid(
            "索引号|名称|内容概述|生成日期",
            "QH001/2024-00001|关于防汛的通知|部署防汛工作|2024-05-06",
            "QH001/2024-00002|关于供热的通知||2024-10-08",
        )
    )

    assert set(found["column_map"]) >= {"index", "name", "summary", "date"}
    assert found["blanks"] == {
        "empty": 1,
        "total": 8,
        "cells": [{"row": 2, "column": "内容概述"}],
        "required": ["索引号", "名称", "内容概述", "生成日期"],
    }


def test_category_rows_are_captions() -> None:
    """A row over the whole width heads a group; it is no item."""
    found = facts(grid(HEADER, "一、应急管理", "1|预案|应急预案全文|20个工作日内|网站|应急科"))

    assert found["row_count"] == 1
    assert 12 in {entry["item"] for entry in found["categories"]}


def test_page_that_hands_over_a_file() -> None:
    """No list on the page itself, but the file that holds it is named."""
    found = facts('<p><a href="/f/list.xlsx">清河区水务局主动公开全清单.xlsx</a></p>')

    assert found["structured"] == "none"
    assert found["attachments"][0]["url"] == "https://www.qinghe.gov.cn/f/list.xlsx"


def test_picture_of_a_list_is_a_scan() -> None:
    """An uploaded picture instead of a table."""
    assert facts('<p><img src="/upload/20240506/list.jpg"></p>')["structured"] == "scan"


def test_ordinary_tables_are_no_list() -> None:
    """A table without known headers, and a layout of contact data, give no rows."""
    assert facts(grid("地区|数量|金额", "城关|3|5"))["row_count"] == 0
    assert facts("<p>正文</p>")["columns"] == []


def test_long_list_gives_fifty_rows_and_counts_all() -> None:
    """Rows are cut at 50, the count is not."""
    found = facts(grid(HEADER, *(f"{n}|事项{n}|内容|实时公开|网站|办公室" for n in range(1, 121))))

    assert (len(found["rows"]), found["row_count"]) == (50, 120)
    assert found["deadlines"][0]["count"] == 120


def _national(*rows: str) -> str:
    head = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>公开事项</td><td rowspan=2>公开内容</td><td rowspan=2>公开时限</td>"
        "<td rowspan=2>公开主体</td><td colspan=2>公开方式</td></tr><tr><td>主动</td><td>依申请</td></tr>"
    )
    return f"<table>{head}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_the_choice_that_nobody_took_is_not_blank() -> None:
    """公开方式：主动 √, 依申请 (nothing): the whole column is empty, and nothing is missing."""
    cells = "<td>{n}</td><td>机构职能</td><td>职责{n}</td><td>20个工作日内</td><td>民政局</td><td>√</td><td></td>"
    found = facts(_national(*(cells.format(n=n) for n in range(1, 5))))

    assert found["blanks"]["empty"] == 0  # type: ignore[index,call-overload]


def test_as_above_states_no_deadline_of_its_own() -> None:
    """同上 is not a deadline that cannot be read."""
    rows = "<td>{n}</td><td>机构职能</td><td>职责{n}</td><td>{d}</td><td>民政局</td><td>√</td><td></td>"
    found = facts(_national(rows.format(n=1, d="20个工作日内"), rows.format(n=2, d="同上")))

    assert [row["text"] for row in found["deadlines"]] == ["20个工作日内"]  # type: ignore[index,union-attr,call-overload]


def test_a_list_that_goes_on_says_so() -> None:
    """Further pages are not read, and nothing may be called missing from the first."""
    table = _national("<td>1</td><td>机构职能</td><td>职责</td><td>20个工作日内</td><td>民政局</td><td>√</td><td></td>")

    assert facts(table)["paged"] is False
    assert facts(table + '<div><a href="index_1.html">下一页</a></div>')["paged"] is True
