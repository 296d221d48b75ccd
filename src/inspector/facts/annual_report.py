"""Annual reports on the openness of government information, in the unified layouts or in prose (Art. 50).

Besides the contract's facts: `layout` (`2019`, `2021` or empty), `bad_cells`, `blank_totals`, `prose`, `readings`,
`overview_text`, `problems_text`, `year_in_title`, `period_year`, `statements`, `is_index`, `reports`, `attachments`.
Keys of rows and columns are those of `report.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from inspector import lazy
from inspector.facts import page_dates
from inspector.facts.document import Document, Line, Link, norm
from inspector.facts.reading import Fact, Facts, Json, Reader, WhenAsked
from inspector.facts.report.agreement import identities_of, told_readings
from inspector.facts.report.identities import blank_totals
from inspector.facts.report.prose import KEYS, Figure, figures
from inspector.facts.report.tables import ReportTables, report_tables
from inspector.facts.report.text import (
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

_FILE = lazy.pattern(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar)$", re.IGNORECASE)
_REPORT_LINK = lazy.pattern(r"信息公开.{0,14}(?:报告|年报)|年度报告|年报")
_BARE_YEAR = lazy.pattern(r"20\d\d年?度?(?:报告)?")
_INDEX_CHARS = 400
_STANDARD = 3
"""So many sections of the standard form are a report's own."""


def read(document: Document) -> Facts:
    """The facts of one report, or of the column that lists reports (`is_index`)."""
    report = _Report(document)
    return WhenAsked(
        year=lambda: report.year,
        unit=lambda: unit_of(document, report.title),
        published=lambda: page_dates.published(document),
        sections=lambda: section_facts(report.sections),
        tables=lambda: _tables(report.tables),
        identities=lambda: [
            one.json() for one in identities_of(report.tables, report.prose, _overview(report.sections), *report.years)
        ],
        layout=lambda: report.tables.layout,
        bad_cells=lambda: [
            {"table": cell.table, "row": cell.row, "col": cell.col, "text": cell.text} for cell in report.tables.bad
        ],
        blank_totals=lambda: [
            {"table": "applications", "row": row, "col": column}
            for row, column in blank_totals(report.tables.applications)
        ],
        prose=lambda: _prose(report.prose, _overview(report.sections)),
        readings=lambda: told_readings(report.tables, report.prose),
        overview_text=lambda: section_text(document, report.sections, 1),
        problems_text=lambda: section_text(document, report.sections, 5),
        year_in_title=lambda: report.years[0],
        period_year=lambda: report.years[1],
        statements=lambda: {key: dict(value) for key, value in statements(document).items()},
        is_index=lambda: _is_index(report),
        reports=lambda: [
            {"title": link.text, "url": link.url, "year": next(iter(years_in(link.text)), None)}
            for link in _reports(document)
        ],
        attachments=lambda: [{"title": link.text, "url": link.url} for link in attachments(document)],
    )


@dataclass(frozen=True)
class _Report:
    """What several facts of a report are made of, each part read once, when one of them is asked for."""

    document: Document

    @cached_property
    def title(self) -> Line | None:
        return title_of(self.document)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.document)

    @cached_property
    def tables(self) -> ReportTables:
        return report_tables(self.document)

    @cached_property
    def years(self) -> tuple[Fact | None, Fact | None]:
        """The year in the title, and that of the period."""
        return year_facts(self.document, self.title)

    @cached_property
    def year(self) -> Fact | None:
        return self.years[0] or self.years[1] or year_in_text(self.document)

    @cached_property
    def prose(self) -> tuple[Figure, ...]:
        year = self.year.value if self.year and isinstance(self.year.value, int) else None
        return figures(_prose_lines(self.document, self.tables), year)


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


def _is_index(report: _Report) -> bool:
    """A column that lists reports has links to them and no report of its own."""
    document = report.document
    if all(_is_file(link) for link in _reports(document)):
        return False
    if sum(len(norm(line.text)) for line in document.lines if line.region == "main" and not line.links) >= _INDEX_CHARS:
        return False
    tabled = report.tables.applications or report.tables.review
    return not tabled and sum(section.standard for section in report.sections) < _STANDARD


READER = Reader("annual_report", read)
