"""A unit's notice of orders in a real browser: what was, what is; all of it on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser


def test_before_and_after_stand_side_by_side_and_below_each_other_where_it_is_narrow(
    opened: Any, notices: Path
) -> None:
    """Two columns on a screen, one on a telephone."""
    for width, beside in ((1200, True), (360, False)):
        seen = opened(notices / "QH103.html", viewport={"width": width, "height": 900}).page
        boxes = [side.bounding_box() for side in seen.locator(".look .sides > div").all()[:2]]
        assert boxes[0]["y"] == boxes[1]["y"] if beside else boxes[0]["y"] < boxes[1]["y"]


def test_a_notice_is_printed_whole(opened: Any, notices: Path, tmp_path: Path) -> None:
    """All orders, the answers wanted and the evidence root are on the paper."""
    opened(notices / "QH103.html").page.pdf(path=tmp_path / "notice.pdf", prefer_css_page_size=True)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(tmp_path / "notice.pdf"))

    wanted = [f"2026Q4-00{number}" for number in range(1, 6)] + ["QH103.xlsx", "b" * 30, "督办", "清河区政务公开办公室"]
    assert [word for word in wanted if word not in text.replace("\r\n", "")] == []
