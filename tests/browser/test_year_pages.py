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

pytestmark = pytest.mark.browser
PAGES = ("index.html", "units/QH101.html", "units/QH103.html", "units/QH104.html")
"""The district, a unit with orders, one that lacks a quarter, one with a hostile name and vetoes."""


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
    return appraise_year(place, 2026, date(2027, 1, 31), date(2027, 1, 31)).page.parent


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
