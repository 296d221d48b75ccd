"""From a column to the page that is due: the guide itself, the list itself, the report of the year."""

from __future__ import annotations

import re
from collections.abc import Callable

from inspector import lazy
from inspector.facts.document import Document, Link, norm
from inspector.facts.reading import Reading
from inspector.facts.report.text import years_in
from inspector.facts.substance import breadcrumb
from inspector.model.unit import Unit
from inspector.survey.dossier import Page, Plan
from inspector.survey.unit_names import is_named

_SUBSTANCE = 300
_GUIDE = lazy.pattern(r"公开指南|公开服务指南|办事指南.*公开|申请指南")
_LIST = lazy.pattern(r"全清单|公开清单|公开目录|基本目录|事项目录|标准目录|公开标准")
_REPORT = lazy.pattern(r"年度报告|年报|工作报告")
_INSTITUTION = lazy.pattern(
    r"(?:机构|单位|部门|街道|镇|乡|本?[局委办中心])(?:职能|概况|简介|信息|介绍|职责|基本情况)|职能配置|主要(?:职责|职能)|(?:工作|法定)职责"
)
_PARTS = ("structure", "head", "address", "hours", "contact")
_BARE_YEAR = lazy.pattern(r"20\d\d年?度?(?:报告)?")
_BODY = lazy.pattern(r"[局委办院镇乡厅站所队]|街道|中心|政府(?!信息|网)")
_DAY = lazy.pattern(r"20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}日?")
"""The day on which a report was published tells nothing of the year that it reports on."""
_FILES = (".xlsx", ".xls", ".docx", ".doc", ".pdf", ".wps", ".et")
_CONTACTS = ("phone", "office_address", "work_body", "email", "office_hours")


def entry(role: str, page: Page, plan: Plan, unit: Unit) -> Link | None:
    """The link on `page` that leads on to what `role` means for `unit`; None where `page` is already it, or leads nowhere."""
    chooser = _CHOOSERS.get(role)
    return chooser(page, plan, unit) if chooser is not None and page.document is not None else None


def report_of(page: Page, year: int, unit: Unit) -> Link | None:
    """The link to the unit's annual report of `year` on a column that lists reports."""
    title = page.document.title if page.document is not None else ""
    column = bool(_REPORT.search(norm(title)))
    of_year = years_in(f"{title} {page.label}")[:1] == (year,)

    def is_report(link: Link) -> bool:
        years = [year_in for text in (link.text, link.title) for year_in in years_in(_DAY.sub(" ", text))]
        words = norm(link.text + link.title)
        if not years or years[:1] != [year]:
            said = of_year and not years and "信息公开" in words
            return bool(_REPORT.search(words)) and (said or f"{year}年度" in words)
        return bool(_REPORT.search(words) or (column and _BARE_YEAR.fullmatch(norm(link.text))))

    return _first(page.document, is_report, unit) if page.document is not None else None


def lists_reports(page: Page) -> bool:
    """Whether `page` is a column of reports rather than a report."""
    return bool(page.read("annual_report").data("is_index"))


def _guide(page: Page, _: Plan, unit: Unit) -> Link | None:
    reading = page.read("guide")
    if any(reading.many(name) for name in _CONTACTS) and reading.document.chars >= _SUBSTANCE:
        return None
    if _is_text(reading.document, _GUIDE):
        return None
    wanted = lambda link: bool(_GUIDE.search(norm(link.text + link.title))) and link.url != page.url  # noqa: E731
    return _first(page.document, wanted, unit)


def _list(page: Page, _: Plan, unit: Unit) -> Link | None:
    reading = page.read("list")
    if _rows(reading):
        return None
    wanted = lambda link: bool(_LIST.search(norm(link.text + link.title))) and link.url != page.url  # noqa: E731
    files = lambda link: link.url.lower().split("?")[0].endswith(_FILES)  # noqa: E731
    return _newest(page.document, wanted, unit) or _newest(page.document, files, unit)


def _annual_report(page: Page, plan: Plan, unit: Unit) -> Link | None:
    if lists_reports(page):
        return report_of(page, plan.report_year, unit)
    reading = page.read("annual_report")
    tables = reading.data("tables")
    if reading.many("sections") or (isinstance(tables, dict) and any(tables.values())):
        return None
    attached = reading.data("attachments")
    urls = [one.get("url") for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    return _first(page.document, lambda link: link.url in urls and is_report_file(link), unit)


def is_report_file(link: Link) -> bool:
    """Whether an attachment may be the report itself: its words say so, or there is nothing else that they say."""
    words = norm(link.text + link.title)
    return bool(_REPORT.search(words)) or not re.search(r"附表|附件\d|解读|说明|图", words)


def _institution(page: Page, _: Plan, unit: Unit) -> Link | None:
    """The only entry that tells what the unit is, of a column that says nothing of it itself."""
    reading = page.read("institution")
    if any(reading.one(part) is not None for part in _PARTS):
        return None
    items = page.read("column").data("items")
    rows = [one for one in items if isinstance(one, dict) and one.get("date")] if isinstance(items, list) else []
    urls = {one.get("url") for one in rows if _INSTITUTION.search(norm(str(one.get("title"))))} - {page.url}
    return _first(page.document, lambda link: link.url in urls, unit) if len(urls) == 1 else None


def _is_text(document: Document, named: re.Pattern[str]) -> bool:
    """Whether the page is a text of that name itself, and no column that leads to one."""
    said = sum(len(norm(line.text)) for line in document.lines if line.region == "main" and not line.links)
    return said >= _SUBSTANCE and bool(named.search(norm(document.title)))


def _rows(reading: Reading) -> int:
    fact = reading.one("row_count")
    value = fact.value if fact is not None else reading.data("row_count")
    return value if isinstance(value, int) else 0


def _newest(document: Document | None, wanted: Callable[[Link], bool], unit: Unit) -> Link | None:
    """The unit's link that bears the latest year; the first where none bears one."""
    links = _of_unit(document, wanted, unit)
    return max(links, key=lambda link: max(years_in(_DAY.sub(" ", link.text)), default=0), default=None)


def _first(document: Document | None, wanted: Callable[[Link], bool], unit: Unit) -> Link | None:
    return next(iter(_of_unit(document, wanted, unit)), None)


def _of_unit(document: Document | None, wanted: Callable[[Link], bool], unit: Unit) -> list[Link]:
    """Of a column that lists several bodies' pages the unit's own; else those that name no body; else all."""
    lines = document.lines if document is not None else ()
    links = [link for link in document.links if link.region == "main" and wanted(link)] if document is not None else []
    links = [link for link in links if link.line < 0 or not breadcrumb(lines[link.line])]
    named = [link for link in links if is_named(unit, norm(link.text + link.title))]
    return named or [link for link in links if not _BODY.search(norm(link.text))] or links


_CHOOSERS: dict[str, Callable[[Page, Plan, Unit], Link | None]] = {
    "guide": _guide,
    "list": _list,
    "annual_report": _annual_report,
    "institution": _institution,
}
