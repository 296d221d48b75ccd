"""The papers of orders written after each step, and where they lie."""

from __future__ import annotations

from collections.abc import Iterable

from inspector.cli.screen import day, errors, out
from inspector.collect.manners import china_now
from inspector.model.order import Order
from inspector.pipeline.report import papers
from inspector.pipeline.workspace import Workspace


def renew_papers(place: Workspace, orders: Iterable[Order], on: str | None) -> None:
    """Write the papers of the units that `orders` concern; nothing where there are none."""
    if codes := sorted({order.unit for order in orders if order.issued_on is not None}):
        write_papers(place, codes, "", on)


def write_papers(place: Workspace, units: list[str] | tuple[str, ...], quarter: str, on: str | None) -> None:
    """Write the papers and say where they lie."""
    written, lacking = papers.write_papers(place, day(on, "--on") or china_now().date(), units, quarter)
    for folder in sorted({path.parent for path in written}):
        count = sum(path.parent == folder for path in written)
        out.print(f"papers   {folder} ({count} files)", markup=False, soft_wrap=True)
    if not written:
        out.print("没有已下发的整改通知 no order is issued", markup=False)
    if lacking:
        errors.print(lacking, markup=False, soft_wrap=True)
