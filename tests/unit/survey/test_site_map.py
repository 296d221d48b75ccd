"""Where neither column nor home page leads to a page, the site's own map of itself is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.survey import Plan, survey
from inspector.survey.drive import drive

BASE = "https://www.qinghe.gov.cn"
DAY = date(2026, 11, 24)
HOME = (
    '<title>清河区教育局</title><h1>清河区教育局</h1><p>欢迎访问。</p><footer><a href="/map.html">网站地图</a></footer>'
)
MAP = '<title>网站地图</title><ul><li><a href="/a">机构概况</a></li><li><a href="/g">政府信息公开指南</a></li></ul>'


def site(guide: str) -> Mapping[str, str]:
    """A site whose guide only the map leads to."""
    return {
        "/": HOME,
        "/map.html": MAP,
        "/g": f"<title>政府信息公开指南</title><h1>{guide}</h1>" + "<p>本机关信息公开。</p>" * 60,
    }


@pytest.mark.parametrize(
    ("guide", "how"),
    [("清河区教育局政府信息公开指南", "discovered"), ("清河区人民政府政府信息公开指南", "absent")],
    ids=["the unit's", "the portal's"],
)
def test_a_site_map_leads_to_a_page_that_names_the_unit(guide: str, how: str) -> None:
    """A portal's map is that of all units: what it leads to must be about this one."""
    pages, asked = site(guide), []

    def answer(ask: Ask) -> Capture:
        asked.append(ask.url)
        text = pages.get(ask.url.removeprefix(BASE), "")
        return Capture(ask, ask.url, 200 if text else 404, {"content-type": "text/html; charset=utf-8"}, text.encode())

    unit = Unit("11A", "清河区教育局", "department", pages={"home": f"{BASE}/"})
    dossier = drive(survey(unit, Plan(frozenset({"guide"}), DAY, (DAY, DAY))), answer)

    assert dossier.sheet("guide").how == how
    assert asked.count(f"{BASE}/map.html") == 1
