"""The papers of orders: a notice and a response form for each unit, and the district's ledger, written from the events."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Literal

from inspector.errors import UsageError
from inspector.model.order import Order
from inspector.pipeline.make import TEMPLATE
from inspector.pipeline.rectify.appeals import appeals_of, reasons_of, said_of
from inspector.pipeline.rectify.releases import unreleased
from inspector.pipeline.report.exports import SCRIPT, script
from inspector.pipeline.workspace import Workspace
from inspector.rectify import ledger, orders_of
from inspector.rectify.ledger import Beside, Line, document
from inspector.report import order_documents, order_pages, order_tables
from inspector.report.exhibits import exhibit_name
from inspector.report.files import put, put_bytes
from inspector.report.links import folder as folder_name
from inspector.report.links import stem
from inspector.report.order_notices import Letterhead, Shown, notice
from inspector.settings.extras import install

Format = Literal["csv", "xlsx", "docx", "json"]


def write_papers(
    workspace: Workspace, day: date, units: Collection[str] = (), quarter: str = ""
) -> tuple[tuple[Path, ...], str]:
    """Write the notices (HTML, Word) and forms (XLSX, CSV) of `units` (all by default), and the ledger of each quarter they are in.

    They lie in `reports/<quarter>/orders/`. Returns the paths, and a sentence where Word documents could not be made.
    """
    orders, beside = _known(workspace)
    issued = [order for order in orders if order.issued_on is not None and quarter in ("", order.quarter)]
    chosen = [order for order in issued if not units or order.unit in units]
    quarters = {order.quarter for order in chosen}
    beside = replace(beside, copies=_copies(workspace.reports, (o for o in issued if o.quarter in quarters)))
    drafts = {name for name in quarters if _draft(workspace, name)}
    written: list[Path] = []
    for (name, _), group in groupby(sorted(chosen, key=_group), key=_group):
        written += _of_unit(workspace, tuple(group), day, beside, name in drafts)
    for name in sorted(quarters):
        put(workspace.reports / name / "orders" / SCRIPT, script())
        lines = ledger([o for o in issued if o.quarter == name], day, workspace.settings.orders.notice, beside)
        written += _of_quarter(workspace.reports / name / "orders", lines, day)
    lacking = "" if order_documents.installed() else f"no Word documents: {install('word')}"
    return tuple(written), lacking


def renew(workspace: Workspace, orders: Iterable[Order], day: date) -> None:
    """Write the papers of the units that `orders` concern anew, after something happened to them."""
    if codes := sorted({order.unit for order in orders if order.issued_on is not None}):
        write_papers(workspace, day, codes)


def export(workspace: Workspace, path: Path, day: date, units: Collection[str] = (), open_only: bool = False) -> int:
    """Write the ledger to `path`, in the format its name ends in; returns how many orders there are. Raises UsageError."""
    orders, beside = _known(workspace)
    chosen = [o for o in orders if (not units or o.unit in units) and (o.open or not open_only)]
    beside = replace(beside, copies=_copies(workspace.reports, chosen))
    lines = ledger(chosen, day, workspace.settings.orders.notice, beside)
    match path.suffix.lower():
        case ".csv":
            put(path, order_tables.csv_text(lines))
        case ".xlsx":
            put_bytes(path, order_tables.workbook(lines, day))
        case ".docx":
            title = f"{workspace.settings.district.name}政府信息公开整改台账（截至{day}）"
            put_bytes(path, order_documents.ledger_document(lines, title))
        case ".json":
            put(path, _json(lines, day))
        case _:
            raise UsageError(f"{path.name} names no format", remedy="End it in .csv, .xlsx, .docx or .json.")
    return len(lines)


def _known(workspace: Workspace) -> tuple[tuple[Order, ...], Beside]:
    with workspace.store() as store:
        events = store.events("order", "appeal")
    appeals = appeals_of(events)
    return orders_of(events), Beside(said_of(appeals), reasons_of(appeals))


def _copies(reports: Path, orders: Iterable[Order]) -> dict[str, tuple[str, str]]:
    return {order.number: found for order in orders if any(found := _copy(reports, order))}


def _copy(reports: Path, order: Order) -> tuple[str, str]:
    """Where the stored page that an order quotes first, and its screenshot, are below `reports`; empty where there is none."""
    cited = next(iter(order.opened.get("evidence", ())), None)
    if cited is None:
        return "", ""
    shown = _shown(reports / order.quarter / "orders", order.unit)
    copy, picture = shown(str(cited.get("final_url") or cited.get("url", "")), str(cited.get("sha256", "")))
    return copy.replace("../", f"{order.quarter}/", 1), picture.replace("../", f"{order.quarter}/", 1)


def _group(order: Order) -> tuple[str, str]:
    return order.quarter, order.unit


def _of_unit(workspace: Workspace, orders: tuple[Order, ...], day: date, beside: Beside, draft: bool) -> Iterable[Path]:
    settings = workspace.settings
    head = Letterhead(settings.district.name, settings.orders.office, settings.orders.answer_to, settings.orders.notice)
    name = stem(orders[0].unit)
    folder = workspace.reports / orders[0].quarter / "orders"
    mine = notice(orders, head, day, name, beside, _shown(folder, orders[0].unit), draft)
    yield put(folder / f"{name}.html", order_pages.page(mine, settings.report.languages))
    open_ = ledger([order for order in orders if order.open], day, settings.orders.notice, beside)
    yield put(folder / f"{name}.csv", order_tables.csv_text(open_, order_tables.RESPONSE))
    yield put_bytes(folder / f"{name}.xlsx", order_tables.response_form(open_, day))
    if order_documents.installed():
        own = settings.workspace / TEMPLATE
        layout = own.read_bytes() if own.is_file() else order_documents.template()
        yield put_bytes(folder / f"{name}.docx", order_documents.notice_document(mine, layout, TEMPLATE.as_posix()))


def _draft(workspace: Workspace, quarter: str) -> bool:
    """Whether there is a result of the quarter that is not released."""
    with suppress(UsageError):
        return bool(unreleased(workspace, quarter))
    return False


def _shown(folder: Path, unit: str) -> Shown:
    """Finds the copies of pages that lie beside the unit's report, as links from `folder`."""
    place = f"copies/{folder_name(unit)}"

    def shown(url: str, sha256: str) -> tuple[str, str]:
        name = f"{place}/{exhibit_name(url, sha256)}.html"
        path, link = folder.parent / name, f"../{name}"
        if not path.is_file():
            return "", ""
        return link, f"{link}#picture" if 'id="picture"' in path.read_text(encoding="utf-8") else ""

    return shown


def _of_quarter(folder: Path, lines: tuple[Line, ...], day: date) -> Iterable[Path]:
    yield put(folder / "ledger.csv", order_tables.csv_text(lines))
    yield put_bytes(folder / "ledger.xlsx", order_tables.workbook(lines, day))
    yield put(folder / "ledger.json", _json(lines, day))


def _json(lines: tuple[Line, ...], day: date) -> str:
    return json.dumps(document(lines, day), ensure_ascii=False, indent=1) + "\n"
