"""From a column of reports to the report that is due."""

from __future__ import annotations

import pytest

from inspector.facts.html import parse
from inspector.facts.sight import sight
from inspector.model.capture import Ask, Capture
from inspector.survey.dossier import Page
from inspector.survey.entries import report_of

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

    assert report_of(page, 2025) is None
    link = report_of(page, 2024)
    assert link is not None
    assert link.url == f"{URL}0.html"
