"""Every word of every page is an attack: the browser, listening for any script, dialog or request, hears nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hostile_quarter import WORDS, hostile_inspection

from inspector.report.publish import write

pytestmark = pytest.mark.browser
FOREIGN = "iframe, object, embed, form, base, link:not([rel=icon]), meta[http-equiv=refresh], video, audio"
OWN = """(foreign) => ({
  scripts: document.querySelectorAll("script").length,
  foreign: document.querySelectorAll(foreign).length,
  pictures: [...document.images].filter((one) => !one.src.startsWith("data:image/png;base64,")).length,
  handlers: [...document.querySelectorAll("*")].filter((one) => [...one.attributes].some((a) => a.name.startsWith("on"))).length,
  links: [...document.links].filter((one) => !/^(https?|file):$/.test(one.protocol)).length,
  unmarked: [...document.links].filter((one) => one.protocol !== "file:" && !/noopener.*nofollow/.test(one.rel)).length,
})"""
NOTHING = {"scripts": 1, "foreign": 0, "pictures": 0, "handlers": 0, "links": 0, "unmarked": 0}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its reports."""
    folder = tmp_path_factory.mktemp("attacked") / "q"
    write(hostile_inspection(), folder)
    return folder


@pytest.mark.slow
def test_no_page_does_anything_whatever_is_said_on_it(opened: Any, attacked: Path) -> None:
    """Names, titles, quotes, addresses, notes of clerks, rule texts, settings: all of it stays text on every page, in both languages."""
    pages = sorted(attacked.rglob("*.html"))
    for path in pages:
        seen = opened(path)
        seen.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        seen.page.locator("label[for=lang-en]").click()
        assert seen.page.evaluate(OWN, FOREIGN) == NOTHING, path.name
        assert (len(seen.requests), seen.console, seen.dialogs) == (1, [], []), path.name
        seen.page.context.close()
    assert len(pages) > 60


def test_the_attacks_are_there_to_be_read(opened: Any, attacked: Path) -> None:
    """They were written, not left out: as text, and as the name of a picture for those who do not see it."""
    page = opened(attacked / "units" / "QH004.html").page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    text = page.locator("main").inner_text()
    assert [attack for attack in WORDS if " ".join(attack.split())[:18] not in text and "\u202e" not in attack] == []

    copy = next((attacked / "copies" / "QH004").glob("*.html"))
    picture = opened(copy).page.locator("img")
    assert "<script>alert('title')</script>" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("(one) => one.complete && one.naturalWidth") == 1


def test_names_of_files_come_from_codes_only(attacked: Path) -> None:
    """Whatever a unit calls itself, a file name has letters, digits and signs that every system takes."""
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")

    assert [path.name for path in attacked.rglob("*") if not set(path.name) <= allowed] == []
