"""The desk in a real Chromium: a clerk logs in and decides, without a script and with nothing that axe minds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from served_workspace import CLERK, NOW, PASSWORD, running
from small_district import small_district, workspace_for

from inspector.model.order import Event
from inspector.pipeline.rectify import orders
from inspector.pipeline.rectify.clerks import enrol
from inspector.pipeline.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with one fault that waits to be confirmed."""
    with small_district() as site:
        made = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
    told = {
        "message": {"zh": "指南主体不符", "en": "another unit's guide"},
        "evidence": [],
        "run": "",
        "as_of": "2026-11-24",
    }
    data = {"unit": "MZJ", "finding": "f1", "rule": "GD-02", "subject": "guide", "severity": "S1", "quarter": "2026Q4"}
    with made.store() as store:
        store.add_events(
            [
                Event(
                    "order",
                    "2026Q4-001",
                    0,
                    "issued",
                    "张三",
                    NOW.isoformat(),
                    data={**data, **told, "due": "2026-12-08"},
                )
            ]
        )
    enrol(made, CLERK, PASSWORD, "张三", NOW)
    return made


@pytest.fixture
def page(browser: Browser, place: Workspace) -> Iterator[Page]:
    """A page of a browser whose console must stay silent."""
    with running(place) as url:
        context = browser.new_context(base_url=url)
        made = context.new_page()
        said: list[str] = []
        made.on("console", lambda message: said.append(message.text))
        made.on("pageerror", lambda error: said.append(str(error)))
        yield made
        context.close()
    assert said == []


def faults(page: Page) -> list[str]:
    """What axe minds about the page as it is."""
    return [found["id"] for found in Axe().run(page).response["violations"]]


def test_a_clerk_logs_in_and_receives_an_order(page: Page, place: Workspace) -> None:
    """From the desk to the order, one button; every page on the way is without fault, on a telephone too."""
    page.goto("/desk")
    assert faults(page) == []
    page.goto("/login")
    assert faults(page) == []
    page.get_by_label("姓名").fill(CLERK)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto("/orders/2026Q4-001")
    page.set_viewport_size({"width": 360, "height": 740})
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="签收").click()

    assert orders.one(place, "2026Q4-001").status == "received"
    page.goto("/audit")
    assert CLERK in page.content()
    assert faults(page) == []
