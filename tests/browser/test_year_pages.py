"""The pages of the year in a real browser: quiet, accessible, in both languages, from a telephone to paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from invented_year import UNITS, order, quarter, workspace
from pypdfium2 import PdfDocument

from inspector.pipeline.appraising import appraise_year
from inspector.pipeline.assessment_example import write_example
from inspector.pipeline.assessments import take_in as take_assessment
from inspector.pipeline.figures import write_assessment, write_statistics
from inspector.pipeline.orders import Word
from inspector.pipeline.statistics import take_in
from inspector.pipeline.workspace import Workspace

pytestmark = pytest.mark.browser
PAGES = (
    "index.html", "units/QH101.html", "units/QH103.html", "units/QH104.html", "statistics.html", "../2026Q3/assessment.html",
)  # fmt: skip
"""The district, a unit with orders, one that lacks a quarter, one with a hostile name and vetoes; statistics; an outside assessor."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented year."""
    place = workspace(tmp_path_factory.mktemp("year") / "w")
    units = [code for code, *_ in UNITS]
    for number in range(1, 5):
        faults: dict[str, dict[str, str]] = {code: {} for code in units}
        faults["QH101"] = {"GD-05": "fail"} if number % 2 else {}
        faults["QH104"] = {"CH-01": "fail"}
        quarter(place, f"2026Q{number}", {code: mine for code, mine in faults.items() if code != "QH103" or number < 4})
    seen = ("rechecked", "2026-03-30", {"outcome": "pass"})
    order(place, "2026Q1-001", "QH101", "GD-05", "2026Q1", ("issued", "2026-03-20", {"due": "2026-03-27"}), seen)
    _figures(place)
    return appraise_year(place, 2026, date(2027, 1, 31), date(2027, 1, 31)).page.parent


def _figures(place: Workspace) -> None:
    """Statistics of the year that do not all fit, and an outside assessment of one quarter, as pages."""
    folder, by = place.settings.workspace, Word("王某", "区政府办", day=date(2026, 10, 12))
    for header, *rows in (
        ("单位,年度,渠道,数量,计量单位", "QH101,2026,网站,12,条", "QH104,2026,抖音,3,个视频"),
        ("单位,月份,收到,办结,未办结,转主动公开,要点", "QH101,2026-01,5,3,,1,征地补偿较多", "QH104,2026-02,1,,,,"),
        ("单位,年度,本年新收,上年结转,予以公开,总计,结转下年度", "QH101,2026,25,0,25,24,0", "QH102,2026,3,,3,3,0"),
    ):
        (folder / "t.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        take_in(place, folder / "t.csv", by)
    write_statistics(place, 2026, date(2027, 1, 12))
    mapping, _ = write_example(folder / "a")
    rows = ("单位,季度,得分,指标,存在问题,页面地址", "QH104,2026Q3,88,公开指南,指南没有联系电话,", "QH101,2026Q3,91,,,")
    (folder / "t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    take_assessment(place, folder / "t.csv", mapping, by)
    write_assessment(place, "2026Q3", date(2027, 1, 12))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_and_accessible(opened: Any, year: Path, name: str) -> None:
    """No request, console message or dialog; no violation of any axe rule in both languages and both colour schemes."""
    for language, scheme in (("zh", "light"), ("en", "dark")):
        seen = opened(year / name, f"?lang={language}", color_scheme=scheme)
        seen.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

        result = Axe().run(seen.page)

        assert not result.response["violations"], result.generate_report()
        assert (len(seen.requests), seen.console, seen.dialogs) == (1, [], [])


@pytest.mark.parametrize("name", PAGES)
def test_only_tables_scroll_sideways(opened: Any, year: Path, name: str) -> None:
    """From 360 px to wide, in both languages; no row grows tall because a column was squeezed."""
    for language in ("zh", "en"):
        page = opened(year / name, f"?lang={language}").page
        for width in (360, 768, 1280, 2200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, language)
            rows = (
                "Math.max(0, ...[...document.querySelectorAll('table.year tbody tr')].map((row) => row.offsetHeight))"
            )
            assert page.evaluate(rows) < 180, (width, language)


def test_a_page_prints_whole(opened: Any, year: Path, tmp_path: Path) -> None:
    """On A4 with page numbers, the ledgers of all quarters opened, the place to sign at the end."""
    opened(year / "units/QH101.html").page.pdf(path=tmp_path / "unit.pdf", prefer_css_page_size=True)

    document = PdfDocument(tmp_path / "unit.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("满分") >= 4
    assert "复核人（签字）" in text
    assert "1 / " in text


def test_hostile_names_stay_text(opened: Any, year: Path) -> None:
    """A name that is markup is shown as it is written."""
    page = opened(year / "units/QH104.html").page

    assert page.locator("h1 + .number bdi").inner_text() == "清河区<script>alert(1)</script>局"
