"""Every control of the report pages in a real browser, and what is on paper; what holds for every page is in test_every_page."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from invented_quarter import invented_inspection
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser


def test_the_language_is_kept_along_links_and_in_the_address(opened: Any) -> None:
    """Having chosen English, the next page is English too; an address may ask for a language."""
    page = opened("index.html").page
    page.locator("label[for=lang-en]").click()

    page.locator(".ranking tbody a").first.click()

    assert page.locator("h1 .e").is_visible()
    assert not opened("index.html", "?lang=zh").page.locator("h1 .e").is_visible()


def test_hostile_text_is_inert(opened: Any) -> None:
    """The quoted attack is on the page as text; nothing ran, no element came of it."""
    seen = opened("index.html")

    assert "<script>alert('name')</script>" in seen.page.locator("main").inner_text()
    assert seen.page.locator("img, iframe, main script").count() == 0
    assert seen.dialogs == []


def test_no_page_of_a_hostile_district_does_anything(opened: Any, reports: Path) -> None:
    """Attacks in names, quotes, addresses, rule texts and stored pages: every page is opened, and none acts or asks."""
    pages = sorted(reports.rglob("*.html"))
    for path in pages:
        seen = opened(str(path.relative_to(reports)))
        assert (len(seen.requests), seen.console, seen.dialogs) == (1, [], []), path.name
        seen.page.context.close()
    assert len(pages) > 30


def test_a_quoted_place_leads_into_the_copy_and_back(opened: Any) -> None:
    """From the card to the marked words in the stored copy, and from there to the same card, in the language chosen."""
    page = opened("units/QH004.html", "?lang=en").page
    card = page.locator("article.card").first
    name = card.get_attribute("id")

    card.locator("a.stored").first.click()
    assert page.locator("mark:target").is_visible()
    assert page.locator("h1 .e").is_visible()

    page.locator(f".quoted a[href*='#{name}']").first.click()
    assert page.locator("article.card:target").get_attribute("id") == name


def test_a_link_to_a_folded_item_opens_its_fold(opened: Any) -> None:
    """The address of any finding shows it, also one that is folded away."""
    page = opened("units/QH004.html").page
    folded = page.locator("details:not([open]) tr[id]").first
    name = folded.get_attribute("id")
    assert not folded.is_visible()

    page.goto(f"{page.url.partition('#')[0]}#{name}")

    assert page.locator(f"tr[id='{name}']").is_visible()


def test_items_of_a_notice_are_filtered_by_what_they_are(opened: Any) -> None:
    """Chips of severity and of what an issue is since last quarter narrow the cards together."""
    page = opened("units/QH004.html").page
    cards = page.locator("section[aria-labelledby=failed] [data-row]:visible")
    whole = cards.count()

    page.locator("[data-tag=new]").click()
    assert 0 < cards.count() < whole
    page.locator("[data-tag=sev-S1]").click()
    assert all("sev-S1" in (card.get_attribute("data-tags") or "") for card in cards.all())


def test_a_foreign_script_or_image_is_refused(opened: Any) -> None:
    """Even where markup did get in, the policy stops it: no handler runs, nothing is fetched."""
    seen = opened("index.html")

    seen.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://evil.example.com/x\" onerror=\"alert(1)\">')"
    )
    seen.page.wait_for_timeout(200)

    assert seen.dialogs == []
    assert all("Content Security Policy" in message for message in seen.console)
    assert seen.console


def test_units_can_be_searched_and_filtered(opened: Any) -> None:
    """Words narrow the ranking, chips too; the count says how many are shown; empty groups disappear."""
    page = opened("index.html").page
    rows = page.locator("[data-row]:visible")
    assert rows.count() == 25

    page.locator("#find-unit").fill("街道")
    assert rows.count() == 7
    assert page.locator("output").first.inner_text() == "7 / 25"
    assert page.locator("[data-group]:visible").count() == 1

    page.locator("#find-unit").fill("")
    page.locator("[data-tag=type-portal]").click()
    assert rows.count() == 1


def test_a_search_can_be_linked_to(opened: Any) -> None:
    """`?q=` opens a page with its search done."""
    assert opened("rules.html", "?q=GD-07").page.locator("[data-row]:visible").count() == 1


def test_tables_sort_both_ways(opened: Any) -> None:
    """The score column sorts up, then down, and says so to assistive technology."""
    page = opened("index.html").page
    head = page.locator(".ranking").first.locator("th", has_text="得分").first

    def scores() -> list[float]:
        return [float(text) for text in page.locator(".ranking").first.locator("td.strong").all_inner_texts()]

    head.locator("button").click()
    assert (scores() == sorted(scores()), head.get_attribute("aria-sort")) == (True, "ascending")
    head.locator("button").click()
    assert (scores() == sorted(scores(), reverse=True), head.get_attribute("aria-sort")) == (True, "descending")


def test_the_district_report_prints_whole(opened: Any) -> None:
    """On A4: pages numbered, table heads repeated, every unit there, folded lists opened."""
    text, pages = _printed(opened("index.html").page)

    assert f"{pages}/{pages}" in text
    assert text.count("覆盖率") > 4
    assert all(_bare(name) in text for name in ("清河区卫生健康委员会", "清河区档案馆", "2026年第四季度"))


def test_a_notice_prints_with_its_passed_items_and_answer_form(opened: Any) -> None:
    """What is folded on the screen is on the paper: passed items, answer form, signatures; links are spelt out."""
    text, pages = _printed(opened("units/QH004.html").page)

    assert pages >= 3
    assert f"{pages}/{pages}" in text
    assert all(
        _bare(words) in text
        for words in (
            "整改通知书",
            "责任人（签字）",
            "至少有一个电子渠道",
            "https://www.qinghe.gov.cn/",
            "上季得分",
            "先改哪几项",
        )
    )
    failed = [f for f in invented_inspection().result["units"][3]["findings"] if f["outcome"] == "fail"]
    assert all(_bare(finding["id"]) in text for finding in failed)


def _printed(page: Any) -> tuple[str, int]:
    """The text of the page printed to PDF, without white space, and its number of pages."""
    document = PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert 590 < document[0].get_width() < 600
    return _bare("".join(sheet.get_textpage().get_text_bounded() for sheet in document)), len(document)


def _bare(text: str) -> str:
    """Without white space; printed Chinese fonts name some signs by their radicals, which NFKC undoes."""
    return "".join(unicodedata.normalize("NFKC", text).split())
