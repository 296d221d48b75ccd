"""The year as a folder: the district's page, a page for every unit, one workbook, one machine file with its schema.

Every file appears whole or not at all and is the same for the same pack; pages open from the folder without network or script.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup, escape

from inspector.appraise.cycles import Round
from inspector.appraise.document import text
from inspector.appraise.document_schema import document_schema
from inspector.appraise.pack import YearPack
from inspector.appraise.ranking import Peers
from inspector.appraise.record import UnitYear, YearLine
from inspector.model.words import Words
from inspector.report.files import put, put_bytes
from inspector.report.html import Pages
from inspector.report.items import number, words
from inspector.report.links import stem
from inspector.report.year_book import book
from inspector.report.year_sheets import YearSheet, on_index, year_sheets

MACHINE = "appraisal.json"
_OUTSIDE = Words("{q}第三方评估", "{q} outside assessment")


def write_year(pack: YearPack, folder: Path) -> list[Path]:
    """Write everything into `folder`; the district's page is first in what is returned and last to be written."""
    pages = Pages(pack.languages)
    written = [put(folder / "units" / f"{stem(one.unit)}.html", _unit(pages, pack, one)) for one in pack.units]
    written += [
        put(folder / MACHINE, text(pack)),
        put(folder / "appraisal.schema.json", json.dumps(document_schema(), ensure_ascii=False, indent=1) + "\n"),
        put_bytes(folder / "appraisal.xlsx", book(pack)),
    ]
    sheets = year_sheets(pack.groups, len(pack.units))
    written += [put(folder / sheet.name, _sheet(pages, pack, sheet, sheets)) for sheet in sheets]
    return [put(folder / "index.html", _district(pages, pack, sheets)), *written]


def _district(pages: Pages, pack: YearPack, sheets: tuple[YearSheet, ...]) -> str:
    lacking = [one for one in pack.units if one.value is None]
    return pages.render(
        "appraisal/district.html",
        {
            **_common(pack, ""),
            "counted": [one for one in pack.units if one.value is not None],
            "lacking": lacking,
            "ordered": sum(len(one.rounds) for one in pack.units),
            "lacks": _lacks(pages, lacking),
            "held": [one for one in pack.units if one.held],
            "groups": on_index(pack.groups, len(pack.units)),
            "sheets": sheets,
            "sizes": _sizes(pack),
            "digests": {run["rules_digest"] for quarter in pack.quarters for run in quarter.runs},
        },
    )


def _lacks(pages: Pages, units: Iterable[UnitYear]) -> list[tuple[tuple[Markup, ...], list[UnitYear]]]:
    """What is missing, and of which units: those that lack the same stand together, the most of them first."""
    found: dict[tuple[Markup, ...], list[UnitYear]] = {}
    for unit in units:
        quarters = [escape(gap.quarter) for gap in unit.gaps if not gap.excused]
        outside = [pages.say(_OUTSIDE.fill(q=quarter)) for quarter in unit.unassessed]
        found.setdefault((*quarters, *outside), []).append(unit)
    return sorted(found.items(), key=lambda one: -len(one[1]))


def _sheet(pages: Pages, pack: YearPack, sheet: YearSheet, sheets: tuple[YearSheet, ...]) -> str:
    values = {"sheet": sheet, "sheets": sheets, "groups": (sheet.group,), "sizes": _sizes(pack)}
    return pages.render("appraisal/ranking.html", {**_common(pack, ""), **values})


def _sizes(pack: YearPack) -> dict[str, tuple[int, int, Decimal | None]]:
    """Group -> how many are ranked, how many there are, and the mean: also where a page shows only some of them."""
    return {one.name: (len(one.ranked), len(one.ranked) + len(one.unranked), one.mean) for one in pack.groups}


def _unit(pages: Pages, pack: YearPack, unit: UnitYear) -> str:
    anchors = {one.order for one in unit.rounds}

    def basis(line: YearLine) -> Markup:
        """What a line rests on, as a link into the same page."""
        return _basis(line, unit, anchors)

    values = {
        "unit": unit,
        "lines": list(_balanced(unit.lines)),
        "rounds": list(_anchored(unit)),
        "places": list(_places(unit, pack.groups)),
        "basis": basis,
        "words": lambda value: pages.say(words(value)),
        "number": number,
    }
    return pages.render("appraisal/unit.html", {**_common(pack, "../"), **values})


def _common(pack: YearPack, root: str) -> dict[str, object]:
    run = {"engine_version": pack.engine_version}
    return {"pack": pack, "run": run, "root": root, "whole": Decimal(100), "weights": pack.formula.weights(pack.year)}


def _balanced(lines: Iterable[YearLine]) -> Iterator[tuple[YearLine, Decimal]]:
    balance = Decimal(0)
    for line in lines:
        balance += line.points
        yield line, balance


def _anchored(unit: UnitYear) -> Iterator[tuple[str, Round]]:
    """Each round with its anchor: an order's first round has the order's own."""
    seen: dict[str, int] = {}
    for one in unit.rounds:
        seen[one.order] = seen.get(one.order, 0) + 1
        again = f".{seen[one.order]}" if seen[one.order] > 1 else ""
        yield f"order-{stem(one.order)}{again}", one


def _places(unit: UnitYear, groups: Iterable[Peers[UnitYear]]) -> Iterator[tuple[str, object, int]]:
    for group in groups:
        yield from ((group.name, place, len(group.ranked)) for place in group.ranked if place.unit.unit == unit.unit)


def _basis(line: YearLine, unit: UnitYear, orders: set[str]) -> Markup:
    if line.kind == "mean":
        links = (Markup('<a href="#{0}">{0}</a>').format(one.quarter) for one in unit.quarters)
        return Markup(" ").join(links)
    if line.ref in orders:
        return Markup('<a href="#order-{}">{}</a>').format(stem(line.ref), line.ref)
    if line.quarter:
        shown = line.ref if line.ref != line.quarter else line.quarter
        return Markup('<a href="#{}"><code>{}</code></a>').format(line.quarter, shown)
    return Markup("—")
