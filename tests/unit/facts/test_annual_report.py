"""What an annual report says outside its tables: title, sections, statements, and figures typed in prose."""

from __future__ import annotations

from typing import Any

import pytest
from annual_reports import consistent, grid, report_page, whole

from inspector.facts.annual_report import READER
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact

URL = "https://www.qinghe.gov.cn/report.html"
FOUNDING = (
    "2020年，全区共收到政府信息公开申请1,056件，上年结转100件，已办结969件，结转下年度继续办理87件。"
    "办结的申请中，予以公开281件、部分公开35件、不予公开59件、无法提供526件、不予处理54件、其他处理14件。"
)


def facts(page: bytes) -> dict[str, Any]:
    """The facts of a report page."""
    return dict(READER.read(parse(page, URL)))


def prose_of(text: str) -> dict[str, list[int]]:
    """The figures of a sentence, keys without figures left out."""
    found = facts(report_page("", overview=text, year=2020))["prose"]
    return {key: [entry["value"] for entry in entries] for key, entries in found.items() if entries}


def identity(found: dict[str, Any], name: str) -> dict[str, Any]:
    """One identity by id."""
    return next(entry for entry in found["identities"] if entry["id"] == name)


def page(body: str, title: str = "") -> bytes:
    """A bare page."""
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def test_title_gives_unit_and_year() -> None:
    """Unit, year and publication date of an ordinary report page."""
    found = facts(whole(*consistent(1, "2021"), "2021"))

    assert found["unit"].value == "云岭市清河区城市管理局"
    assert found["year"].value == found["year_in_title"].value == found["period_year"].value == 2023
    assert found["published"].value == "2024-01-18"
    assert found["is_index"] is False


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("2021年云岭市清河区人民政府办公室政府信息公开工作年度报告", "云岭市清河区人民政府办公室", 2021),
        ("云岭市清河区人民政府2020年政府信息公开工作年度报告", "云岭市清河区人民政府", 2020),
        ("云岭市清河区水务局2022年度信息公开年报", "云岭市清河区水务局", 2022),
        ("清河区东关街道办事处政府信息公开工作年度报告（2023年）", "清河区东关街道办事处", 2023),
        ("清河区教育局二〇二一年政府信息公开工作年度报告", "清河区教育局", 2021),
        ("2024年清河区人民政府政府信息公开工作年度报告", "清河区人民政府", 2024),
    ],
)
def test_titles(title: str, unit: str, year: int) -> None:
    """The year may stand first, in the middle, in brackets or in Chinese signs."""
    found = facts(page(f"<h1>{title}</h1><p>根据条例编制。</p>"))

    assert (found["unit"].value, found["year"].value) == (unit, year)


def test_title_broken_over_two_lines() -> None:
    """The unit on one line, the rest on the next; what a printer put above is no unit."""
    lines = (
        "11/24/26, 4:56 AM 2023年政府信息公开工作年度报告",
        "云岭市清河区城市管理局",
        "2023年政府信息公开工作年度报告",
    )

    found = facts(page("".join(f"<p>{line}</p>" for line in lines)))

    assert (found["unit"].value, found["year"].value) == ("云岭市清河区城市管理局", 2023)


def test_year_of_text_where_the_title_has_none() -> None:
    """A report without a title of its own is dated by its period or its first sentence."""
    found = facts(page("<p>2023年，我局认真贯彻落实政府信息公开条例，不断提高公开质量和服务水平，现报告如下。</p>"))

    assert found["year"].value == 2023
    assert found["year_in_title"] is None


def test_two_years_on_one_report_fail() -> None:
    """I10: last year's title over this year's period."""
    text = report_page("", year=2023).replace("管理局2023年政府".encode(), "管理局2022年政府".encode())

    assert identity(facts(text), "I10")["status"] == "fail"
    assert identity(facts(text), "I10")["delta"] == -1


def test_six_sections_in_their_order() -> None:
    """All six with number and unified wording."""
    found = facts(whole(*consistent(2, "2021"), "2021"))["sections"]

    assert [section.notes["number"] for section in found] == [1, 2, 3, 4, 5, 6]
    assert all(section.notes["standard"] for section in found)
    assert found[0].value == "总体情况"


def test_table_of_contents_is_not_the_text() -> None:
    """Where the headings are listed before the text, the text's headings count."""
    contents = "<p>一、总体情况</p><p>五、存在的主要问题及改进情况</p>"
    text = report_page("").replace(b"<h1>", contents.encode() + b"<h1>")

    assert "按月核对" in facts(text)["problems_text"].value


def test_sections_out_of_order_are_told() -> None:
    """The order is the page's, for the rule to judge."""
    body = "<h1>清河区水务局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><p>略</p><p>一、总体情况</p><p>略</p>"

    assert [section.notes["number"] for section in facts(page(body))["sections"]] == [2, 1]


def test_statements_with_their_sentence() -> None:
    """What a district report must say, with the words that say it."""
    found = facts(report_page("", extra="全年开展政务公开考核，组织社会评议，未发生责任追究情形。"))["statements"]

    assert {key: entry["value"] for key, entry in found.items()} == dict.fromkeys(found, True)
    assert "信息处理费" in found["fee"]["quote"]
    assert facts(report_page(""))["statements"]["accountability"]["value"] is False


def test_figures_typed_in_prose() -> None:
    """New, carried in, handled, carried out and the six results, each with its sentence."""
    assert prose_of(FOUNDING) == {
        "new": [1056], "carried_in": [100], "total": [969], "carried_out": [87],
        "r1": [281], "r2": [35], "r3": [59], "r4": [526], "r5": [54], "r6": [14],
    }  # fmt: skip


def test_readings_of_prose_figures() -> None:
    """The official reading is off by 100, the other and the sum of results hold; no identity says that anything is false."""
    found = facts(report_page("", overview=FOUNDING, year=2020))

    told = {entry["reading"]: (entry["holds"], entry["delta"]) for entry in found["readings"]}
    assert told == {"A": (False, 100), "B": (True, 0), "results": (True, 0)}
    assert all(entry["quotes"] for entry in found["readings"])
    assert "fail" not in {entry["status"] for entry in found["identities"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年未收到政府信息公开申请。", {"new": [0]}),
        ("2020年，我局未发生公民、法人或者其他组织依申请公开情况。", {"new": [0]}),
        ("本年度没有收到依申请公开政府信息的申请。", {"new": [0]}),
        ("2020年共受理依申请公开12件，全部按时答复。", {"new": [12]}),
        ("收到公民提出的政府信息公开申请三件。", {"new": [3]}),
        ("全年新收政府信息公开申请42件，较上年增长30件，其中网上申请40件，当面申请2件。", {"new": [42]}),
        ("2019年结转5件，结转至2021年办理8件。", {"carried_in": [5], "carried_out": [8]}),
        ("全年收到15件政府信息公开申请，另有2件为上年度结转。", {"new": [15], "carried_in": [2]}),
        ("因政府信息公开被申请行政复议2件，被提起行政诉讼1件。", {"reconsideration": [2], "litigation": [1]}),
        ("未因政府信息公开被申请行政复议、提起行政诉讼。", {"reconsideration": [0], "litigation": [0]}),
        ("全年主动公开政府信息10,246条，其中政府网站公开4,695条。", {}),
        ("申请均在20个工作日内答复，按期答复率100%。", {}),
        ("办结率98%，群众满意。", {}),
    ],
)
def test_wordings_of_figures(text: str, expected: dict[str, list[int]]) -> None:
    """Verbs, zero said in words, years instead of last and next, and numbers that are none of these."""
    assert prose_of(text) == expected


def test_received_including_carried_in_is_marked() -> None:
    """The prose itself may say which reading it means."""
    found = facts(report_page("", overview="共收到政府信息公开申请1056件（含上年结转100件）。", year=2020))["prose"]

    assert found["new"][0]["includes_carried_in"] is True
    assert found["carried_in"][0]["value"] == 100


def test_prose_against_tables() -> None:
    """I7: the same figure passes, another fails with its difference, several are left open, both taken together too."""
    rows, review = consistent(3, "2021")
    new, carried = rows["new"]["total"] or 0, rows["carried_in"]["total"] or 0
    outcomes = {
        text: identity(facts(whole(rows, review, "2021", overview=text)), "I7")
        for text in (
            f"全年新收政府信息公开申请{new}件。",
            f"全年新收政府信息公开申请{new + carried + 7}件。",
            f"全年新收政府信息公开申请{new}件。新收政府信息公开申请{new + 1}件。",
            f"全年共收到政府信息公开申请{new + carried}件。",
            "各项工作有序推进。",
        )
    }

    assert [entry["status"] for entry in outcomes.values()] == [
        "pass",
        "fail",
        "undetermined",
        "undetermined",
        "undetermined",
    ]
    assert list(outcomes.values())[1]["delta"] == carried + 7


def test_column_of_reports_is_told_from_a_report() -> None:
    """A page that lists reports is an index, with the year of each."""
    links = "".join(
        f'<li><a href="/r{year}.html">清河区水务局{year}年政府信息公开工作年度报告</a> {year + 1}-01-20</li>'
        for year in (2023, 2024)
    )

    found = facts(page(f"<h2>政府信息公开年报</h2><ul>{links}</ul>"))

    assert found["is_index"] is True
    assert [report["year"] for report in found["reports"]] == [2023, 2024]


def test_report_that_is_only_an_attachment() -> None:
    """A page that hands the report over as a file is no index; the file is named."""
    name = "清河区水务局2023年政府信息公开工作年度报告"
    body = f'<h1>{name}</h1><p><a href="/f/report.pdf">{name}.pdf</a></p>'

    found = facts(page(body))

    assert found["is_index"] is False
    assert found["attachments"] == [
        {"title": "清河区水务局2023年政府信息公开工作年度报告.pdf", "url": "https://www.qinghe.gov.cn/f/report.pdf"}
    ]


def test_amount_in_another_unit_is_a_fault_of_form() -> None:
    """Charges must be in 万元."""
    two = grid("第二十条第（八）项", "信息内容|本年收费金额（单位：元）", "行政事业性收费|350000")

    assert "万元" in identity(facts(report_page("", two=two)), "I8")["detail"]


def test_empty_page() -> None:
    """Nothing on the page, nothing claimed."""
    found = facts(page(""))

    assert found["year"] is None
    assert found["sections"] == ()
    assert found["tables"] == {"voluntary": None, "applications": None, "review": None}
    assert not isinstance(found["unit"], Fact)
