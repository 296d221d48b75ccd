"""Every kind of page stays within 300 KB, whatever a quarter brings: what does not fit goes on to a further page, and is found there."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from worst_quarter import NAME, worst_district, worst_inspection

from inspector.report.publish import write
from inspector.report.sheets import ON_INDEX, unit_lists

MOST = 300_000


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of each page."""
    return {str(page.relative_to(folder)): page.stat().st_size for page in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def worst(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a unit that fails all rules, some of them thirty times over, with five long quotes each."""
    folder = tmp_path_factory.mktemp("worst")
    write(worst_inspection(1), folder)
    return folder


def test_no_page_of_the_worst_quarter_is_larger_than_300_kb(worst: Path) -> None:
    """Index, handbook, notice with its further pages, copies."""
    found = sizes(worst)

    assert len(found) > 20
    assert {name: size for name, size in found.items() if size > MOST} == {}


def test_every_item_stands_in_full_once_and_is_led_to_from_the_first_page(worst: Path) -> None:
    """The first page has an anchor for each item: the item, or the line that leads to the page where it is."""
    texts = {page.name: page.read_text(encoding="utf-8") for page in (worst / "units").glob("*.html")}
    ids = [one["id"] for one in worst_inspection(1).result["units"][0]["findings"]]
    first = texts["QH00000.html"]

    for id in ids:
        full = [name for name, text in texts.items() if re.search(f'<article class="card[^>]* id="{id}"', text)]
        assert len(full) == 1, id
        assert first.count(f'id="{id}"') == 1, id
        assert full == ["QH00000.html"] or f'href="{full[0]}#{id}"' in first, id
    assert first.count('<article class="card') > 0
    assert "\x02" not in first


def test_the_further_pages_of_a_notice_that_became_shorter_are_gone(tmp_path: Path) -> None:
    """Nobody finds last week's items behind today's notice."""
    write(worst_inspection(1, many=()), tmp_path)
    assert (tmp_path / "units" / "QH00000.2.html").is_file()
    short = worst_inspection(1, many=())
    short.result["units"][0]["findings"] = short.result["units"][0]["findings"][:1]

    write(short, tmp_path)

    assert [page.name for page in (tmp_path / "units").glob("*.html")] == ["QH00000.html"]


def test_thousands_of_units_with_the_longest_names_are_listed_on_pages_of_bounded_size() -> None:
    """Every unit once, in its order, on as few pages as hold them; two thousand of the usual length are on one."""
    row = SimpleNamespace(code="QH00000", name=NAME)
    usual = SimpleNamespace(code="QH101", name="清河区住房和城乡建设委员会")

    long = unit_lists(SimpleNamespace(rows=[row] * 5000))  # type: ignore[arg-type] - rows are all it looks at

    assert [one.name for one in long] == ["units.html", *(f"units-{n}.html" for n in range(2, len(long) + 1))]
    assert sum(len(one.rows) for one in long) == 5000
    assert all(len(one.rows) * 210 < 255_000 for one in long)
    assert len(unit_lists(SimpleNamespace(rows=[usual] * 2000))) == 1  # type: ignore[arg-type] - as above


@pytest.mark.slow
@pytest.mark.parametrize("units", [ON_INDEX, ON_INDEX + 1])
def test_a_district_stays_within_bounds_on_either_side_of_the_division(tmp_path: Path, units: int) -> None:
    """The most units that are all on the index, and one more, which spreads them over pages: the longest names leave room."""
    write(worst_district(units), tmp_path)

    found = sizes(tmp_path)
    assert {name: size for name, size in found.items() if size > MOST} == {}
    assert (tmp_path / "units.html").is_file() == (units > ON_INDEX)
