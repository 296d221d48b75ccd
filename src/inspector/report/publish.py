"""The folder of reports, written unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.model.words import Words
from inspector.report import export
from inspector.report.exhibits import exhibits
from inspector.report.figures import District, district
from inspector.report.files import put, sweep, writing
from inspector.report.handbook import rule_pages, write_handbook
from inspector.report.health import NAME as HEALTH
from inspector.report.html import Pages
from inspector.report.inspection import Inspection
from inspector.report.leaves import leaves, sweep_leaves
from inspector.report.links import folder as folder_name
from inspector.report.links import stem
from inspector.report.repairs import repairs
from inspector.report.rows import Row, summarise
from inspector.report.sheets import on_index, sheets, unit_lists
from inspector.report.shelf import Shelf
from inspector.report.trend import district_trend, unit_trend
from inspector.report.views import UnitView, view

VERIFIER = "verify_evidence.py"
"""The name under which the script is known in notices."""

Each = Callable[[Sequence[str], Callable[[str], "_Done"]], Generator["_Done", None, None]]
"""Does something with each code, and gives what comes of it in their order: one after the other, or several at a time."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A unit whose pages are written: its row for the district, the pages, its lines of `findings.csv`."""

    row: Row
    pages: list[Path]
    findings: str


def _in_turn(codes: Sequence[str], work: Callable[[str], _Done]) -> Generator[_Done, None, None]:
    yield from map(work, codes)


def write(inspection: Inspection, folder: Path, each: Each = _in_turn) -> list[Path]:
    """Write all reports of `inspection` into `folder` and return their paths, the district report first.

    Each file appears whole or not at all; the index is written last, so that it never points at a page that is not there. One
    unit at a time is held with its pages (by `each` of the processes that share the work); copies that no notice points at any
    more are removed.
    """
    pages = Pages(inspection.languages, rule_pages(inspection.rules))
    units = inspection.units
    if units is None:
        units = {str(unit["code"]): unit for unit in inspection.result["units"]}
    rows: list[Row] = []
    written = [put(folder / "result.json", (inspection.text or export.texts(inspection.result))())]

    def one(code: str) -> _Done:
        raw = units[code]
        unit = _view(inspection, raw)
        paths = list(_notice(inspection, raw, unit, pages, folder))
        return _Done(summarise(unit), paths, "".join(map(export.row_text, export.finding_rows(unit))))

    with writing(folder / "findings.csv") as findings, closing(each(list(units), one)) as notices:
        findings.writelines(export.lines(export.FINDINGS))
        for done in notices:
            rows.append(done.row)
            written += done.pages
            findings.write(done.findings)
    figures = district(rows, tuple(inspection.packs))
    written += [
        folder / "findings.csv",
        put(folder / "scores.csv", export.lines(export.SCORES, map(export.score_row, rows))),
        *write_handbook(inspection, figures, pages, folder),
        *_rankings(inspection, figures, pages, folder),
        *_health(inspection, pages, folder),
        *_verifier(inspection, folder),
    ]
    index = put(folder / "index.html", pages.render("district.html", _of_district(inspection, figures, folder)))
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
        "order_notice": _order_notice(folder, unit.code),
        "trend": unit_trend(inspection.past, unit, inspection.result["run"]),
        "copies": f"../copies/{folder_name(unit.code)}/",
    }
    notice = [put(folder / "units" / name, page) for name, page in leaves(unit, pages, values)]
    sweep_leaves(folder / "units", unit.code, len(notice))
    yield from reversed(notice)


def _order_notice(folder: Path, code: str) -> str:
    """The notice of the unit's orders, where it lies there when the unit's page is written; else empty."""
    name = f"orders/{stem(code)}.html"
    return f"../{name}" if (folder / name).is_file() else ""


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
    lists = unit_lists(figures) if parts else ()
    for one in lists:
        values = {**_common(inspection, ""), "figures": figures, "list": one, "lists": lists}
        yield put(folder / one.name, pages.render("units.html", values))


def _view(inspection: Inspection, unit: Mapping[str, Any]) -> UnitView:
    earlier = inspection.previous
    before = earlier.units.get(unit["code"]) if earlier is not None else None
    changed = earlier.change(unit, before) if earlier is not None else None
    return view(inspection, unit, before, changed)


def _of_district(inspection: Inspection, figures: District, folder: Path) -> dict[str, object]:
    return {
        **_common(inspection, ""),
        "figures": figures,
        "groups": on_index(figures),
        "sheets": sheets(figures),
        "trend": district_trend(inspection.past, figures, inspection.result["run"]),
        "beside": _beside(inspection, folder),
    }


def _beside(inspection: Inspection, folder: Path) -> tuple[tuple[str, Words], ...]:
    """The pages of figures that lie there when the index is written: outside assessments, statistics of this year and the last."""
    year = int(inspection.result["run"]["quarter"][:4])
    pages = {"assessment.html": Words("第三方评估与自查对照", "outside assessment beside our own")}
    for one in (year, year - 1):
        pages[f"../{one}/statistics.html"] = Words(f"{one}年度政府信息公开统计", f"disclosure statistics of {one}")
    return tuple((page, words) for page, words in pages.items() if (folder / page).is_file())


def _common(inspection: Inspection, root: str) -> dict[str, object]:
    return {"inspection": inspection, "run": inspection.result["run"], "root": root}
