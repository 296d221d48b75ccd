"""The folder of reports, written unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspector.report import export
from inspector.report.exhibits import exhibits
from inspector.report.figures import District, district
from inspector.report.files import put, sweep, writing
from inspector.report.handbook import rule_pages, write_handbook
from inspector.report.health import NAME as HEALTH
from inspector.report.html import Pages
from inspector.report.inspection import Inspection
from inspector.report.links import folder as folder_name
from inspector.report.links import stem
from inspector.report.repairs import repairs
from inspector.report.rows import Row, summarise
from inspector.report.sheets import on_index, sheets
from inspector.report.shelf import Shelf
from inspector.report.trend import district_trend, unit_trend
from inspector.report.views import UnitView, view

VERIFIER = "verify_evidence.py"
"""The name under which the script is known in notices."""


def write(inspection: Inspection, folder: Path) -> list[Path]:
    """Write all reports of `inspection` into `folder` and return their paths, the district report first.

    Each file appears whole or not at all; the index is written last, so that it never points at a page that is not there. One
    unit at a time is held with its pages; copies that no notice points at any more are removed.
    """
    pages = Pages(inspection.languages, rule_pages(inspection.rules))
    rows: list[Row] = []
    written = [put(folder / "result.json", (inspection.text or export.texts(inspection.result))())]
    with writing(folder / "findings.csv") as findings:
        findings.writelines(export.lines(export.FINDINGS))
        for raw, unit in _views(inspection):
            rows.append(summarise(unit))
            written += _notice(inspection, raw, unit, pages, folder)
            findings.writelines(map(export.row_text, export.finding_rows(unit)))
    figures = district(rows, tuple(inspection.packs))
    written += [
        folder / "findings.csv",
        put(folder / "scores.csv", export.lines(export.SCORES, map(export.score_row, rows))),
        *write_handbook(inspection, figures, pages, folder),
        *_rankings(inspection, figures, pages, folder),
        *_health(inspection, pages, folder),
        *_verifier(inspection, folder),
    ]
    index = put(folder / "index.html", pages.render("district.html", _of_district(inspection, figures)))
    return [index, *written]


def _verifier(inspection: Inspection, folder: Path) -> Iterator[Path]:
    """The script that each notice names, beside the notices and beside the index."""
    for place in (folder, folder / "units") if inspection.verifier else ():
        yield put(place / VERIFIER, inspection.verifier)


def _health(inspection: Inspection, pages: Pages, folder: Path) -> Iterator[Path]:
    """How the run went, where that is known."""
    if inspection.health is not None:
        values = {**_common(inspection, ""), "health": inspection.health}
        yield put(folder / HEALTH, pages.render("health.html", values))


def _notice(
    inspection: Inspection, raw: Mapping[str, Any], unit: UnitView, pages: Pages, folder: Path
) -> Iterator[Path]:
    """The unit's notice, and a copy of each page that it shows a place of, in a folder of the unit's own."""
    shown = exhibits(unit, Shelf(inspection.captures(unit.code)))
    place = folder / "copies" / folder_name(unit.code)
    common = {**_common(inspection, "../../"), "unit": unit}
    copies = [
        put(place / f"{copy.name}.html", pages.render("copy.html", {**common, "copy": copy})) for copy in shown.copies
    ]
    sweep(place, copies)
    yield from copies
    values = {
        **_common(inspection, "../"),
        "unit": unit,
        "shown": shown.places,
        "repairs": repairs(inspection, inspection.plan(raw)),
        "trend": unit_trend(inspection.past, unit, inspection.result["run"]),
    }
    yield put(folder / "units" / f"{stem(unit.code)}.html", pages.render("unit.html", values))


def _rankings(inspection: Inspection, figures: District, pages: Pages, folder: Path) -> Iterator[Path]:
    """The pages a large district has beside its index: the rankings in parts, and one list of all units to search."""
    parts = sheets(figures)
    for sheet in parts:
        values = {
            **_common(inspection, ""),
            "figures": figures,
            "sheet": sheet,
            "sheets": parts,
            "groups": (sheet.group,),
        }
        yield put(folder / sheet.name, pages.render("ranking.html", values))
    if parts:
        yield put(folder / "units.html", pages.render("units.html", {**_common(inspection, ""), "figures": figures}))


def _views(inspection: Inspection) -> Iterator[tuple[Mapping[str, Any], UnitView]]:
    earlier = inspection.previous
    for unit in inspection.result["units"]:
        before = earlier.units.get(unit["code"]) if earlier is not None else None
        changed = earlier.change(unit, before) if earlier is not None else None
        yield unit, view(inspection, unit, before, changed)


def _of_district(inspection: Inspection, figures: District) -> dict[str, object]:
    return {
        **_common(inspection, ""),
        "figures": figures,
        "groups": on_index(figures),
        "sheets": sheets(figures),
        "trend": district_trend(inspection.past, figures, inspection.result["run"]),
    }


def _common(inspection: Inspection, root: str) -> dict[str, object]:
    return {"inspection": inspection, "run": inspection.result["run"], "root": root}
