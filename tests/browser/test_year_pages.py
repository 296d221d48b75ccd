"""The pages of the year in a real browser: rows that stay low, hostile names, the ledger on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["index.html", "units/QH101.html"])
def test_no_row_grows_tall_because_a_column_was_squeezed(opened: Any, year: Path, name: str) -> None:
    """From 360 px to wide, in both languages: a table that is too wide scrolls."""
    tallest = "Math.max(0, ...[...document.querySelectorAll('table tbody tr')].map((row) => row.offsetHeight))"
    for language in ("zh", "en"):
        page = opened(year / name, f"?lang={language}").page
        for width in (360, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(tallest) < 180, (width, language)


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


def test_units_that_lack_the_same_stand_together(opened: Any, crowded: Path) -> None:
    """A quarter that many units lack is one line that counts them, and names the first of them."""
    line = opened(crowded / "index.html").page.locator(".note.alarm li")

    assert line.count() == 1
    assert "2026Q4：20 家：" in line.inner_text()
    assert line.locator("a").count() == 12
