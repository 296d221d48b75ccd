"""Quoted places in their context and the inert copies they stand on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from invented_quarter import ATTACKS, HOSTILE_PAGE, ID_NUMBER, MOBILE, invented_captures, invented_inspection
from selectolax.lexbor import LexborHTMLParser

from inspector.model.capture import Ask, Capture
from inspector.report.copies import MOST, Mark, copy_of
from inspector.report.exhibits import exhibits
from inspector.report.items import Place
from inspector.report.publish import write
from inspector.report.shelf import Shelf, Spot, Stored
from inspector.report.views import view

URL = "https://www.qinghe.gov.cn/guide.shtml"


def _stored(body: str) -> Stored:
    shelf = Shelf(
        [Capture(Ask(URL), URL, 200, {"content-type": "text/html; charset=utf-8"}, body.encode(), sha256="d1")]
    )
    stored = shelf.page(URL, "d1")
    assert stored is not None
    return stored


def _place(quote: str = "") -> Place:
    return Place(URL, URL, "", quote, "", 200, "2026-11-20T02:11:05+08:00", "d1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the invented quarter, with evidence."""
    folder = tmp_path_factory.mktemp("reports")
    write(invented_inspection(), folder)
    return folder


def test_a_quote_is_found_literally_by_its_place_or_by_its_words() -> None:
    """The literal words win; else the locator; else the line it shares most with; else nothing."""
    stored = _stored("<p>办公时间：工作日</p><p>电 话：6555 0123</p><p>各类文件目录</p>")

    assert stored.find("工作日", "") == Spot(0, 5, 8)
    assert stored.find("电话：65550123", "") == Spot(1, 0, len(stored.lines[1]))
    assert stored.find("各类文件目录 2026-10-27", "") == Spot(2, 0, 6)
    assert stored.find("没有这句话", stored.document.lines[2].locator) == Spot(2, 0, 6)
    assert stored.find("没有这句话", "") is None


def test_the_page_is_that_of_address_and_digest() -> None:
    """Another digest under the same address is another page: nothing is shown of it."""
    shelf = Shelf([Capture(Ask(URL), URL, 200, {}, b"<p>text</p>", sha256="d1")])

    assert shelf.page(URL, "d2") is None
    assert shelf.page("https://other.gov.cn/", "d1") is None


def test_personal_data_is_masked_on_every_page_of_the_folder(folder: Path) -> None:
    """Neither notice nor copy nor export holds the identity number or the personal mobile of the page."""
    assert ID_NUMBER in HOSTILE_PAGE
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.is_file()]

    assert not [text for text in texts if ID_NUMBER in text or MOBILE in text]
    assert any("11*************02X" in text or "11*************" in text for text in texts)


def test_every_shown_place_leads_to_a_marked_place_and_back(folder: Path) -> None:
    """The link of a notice ends at a mark of a copy; the copy names the finding it came from."""
    page = folder / "units/QH004.html"
    links = [
        node.attributes["href"] or "" for node in LexborHTMLParser(page.read_text(encoding="utf-8")).css("a.stored")
    ]
    assert links

    for link in links:
        name, _, anchor = link.partition("#")
        copy = LexborHTMLParser((page.parent / name).read_text(encoding="utf-8"))
        assert not anchor or copy.css_first(f"mark#{anchor}") is not None
        assert not anchor or copy.css('a[href*="units/QH004.html#"]')


def test_nothing_of_a_hostile_page_is_markup_in_its_copy(folder: Path) -> None:
    """No script but ours, no picture, frame, form, base, refresh, second style or handler; links are ours or marked http(s)."""
    pages = list((folder / "copies").rglob("*.html"))
    assert pages
    for page in pages:
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert (len(tree.css("script")), len(tree.css("style"))) == (1, 1)
        assert not tree.css(
            "img, iframe, object, embed, form, base, svg, link[rel=stylesheet], meta[http-equiv=refresh]"
        )
        assert not [n for n in tree.css("*") if any(name.startswith("on") or name == "style" for name in n.attributes)]
        targets = [node.attributes["href"] or "" for node in tree.css("a[href]")]
        assert all(target.startswith(("../../units/", "#m", "https://www.qinghe.gov.cn/")) for target in targets)


def test_attacks_are_readable_text_in_a_copy(folder: Path) -> None:
    """What the page said is there to read, character by character."""
    page = next((folder / "copies/QH004").iterdir())
    body = LexborHTMLParser(page.read_text(encoding="utf-8")).body
    assert body is not None

    assert all(attack in body.text() for attack in ATTACKS[:4])
    assert "<img src=x onerror=alert('cell')>" in body.text()


def test_a_long_page_keeps_its_beginning_and_what_is_quoted() -> None:
    """A page of a megabyte becomes a copy within bounds; the quoted line near its end is there, the gap is said."""
    stored = _stored("".join(f"<p>第{number}条 {'内容' * 40}</p>" for number in range(5000)))
    spot = stored.find("第4990条", "")
    assert spot is not None

    copy = copy_of("x", _place(), stored, [Mark(spot.line, spot.start, spot.end, (("F-1", "GD-01", True),))])

    texts = ["".join(piece.text for piece in text) for block in copy.blocks for text in block.lines]
    assert texts[0].startswith("第0条")
    assert any(text.startswith("第4990条") for text in texts)
    assert sum(map(len, texts)) < MOST
    gaps = sum(block.omitted for block in copy.blocks)
    assert gaps == 5000 - len(texts)


def test_overlapping_quotes_share_one_mark() -> None:
    """Two findings that quote the same words are both named at one marked place."""
    inspection = invented_inspection()
    unit = inspection.result["units"][3]
    seen = view(inspection, unit, None)

    shown = exhibits(seen, Shelf(invented_captures("QH004")))

    assert any(len(mark.findings) > 1 for copy in shown.copies for mark in copy.marks)
    assert len({copy.name for copy in shown.copies}) == len(shown.copies)


def test_tables_stay_tables() -> None:
    """Cells stand in rows; a cell of several lines keeps them."""
    stored = _stored("<table><tr><td>一</td><td>二<br>三</td></tr><tr><td>四</td><td>五</td></tr></table>")

    block = next(block for block in copy_of("x", _place(), stored, []).blocks if block.kind == "table")

    cells = [["/".join("".join(p.text for p in text) for text in cell) for cell in row] for row in block.rows]
    assert cells == [["一", "二/三"], ["四", "五"]]


def test_copies_no_notice_points_at_any_more_are_removed(tmp_path: Path) -> None:
    """A report written again leaves the folder as large as a first one would be."""
    inspection = invented_inspection()
    write(inspection, tmp_path)
    before = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.html")}
    (tmp_path / "copies/QH004/0123456789abcdef.html").write_text("old")

    write(inspection, tmp_path)
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.html")} == before

    write(dataclasses.replace(inspection, captures=lambda _code: ()), tmp_path)
    assert not list((tmp_path / "copies").rglob("*.html"))


def test_a_screenshot_is_in_the_copy_unless_the_page_has_personal_data() -> None:
    """A picture stands within the file as data; of a page with personal data none is shown, since it cannot be masked."""
    png = b"\x89PNG\r\n\x1a\nrest"
    clean, personal = (
        Capture(Ask(f"{URL}{n}"), f"{URL}{n}", 200, {"content-type": "text/html"}, body.encode(), sha256="d1")
        for n, body in enumerate(("<p>办公时间：工作日</p>", f"<p>申请人{ID_NUMBER}</p>"))
    )
    taken = [Capture(Ask(f"{URL}{n}", "RENDER"), f"{URL}{n}", 200, picture=png) for n in range(2)]

    shelf = Shelf([clean, personal, *taken])
    pages = [shelf.page(f"{URL}{n}", "d1") for n in range(2)]

    assert [page.picture if page else None for page in pages] == [png, b""]
    assert pages[0] is not None
    assert copy_of("x", _place(), pages[0], []).picture.startswith("data:image/png;base64,")
