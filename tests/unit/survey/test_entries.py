"""From a column of reports to the report that is due."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.sight import sight
from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.survey.dossier import Page, Plan
from inspector.survey.entries import entry, lists_reports, report_of

UNIT = Unit("MZJ", "清河区民政局", "department")
PLAN = Plan(frozenset(), date(2026, 11, 24), (date(2026, 10, 1), date(2026, 12, 31)))
URL = "https://www.qinghe.gov.cn/mzj/nb/"


def column(*entries: str) -> Page:
    """A column with these entries, each a link."""
    links = "".join(f'<li><a href="{n}.html">{entry}</a></li>' for n, entry in enumerate(entries))
    body = f"<title>年报</title><h1>政府信息公开年报</h1><ul>{links}</ul>".encode()
    capture = Capture(Ask(URL), URL, 200, {"content-type": "text/html; charset=utf-8"}, body)
    document = parse(body, URL, "text/html; charset=utf-8")
    return Page(capture, document, sight(capture, document, (), 1, 0))


@pytest.mark.parametrize("day", ["2025-01-20", "[2025/1/20]", "2025年1月20日"])
def test_the_day_of_publication_is_no_year_of_report(day: str) -> None:
    """The report of 2024 came out in 2025, and is not that of 2025."""
    page = column(f"民政局2024年政府信息公开工作年度报告<b>{day}</b>")

    assert report_of(page, 2025, UNIT) is None
    link = report_of(page, 2024, UNIT)
    assert link is not None
    assert link.url == f"{URL}0.html"


def test_of_several_bodies_reports_the_units_own() -> None:
    """A column may list the reports of other bodies too, and first."""
    page = column("清河区财政局2025年政府信息公开工作年度报告", "清河区民政局2025年政府信息公开工作年度报告")

    link = report_of(page, 2025, UNIT)

    assert link is not None
    assert link.url == f"{URL}1.html"


def test_a_bare_year_in_a_column_of_reports() -> None:
    """`2025年度` says enough under 政府信息公开年报."""
    page = column("2025年度", "2024年度")

    link = report_of(page, 2024, UNIT)

    assert link is not None
    assert link.url == f"{URL}1.html"
    assert lists_reports(page)


def test_of_several_bodies_guides_the_units_own() -> None:
    """A column of all guides leads to the unit's."""
    page = column("清河区财政局政府信息公开指南", "清河区民政局政府信息公开指南")

    link = entry("guide", page, PLAN, UNIT)

    assert link is not None
    assert link.url == f"{URL}1.html"


@pytest.mark.parametrize(
    ("rows", "leads"),
    [
        (("机构职能",), "0.html"),
        (("清河区民政局机构概况", "关于调整办公时间的通知"), "0.html"),
        (("机构职能", "内设机构职责"), ""),
        (("关于调整办公时间的通知",), ""),
    ],
)
def test_a_column_whose_one_entry_is_the_institution_page(rows: tuple[str, ...], leads: str) -> None:
    """The column 机构职能 often lists a single text: that is the page; of several nobody chooses."""
    links = "".join(f'<li><a href="{n}.html">{row}</a><span>2026-02-02</span></li>' for n, row in enumerate(rows))
    body = f"<title>机构职能</title><h1>机构职能</h1><ul>{links}</ul>".encode()
    capture = Capture(Ask(URL), URL, 200, {"content-type": "text/html; charset=utf-8"}, body)
    document = parse(body, URL, "text/html; charset=utf-8")

    link = entry("institution", Page(capture, document, sight(capture, document, (), 1, 0)), PLAN, UNIT)

    assert (link.url if link is not None else "") == (URL + leads if leads else "")
