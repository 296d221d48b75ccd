"""A real Chromium, and the reports of the invented quarter opened from their folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from invented_pages import large_year, order_notice, year_folder
from invented_quarter import invented_inspection
from missing import lacking
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from worst_quarter import worst_inspection

from inspector.collect.chromium import program, why_not
from inspector.report.publish import write


@dataclass
class Opened:
    """A page and all that it tried to do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def refuse(self, dialog: Dialog) -> None:
        """Note a dialog and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()


Opener = Callable[..., Opened]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of reports."""
    folder = tmp_path_factory.mktemp("reports")
    write(invented_inspection(), folder)
    return folder


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a district of more than a hundred units."""
    folder = tmp_path_factory.mktemp("large")
    write(invented_inspection(5), folder)
    return folder


@pytest.fixture(scope="session")
def worst(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a unit that fails all rules, so that its notice goes on to a second page."""
    folder = tmp_path_factory.mktemp("worst")
    write(worst_inspection(1, many=()), folder)
    return folder


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an invented year, with statistics, and an outside assessment in the folder of its third quarter."""
    return year_folder(tmp_path_factory.mktemp("year") / "w")


@pytest.fixture(scope="session")
def crowded(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same year of more than a hundred units."""
    return large_year(year, tmp_path_factory.mktemp("crowded"))


@pytest.fixture(scope="session")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a notice with an order in every state that it shows."""
    return order_notice(tmp_path_factory.mktemp("notices") / "orders")


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run leaves its pictures and prints, for eyes."""
    return tmp_path_factory.mktemp("pictures", numbered=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; its event loop must end with the module."""
    if without := why_not():
        lacking(f"pages cannot be looked at: {without}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, reports: Path) -> Iterator[Opener]:
    """Opens a report page by name; options are those of a browser context."""
    with ExitStack() as stack:

        def open_page(name: str, query: str = "", **options: Any) -> Opened:
            context = browser.new_context(**options)
            context.set_default_timeout(180_000)
            stack.callback(context.close)
            seen = Opened(context.new_page())
            seen.page.on("request", lambda request: seen.requests.append(request.url))
            seen.page.on("console", lambda message: seen.console.append(message.text))
            seen.page.on("pageerror", lambda error: seen.console.append(str(error)))
            seen.page.on("dialog", seen.refuse)
            seen.page.goto(f"{(reports / name).as_uri()}{query}")
            return seen

        yield open_page
