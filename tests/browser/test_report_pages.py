"""The report pages in a real browser: quiet, accessible, readable without scripts, sound on paper."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from invented_quarter import invented_inspection
from pypdfium2 import PdfDocument

from inspector.report import write
from inspector.report.exhibits import exhibit_name

pytestmark = pytest.mark.browser

_URL = "https://www.qinghe.gov.cn/xxgk/c103/"
COPY = f"copies/QH004/{exhibit_name(_URL, hashlib.sha256(_URL.encode()).hexdigest())}.html"
PAGES = (
    "index.html",
    "rules.html",
    "rules-GD.html",
    "health.html",
    "units/QH004.html",
    "units/QH005.html",
    "units/QH025.html",
    COPY,
)
"""One of each kind: district, handbook and a pack of it, health, three notices (many faults, a proposed veto, not seen), a copy."""
FOREIGN = "bdi, code, q, .url, .ext, .message, .locator, .model, .langs, [lang=zh-CN]:not(html)"
"""Where a page may show words of the other language: names, quotes, addresses, what rules and pages said."""
VISIBLE_WORDS = """(foreign) => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, " + foreign) && parent.checkVisibility()) words.push(walker.currentNode.data);
  }
  return words.join("\\n");
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_says_nothing(opened: Any, name: str) -> None:
    """No request but the page itself, no console message, no dialog, also after every control was used."""
    seen = opened(name)

    for control in seen.page.locator("main summary, main button, main input[type=search]").all():
        if control.is_visible():
            control.click()
    seen.page.locator("label[for=lang-en]").click()

    assert len(seen.requests) == 1
    assert (seen.console, seen.dialogs) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: Any, name: str, language: str, scheme: str) -> None:
    """No violation of any axe rule on any kind of page, in both languages and both colour schemes."""
    page = opened(name, f"?lang={language}", color_scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    result = Axe().run(page)

    assert not result.response["violations"], result.generate_report()


@pytest.mark.parametrize("name", ["index.html", "ranking-department-1.html", "units.html"])
def test_axe_finds_nothing_on_the_pages_of_a_large_district(opened: Any, tmp_path: Path, name: str) -> None:
    """A district of more than a hundred units has two more kinds of page; they are as clean and as quiet."""
    write(invented_inspection(5), tmp_path)

    seen = opened(tmp_path / name)

    result = Axe().run(seen.page)
    assert not result.response["violations"], result.generate_report()
    assert (len(seen.requests), seen.console) == (1, [])
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_itself_never_scrolls_sideways(opened: Any, name: str) -> None:
    """From a telephone to a wide screen only tables scroll, in both languages."""
    for language in ("zh", "en"):
        page = opened(name, f"?lang={language}").page
        for width in (360, 768, 1280, 2200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, language)


@pytest.mark.parametrize("name", PAGES)
def test_the_language_switch_works_without_scripts(opened: Any, name: str) -> None:
    """Chinese first; one click shows English whole and hides the Chinese half, scripts being off."""
    page = opened(name, java_script_enabled=False).page
    chinese, english = page.locator("h1 .z"), page.locator("h1 .e")
    assert (chinese.is_visible(), english.is_visible()) == (True, False)

    page.locator("label[for=lang-en]").click()

    assert (chinese.is_visible(), english.is_visible()) == (False, True)
    assert not page.locator(".tools").first.is_visible() if page.locator(".tools").count() else True


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
    for path in sorted(reports.rglob("*.html")):
        seen = opened(str(path.relative_to(reports)))
        assert (len(seen.requests), seen.console, seen.dialogs) == (1, [], []), path.name
        seen.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_english_is_whole(opened: Any, name: str) -> None:
    """In English nothing Chinese is left but names, quotes, addresses and what pages said; folded parts too."""
    page = opened(name, "?lang=en").page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    left = re.findall(r".*[\u3400-\u9fff].*", page.evaluate(VISIBLE_WORDS, FOREIGN))

    assert not left


@pytest.mark.parametrize("name", PAGES)
def test_chinese_is_whole(opened: Any, name: str) -> None:
    """In Chinese no English word is left but names of files, standards and commands."""
    page = opened(name, "?lang=zh").page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    words = re.findall(r"[A-Za-z]{3,}", page.evaluate(VISIBLE_WORDS, FOREIGN))

    assert set(words) <= {
        "Inspector",
        "HTTP",
        "SHA",
        "result",
        "json",
        "scores",
        "findings",
        "csv",
        "html",
        "health",
        "verify",
        "evidence",
        "Python",
    }


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


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_on_paper(opened: Any, name: str, language: str) -> None:
    """Laid out for A4 no table or line reaches beyond the printable width, and nothing is left in a box that scrolls."""
    page = opened(name, f"?lang={language}", viewport={"width": 680, "height": 960}).page
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    wide = page.evaluate(
        """[...document.querySelectorAll("main *")].filter((one) => one.checkVisibility()
        && !one.closest(".off") && one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120))"""
    )

    assert not wide


def test_a_printed_page_is_light_even_in_the_dark(opened: Any, tmp_path: Path) -> None:
    """A dark screen does not make dark paper."""
    page = opened("index.html", color_scheme="dark").page
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", PAGES)
def test_pictures_of_every_page_are_kept(opened: Any, name: str, pictures: Path) -> None:
    """Pictures of each kind are left with the test run, wide and narrow, in both languages and schemes, and its print."""
    stem = name.replace("/", "-").removesuffix(".html")
    for width, language, scheme in ((1440, "zh", "light"), (360, "zh", "light"), (768, "en", "dark")):
        page = opened(name, f"?lang={language}", viewport={"width": width, "height": 900}, color_scheme=scheme).page
        page.screenshot(path=pictures / f"{stem}-{width}-{language}-{scheme}.png", full_page=True)
    page.pdf(path=pictures / f"{stem}.pdf", prefer_css_page_size=True, print_background=True)

    assert all(path.stat().st_size > 20_000 for path in pictures.glob(f"{stem}*"))


def _printed(page: Any) -> tuple[str, int]:
    """The text of the page printed to PDF, without white space, and its number of pages."""
    document = PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert 590 < document[0].get_width() < 600
    return _bare("".join(sheet.get_textpage().get_text_bounded() for sheet in document)), len(document)


def _bare(text: str) -> str:
    """Without white space; printed Chinese fonts name some signs by their radicals, which NFKC undoes."""
    return "".join(unicodedata.normalize("NFKC", text).split())
