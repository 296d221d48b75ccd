"""A unit's rectification notice in a real browser: quiet whatever the pages held, accessible, sound on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdfium2 import PdfDocument
from told_orders import HOSTILE, hostile, later
from told_orders import opened as issued

from inspector.rectify import orders_of
from inspector.rectify.ledger import Beside
from inspector.report.order_notices import Letterhead, notice
from inspector.report.order_pages import page

pytestmark = pytest.mark.browser
PLACES = [{"url": "https://www.qinghe.gov.cn/zn.html", "quote": HOSTILE, "status": 200, "locator": "p 3"}]
LOOK = {
    "message": {"zh": HOSTILE, "en": HOSTILE},
    "before": PLACES,
    "after": PLACES,
    "run": "2026Q4-x",
    "root": "d" * 64,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice with an order in every state that it shows: overdue, escalated, returned, answered, closed, withdrawn, back again."""
    unit = {"unit": "QH103", "name": HOSTILE}
    events = [
        issued(1, **unit),
        later(1, 1, "escalated", "2026-12-02", step="supervised"),
        hostile(2, "QH103"),
        later(2, 1, "responded", "2026-11-26", done=HOSTILE, on="2026-11-26", url=HOSTILE, attachment=HOSTILE),
        later(2, 2, "rechecked", "2026-11-27", outcome="fail", **LOOK),
        issued(3, **unit),
        later(3, 1, "rechecked", "2026-11-27", outcome="pass", **LOOK),
        issued(4, **unit),
        later(4, 1, "withdrawn", "2026-11-27"),
        issued(5, **unit),
        later(5, 1, "closed", "2026-11-27"),
        later(5, 2, "reopened", "2026-11-28", due="2026-12-08", times=1, factor="1.5"),
        later(5, 3, "rechecked", "2026-11-29", outcome="unseen", **LOOK),
    ]
    head = Letterhead("清河区", "清河区政务公开办公室", "zwgk@qinghe.gov.cn", "清政公开整〔{year}〕{quarter}-{unit}号")
    mine = notice(orders_of(events), head, date(2026, 12, 3), "QH103", Beside({"F-4": "A-001 异议成立"}))
    path = tmp_path_factory.mktemp("notices") / "orders" / "QH103.html"
    path.parent.mkdir()
    path.write_text(page(mine, ("zh", "en")), encoding="utf-8")
    return path


def test_a_notice_asks_for_nothing_and_says_nothing(opened: Any, told: Path) -> None:
    """No request but the page itself, no script of a page, no dialog, also after every fold was opened."""
    seen = opened(told)

    for control in seen.page.locator("main summary").all():
        control.click()
    seen.page.locator("label[for=lang-en]").click()

    assert len(seen.requests) == 1
    assert (seen.console, seen.dialogs) == ([], [])
    assert seen.page.locator("main a[href^='javascript']").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(opened: Any, told: Path, language: str, scheme: str) -> None:
    """No violation of any rule, all folds open, in both languages and both colour schemes."""
    seen = opened(told, f"?lang={language}", color_scheme=scheme).page
    seen.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    result = Axe().run(seen)

    assert not result.response["violations"], result.generate_report()


def test_before_and_after_stand_side_by_side_and_below_each_other_where_it_is_narrow(opened: Any, told: Path) -> None:
    """Two columns on a screen, one on a telephone, and nothing runs out of the page."""
    for width, beside in ((1200, True), (360, False)):
        seen = opened(told, viewport={"width": width, "height": 900}).page
        boxes = [side.bounding_box() for side in seen.locator(".look .sides > div").all()[:2]]
        assert boxes[0]["y"] == boxes[1]["y"] if beside else boxes[0]["y"] < boxes[1]["y"]
        assert seen.evaluate("document.documentElement.scrollWidth") <= width


def test_a_notice_is_printed_whole(opened: Any, told: Path, pictures: Path) -> None:
    """All orders, the answers wanted and the evidence root are on the paper."""
    seen = opened(told).page
    seen.screenshot(path=pictures / "order-notice.png", full_page=True)
    path = pictures / "order-notice.pdf"
    seen.pdf(path=path, prefer_css_page_size=True)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(path))

    wanted = [f"2026Q4-00{number}" for number in range(1, 6)] + ["QH103.xlsx", "b" * 30, "督办", "清河区政务公开办公室"]
    assert [word for word in wanted if word not in text.replace("\r\n", "")] == []
