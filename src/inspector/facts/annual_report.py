"""Annual reports on the openness of government information, in the unified layouts or in prose (Art. 50).

Besides the contract's facts: `layout` (`2019`, `2021` or empty), `bad_cells`, `blank_totals`, `prose`, `readings`,
`overview_text`, `problems_text`, `year_in_title`, `period_year`, `statements`, `is_index`, `reports`, `attachments`.
Keys of rows and columns are those of `report_layout`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from inspector.facts import dates
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.identities import Identity, blank_totals, form, readings, sanity, sums
from inspector.facts.reading import Fact, Facts, Json, Reader
from inspector.facts.report_cells import Number
from inspector.facts.report_prose import KEYS, Figure, figures
from inspector.facts.report_tables import ReportTables, report_tables
from inspector.facts.report_text import (
    Section,
    section_facts,
    section_text,
    sections,
    statements,
    title_of,
    unit_of,
    year_facts,
    year_in_text,
    years_in,
)

_FILE = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar)$", re.IGNORECASE)
_REPORT_LINK = re.compile(r"信息公开.{0,14}(?:报告|年报)|年度报告|年报")
_BARE_YEAR = re.compile(r"20\d\d年?度?(?:报告)?")
_ITEMS = ("new", "carried_in", "total", "carried_out")
_INDEX_CHARS = 400


def read(document: Document) -> Facts:
    """The facts of one report, or of the column that lists reports (`is_index`)."""
    title = title_of(document)
    found = sections(document)
    tables = report_tables(document)
    in_title, period = year_facts(document, title)
    year = in_title or period or year_in_text(document)
    prose = figures(_prose_lines(document, tables), year.value if year and isinstance(year.value, int) else None)
    reports = _reports(document)
    return {
        "year": year,
        "unit": unit_of(document, title),
        "published": dates.published(document),
        "sections": section_facts(found),
        "tables": _tables(tables),
        "identities": [identity.json() for identity in _identities(tables, prose, _overview(found), in_title, period)],
        "layout": tables.layout,
        "bad_cells": [
            {"table": cell.table, "row": cell.row, "col": cell.col, "text": cell.text} for cell in tables.bad
        ],
        "blank_totals": [
            {"table": "applications", "row": row, "col": column} for row, column in blank_totals(tables.applications)
        ],
        "prose": _prose(prose, _overview(found)),
        "readings": _readings(tables, prose),
        "overview_text": section_text(document, found, 1),
        "problems_text": section_text(document, found, 5),
        "year_in_title": in_title,
        "period_year": period,
        "statements": {key: dict(value) for key, value in statements(document).items()},
        "is_index": _is_index(document, found, tables, reports),
        "reports": [
            {"title": link.text, "url": link.url, "year": next(iter(years_in(link.text)), None)} for link in reports
        ],
        "attachments": [{"title": link.text, "url": link.url} for link in attachments(document)],
    }


def attachments(document: Document) -> tuple[Link, ...]:
    """Links to files outside navigation and footer."""
    return tuple(link for link in document.links if link.region in ("main", "aside") and _is_file(link))


def _is_file(link: Link) -> bool:
    return bool(_FILE.search(link.url.split("?")[0]) or _FILE.search(link.text.strip()))


def _tables(tables: ReportTables) -> Json:
    found = {"voluntary": tables.voluntary, "applications": tables.applications, "review": tables.review}
    return {name: {row: dict(cells) for row, cells in rows.items()} if rows else None for name, rows in found.items()}


def _prose_lines(document: Document, tables: ReportTables) -> list[tuple[int, Line]]:
    return [
        (index, line)
        for index, line in enumerate(document.lines)
        if line.region == "main" and not (line.cell and line.cell[0] in tables.used)
    ]


def _overview(found: Sequence[Section]) -> range | None:
    """The lines of section one; None where the report has no such section."""
    start = next((section for section in found if section.number == 1), None)
    if start is None:
        return None
    after = [section.index for section in found if section.index > start.index]
    return range(start.index, after[0] if after else 1_000_000)


def _prose(found: Sequence[Figure], overview: range | None) -> Json:
    prose: dict[str, Json] = {}
    for key in KEYS:
        prose[key] = [
            {
                "value": figure.value,
                "quote": figure.quote,
                "locator": figure.locator,
                "overview": overview is None or figure.index in overview,
                "includes_carried_in": figure.includes,
            }
            for figure in found
            if figure.key == key
        ]
    return prose


def _single(found: Sequence[Figure]) -> dict[str, Number]:
    """Keys for which the prose gives one figure and no other."""
    values = {key: {figure.value for figure in found if figure.key == key} for key in KEYS}
    return {key: next(iter(value)) for key, value in values.items() if len(value) == 1}


def _readings(tables: ReportTables, prose: Sequence[Figure]) -> Json:
    said = _single(prose)
    found: list[Json] = []
    if tables.applications:
        found += readings({item: tables.applications.get(item, {}).get("total") for item in _ITEMS}, "table")
    for entry in _of_prose(said, prose):
        quotes = [figure.quote for figure in prose if figure.key in _ITEMS]
        found.append({**entry, "quotes": list(dict.fromkeys(quotes))})
    results = [said[key] for key in ("r1", "r2", "r3", "r4", "r5", "r6") if key in said]
    total = said.get("total")
    if total is not None and len(results) >= 3:
        delta = sum(value for value in results if value is not None) - total
        quotes = [figure.quote for figure in prose if figure.key.startswith("r") and figure.key[1:].isdigit()]
        detail = f"{' + '.join(map(str, results))} against {total}"
        quoted: list[Json] = list(dict.fromkeys(quotes))
        found.append(
            {
                "reading": "results",
                "basis": "prose",
                "holds": delta == 0,
                "delta": delta,
                "detail": detail,
                "quotes": quoted,
            }
        )
    return found


def _of_prose(said: Mapping[str, Number], prose: Sequence[Figure]) -> list[dict[str, Json]]:
    """Both readings of the figures in the text.

    Where the text gives two figures of what was received, and they differ by what was carried in, it says itself which is which:
    the smaller one is what was new (A), the larger what was received in all (B).
    """
    new = sorted({figure.value for figure in prose if figure.key == "new"})
    if len(new) == 2 and new[1] - new[0] == said.get("carried_in"):
        both = zip("AB", (readings({**said, "new": value}, "prose") for value in new), strict=True)
        return [one for name, told in both for one in told if one["reading"] == name]
    return readings(said, "prose")


def _identities(
    tables: ReportTables, prose: Sequence[Figure], overview: range | None, in_title: Fact | None, period: Fact | None
) -> list[Identity]:
    found = sums(tables.applications, tables.review)
    found += [
        Identity("I4", "not_applicable", detail="needs last year's report"),
        Identity("I6", "not_applicable", detail="needs last year's report"),
        _said_and_tabled(tables, [figure for figure in prose if overview is None or figure.index in overview]),
        form(
            (tables.voluntary, tables.applications, tables.review),
            tables.bad,
            blank_totals(tables.applications),
            tables.money_unit,
        ),
        Identity("I9", "not_applicable", detail="needs the reports of all units"),
        _one_year(in_title, period),
        sanity(tables.applications),
    ]
    return sorted(found, key=lambda identity: int(identity.id[1:]))


def _said_and_tabled(tables: ReportTables, prose: Sequence[Figure]) -> Identity:
    """I7: fails only where the prose gives one figure, and no reading of it is in the table."""
    if not (tables.applications or tables.review):
        return Identity("I7", "not_applicable", detail="no table to compare with")
    cells = _tabled(tables)
    same, wrong, open_keys = [], [], []
    for key, cell in cells.items():
        said = {figure.value for figure in prose if figure.key == key}
        if not said:
            continue
        if len(said) > 1 or cell is None or (key == "new" and _may_include(tables, said, prose)):
            open_keys.append(f"{key}: {sorted(said)} against {cell}")
        elif said == {cell}:
            same.append(key)
        else:
            wrong.append((f"{key}: {next(iter(said))} against {cell}", next(iter(said)) - cell))
    if wrong:
        return Identity("I7", "fail", wrong[0][1], "; ".join(detail for detail, _ in wrong))
    if open_keys or not same:
        return Identity("I7", "undetermined", detail="; ".join(open_keys) or "no figure in the text of section one")
    return Identity("I7", "pass", 0, f"compared: {', '.join(same)}")


def _tabled(tables: ReportTables) -> dict[str, Number]:
    applications, review = tables.applications or {}, tables.review or {}
    cells = {item: applications[item].get("total") for item in _ITEMS if item in applications}
    if "reconsideration" in review:
        cells["reconsideration"] = review["reconsideration"]["total"]
        suits = [review[block]["total"] for block in ("litigation_direct", "litigation_after") if block in review]
        known = [value for value in suits if value is not None]
        cells["litigation"] = sum(known) if len(known) == len(suits) else None
    return cells


def _may_include(tables: ReportTables, said: set[int], prose: Sequence[Figure]) -> bool:
    """Whether the one figure for 'received' may be new and carried-in taken together."""
    rows = tables.applications or {}
    both = [rows.get(item, {}).get("total") for item in ("new", "carried_in")]
    together = sum(value for value in both if value is not None)
    return said != {both[0]} and (said == {together} or any(figure.includes for figure in prose if figure.key == "new"))


def _one_year(in_title: Fact | None, period: Fact | None) -> Identity:
    if in_title is None or period is None:
        return Identity(
            "I10", "undetermined", detail="the year is given in one place only" if in_title or period else "no year"
        )
    printed, told = in_title.value, period.value
    if printed == told:
        return Identity("I10", "pass", 0)
    delta = printed - told if isinstance(printed, int) and isinstance(told, int) else None
    return Identity("I10", "fail", delta, f"title {printed} against period {told}")


def _reports(document: Document) -> list[Link]:
    """Links to reports: their title or, where that is a bare year, the column's says so, and they do not lead back here."""
    column = bool(_REPORT_LINK.search(norm(document.title)))
    found = {
        link.url: link
        for link in document.links
        if link.region == "main" and link.url != document.url
        if _REPORT_LINK.search(norm(link.title or link.text)) or (column and _BARE_YEAR.fullmatch(norm(link.text)))
    }
    return [link for link in found.values() if years_in(link.text) or len(norm(link.text)) >= 10]


def _is_index(document: Document, found: Sequence[Section], tables: ReportTables, reports: Sequence[Link]) -> bool:
    """A column that lists reports has links to them and no report of its own."""
    if tables.applications or tables.review or sum(section.standard for section in found) >= 3:
        return False
    pages = [link for link in reports if not _is_file(link)]
    own = sum(len(norm(line.text)) for line in document.lines if line.region == "main" and not line.links)
    return bool(pages) and own < _INDEX_CHARS


READER = Reader("annual_report", read)
