"""The notice of a unit's orders, as a page."""

from __future__ import annotations

from datetime import date

from told_orders import opened

from inspector.rectify import orders_of
from inspector.rectify.ledger import Beside
from inspector.report.order_notices import Letterhead, notice
from inspector.report.order_pages import page


def test_a_name_that_was_looked_up_is_called_one() -> None:
    """What the name system said of a mailbox is no page that somebody could open, and not told as one."""
    at = "2026-11-24T09:00:00+08:00"
    name = {"url": "dns:xxx.com?type=MX", "final_url": "", "status": None, "quote": "", "locator": "", "sha256": ""}
    orders = orders_of([opened(1, evidence=[name | {"fetched_at": at}])])
    head = Letterhead("清河区", "清河区政务公开办公室", "zwgk@qinghe.gov.cn", "{year}Q{quarter}-{unit}")

    shown = page(notice(orders, head, date(2026, 12, 3), "QH102", Beside({})), ("zh", "en"))

    assert "Name looked up" in shown
    assert "xxx.com?type=MX" in shown
    assert "not a web address" not in shown
