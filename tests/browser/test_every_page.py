"""Every kind of page in a real browser: quiet, accessible, whole in both languages, from a telephone to paper, with and without scripts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdfium2 import PdfDocument

from inspector.report.exhibits import exhibit_name

pytestmark = pytest.mark.browser

_URL = "https://www.qinghe.gov.cn/xxgk/c103/"
COPY = f"copies/QH004/{exhibit_name(_URL, hashlib.sha256(_URL.encode()).hexdigest())}.html"
KINDS = {
    "district": ("district", "reports", "index.html"),
    "handbook": ("rules", "reports", "rules.html"),
    "handbook-pack": ("rules_pack", "reports", "rules-GD.html"),
    "health": ("health", "reports", "health.html"),
    "unit": ("unit", "reports", "units/QH004.html"),
    "unit-veto": ("unit", "reports", "units/QH005.html"),
    "unit-unseen": ("unit", "reports", "units/QH025.html"),
    "unit-long": ("unit", "worst", "units/QH00000.html"),
    "unit-further": ("leaf", "worst", "units/QH00000.2.html"),
    "copy": ("copy", "reports", COPY),
    "large-district": ("district", "large", "index.html"),
    "large-ranking": ("ranking", "large", "ranking-department-1.html"),
    "large-units": ("units", "large", "units.html"),
    "order-notice": ("order/notice", "notices", "QH103.html"),
    "year": ("appraisal/district", "year", "index.html"),
    "year-unit": ("appraisal/unit", "year", "units/QH101.html"),
    "year-unit-lacking": ("appraisal/unit", "year", "units/QH103.html"),
    "year-unit-veto": ("appraisal/unit", "year", "units/QH104.html"),
    "large-year": ("appraisal/district", "crowded", "index.html"),
    "large-year-ranking": ("appraisal/ranking", "crowded", "ranking-0-department-1.html"),
    "statistics": ("figures/statistics", "year", "statistics.html"),
    "assessment": ("figures/assessment", "year", "../2026Q3/assessment.html"),
}
"""Kind of page -> its template, the fixture that has its folder, its name there."""
FOREIGN = "bdi, code, q, .url, .ext, .message, .locator, .model, .langs, [lang=zh-CN]:not(html), option, .code"
"""Where a page may show words of the other language: names, quotes, addresses, what rules and pages said."""
NAMES = frozenset(
    (
        *(
            "Inspector",
            "HTTP",
            "SHA",
            "Python",
            "result",
            "json",
            "scores",
            "findings",
            "csv",
            "html",
            "health",
            "verify",
        ),
        *("evidence", "appraisal", "xlsx", "schema", "toml", "config"),
    )
)
"""Names of files, standards and commands, which are the same in Chinese."""
FORM = ("编号", "申请延期", "提出异议")
"""What the answer form calls its columns and choices, in any language."""
DOCUMENTS = r"国办\w+〔\d{4}〕\d+号"
"""The numbers under which the General Office's letters are known."""
VISIBLE_WORDS = """(foreign) => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, " + foreign) && parent.checkVisibility()) words.push(walker.currentNode.data);
  }
  return words.join("\\n");
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WIDE_ONES_SAY_SO = """() => [...document.querySelectorAll(".scroll")].filter((box) => box.checkVisibility()).every((box) => {
  const hint = getComputedStyle(box, "::before").display !== "none", wide = box.scrollWidth > box.clientWidth + 1;
  const tall = box.scrollHeight > box.clientHeight + 1;
  return hint === wide && box.tabIndex === (wide || tall ? 0 : -1)
    && (box.ariaLabel || box.getAttribute("aria-labelledby")) && box.getAttribute("role") === "region";
})"""
"""Of a page whose width has changed only once it has been laid out."""
BEYOND = """[...document.querySelectorAll("main *")].filter((one) => one.checkVisibility()
  && !one.closest(".off") && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120))"""
TALLEST_HEAD = "Math.max(0, ...[...document.querySelectorAll('thead tr')].map((row) => row.offsetHeight))"
WIDTHS = (360, 768, 1280, 1920)
LOOKS = {"zh": (("light", 1280), ("dark", 360)), "en": (("dark", 1280), ("light", 360))}
"""Colour scheme and width: of the two languages together, each scheme on both."""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind in its turn."""
    return str(request.param)


@pytest.fixture
def path(kind: str, request: pytest.FixtureRequest) -> Path:
    """Where a page of the kind is."""
    _, fixture, name = KINDS[kind]
    folder: Path = request.getfixturevalue(fixture)
    return (folder / name).resolve()


def test_it_asks_for_nothing_and_says_nothing(opened: Any, path: Path) -> None:
    """No request but the page itself, no console message, no dialog, also after every control was used."""
    seen = opened(path)

    for control in seen.page.locator("main summary, main button, main input[type=search]").all():
        if control.is_visible():
            control.click()
    seen.page.locator("label[for=lang-en]").click()

    assert len(seen.requests) == 1
    assert (seen.console, seen.dialogs) == ([], [])
    assert seen.page.locator("main a[href^='javascript']").count() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(opened: Any, path: Path, language: str) -> None:
    """No violation of any axe rule, each language in both colour schemes, every fold open, one of the two on a telephone."""
    page = opened(path, f"?lang={language}").page
    page.evaluate(OPEN_ALL)

    for scheme, width in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(WIDE_ONES_SAY_SO)
        result = Axe().run(page)
        assert not result.response["violations"], f"{scheme} {width}: {result.generate_report()}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_tables_scroll_sideways_and_they_say_so(opened: Any, path: Path, language: str) -> None:
    """From a telephone to a wide screen: what is wider than its place has a hint, a name, and a stop of the Tab key; nothing else."""
    page = opened(path, f"?lang={language}").page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(WIDE_ONES_SAY_SO)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_it_can_be_read_without_scripts(opened: Any, path: Path) -> None:
    """Chinese first; one click shows English whole. The tab names it in both; no tool that needs a script is shown."""
    page = opened(path, java_script_enabled=False, viewport={"width": 360, "height": 800}).page
    chinese, english = page.locator("h1 .z").first, page.locator("h1 .e").first
    assert (chinese.is_visible(), english.is_visible()) == (True, False)
    both = page.locator("title").evaluate("(one) => [one.dataset.zh, one.dataset.en].join(' · ')")
    assert page.title() == both

    page.locator("label[for=lang-en]").click()

    assert (chinese.is_visible(), english.is_visible()) == (False, True)
    assert not any(tools.is_visible() for tools in page.locator(".tools").all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_both_languages_are_whole(opened: Any, path: Path) -> None:
    """In English nothing Chinese is left but names, quotes and what pages said; in Chinese no English but names of files and standards.

    With a script the tab's title is in one language, and follows the switch.
    """
    page = opened(path, "?lang=en").page
    zh, en = page.locator("title").evaluate("(one) => [one.dataset.zh, one.dataset.en]")
    assert page.title() == en
    page.evaluate(OPEN_ALL)
    text = re.sub("|".join((*FORM, DOCUMENTS)), "", page.evaluate(VISIBLE_WORDS, FOREIGN))
    assert not re.findall(r".*[\u3400-\u9fff].*", text)

    page.locator("label[for=lang-zh]").click()
    assert page.title() == zh
    words = set(re.findall(r"[A-Za-z]{3,}", page.evaluate(VISIBLE_WORDS, FOREIGN)))
    assert words <= NAMES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_on_paper(opened: Any, path: Path, language: str) -> None:
    """A4, every page numbered; no table or line reaches beyond the printable width, nothing is left in a box that scrolls."""
    page = opened(path, f"?lang={language}", viewport={"width": 680, "height": 960}, color_scheme="dark").page
    sheets = [_bare(sheet.get_textpage().get_text_bounded()) for sheet in printed(page)]
    assert all(f"{number}/{len(sheets)}" in text for number, text in enumerate(sheets, 1))

    page.emulate_media(media="print")
    page.evaluate(OPEN_ALL)

    assert not page.evaluate(BEYOND)
    assert page.evaluate(TALLEST_HEAD) < 110, "a column is squeezed"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.long
def test_pictures_are_kept(opened: Any, path: Path, kind: str, pictures: Path) -> None:
    """Pictures of each kind are left with the test run for eyes: every width, both languages, both schemes, and the print."""
    for width, language, scheme in zip(
        WIDTHS, ("zh", "en", "zh", "en"), ("light", "dark", "dark", "light"), strict=True
    ):
        page = opened(path, f"?lang={language}", viewport={"width": width, "height": 900}, color_scheme=scheme).page
        page.screenshot(path=pictures / f"{kind}-{width}-{language}-{scheme}.png", full_page=True)
    page.pdf(path=pictures / f"{kind}.pdf", prefer_css_page_size=True, print_background=True)

    kept = list(pictures.glob(f"{kind}-[0-9]*.png"))
    assert len(kept) == len(WIDTHS)
    assert all(file.stat().st_size > 15_000 for file in (*kept, pictures / f"{kind}.pdf"))


def test_no_kind_of_page_is_forgotten() -> None:
    """Every template that becomes a page of its own is looked at above."""
    folder = Path(str(files("inspector.report"))) / "templates"
    pages = {
        file.relative_to(folder).with_suffix("").as_posix()
        for file in folder.rglob("*.html")
        if file.name != "base.html" and re.search("{% block main %}|<!doctype", file.read_text(encoding="utf-8"))
    }

    assert pages == {template for template, *_ in KINDS.values()}


def printed(page: Any) -> PdfDocument:
    """The page printed to PDF, on A4."""
    document = PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert 590 < document[0].get_width() < 600
    return document


def _bare(text: str) -> str:
    """Without white space; printed Chinese fonts name some signs by their radicals, which NFKC undoes."""
    return "".join(unicodedata.normalize("NFKC", text).split())
