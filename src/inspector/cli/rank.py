"""`inspector rank`: a quarter's places among peers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from inspector.appraise.ranking import Peers, Place
from inspector.cli.app import CsvPath, WorkspaceDir, app, examples
from inspector.cli.screen import listing, out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.appraise.ranking import Standing, ranked
from inspector.pipeline.workspace import Workspace
from inspector.report.export import lines
from inspector.report.files import put
from inspector.report.phrases import TYPES

_COLUMNS = (
    "名次/place", "单位代码/unit_code", "单位/unit", "得分/value", "下限/floor", "问题/issues", "待确认/proposed",
    "复发/back", "未销号/open", "整改天数/days",
)  # fmt: skip
_SHOWN = (
    "名次 place",
    "单位 unit",
    "得分 score",
    "下限 floor",
    "问题 issues",
    "待确认 pending",
    "复发 back",
    "未销号 open",
    "天数 days",
)


@app.command(epilog=examples("rank 2026Q4", "rank 2026Q4 --by tag --csv ranking.csv"))
def rank(
    quarter: Annotated[str, typer.Argument(metavar="QUARTER", help="Such as 2026Q4.")],
    by: Annotated[str, typer.Option(metavar="type|tag", help="Peers are units of one type, or of one tag.")] = "type",
    csv: CsvPath = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Places among peers, shared where the intervals from floor to score overlap. 同类排名。

    Scores hit the ceiling, so issues, recurrences and the median of days from issuing to closing an order stand beside them.
    """
    if by not in ("type", "tag"):
        raise UsageError(f"{by!r} is no way to group units", remedy="Write type or tag.")
    groups = ranked(Workspace.at(workspace), quarter, by, china_now().date())
    if csv is not None:
        put(csv, lines(("分组/group", *_COLUMNS), (row for group in groups for row in _rows(group))))
    for group in groups:
        table = listing(*_SHOWN, title=_title(group.name))
        for _, place, code, name, *figures in _rows(group):
            table.add_row(str(place), f"{code} {name}", *(str(one) for one in figures))
        out.print(table)


def _rows(group: Peers[Standing]) -> Iterator[tuple[object, ...]]:
    """The ranked in their places, then those without a figure."""
    without = [Place(unit, 0, 0) for unit in group.unranked]
    for place in (*group.ranked, *without):
        unit = place.unit
        figures = ["" if value is None else value for value in (unit.value, unit.floor)]
        days = "" if unit.days is None else unit.days
        shown = place.shown if place.best else "—"
        yield (
            _title(group.name), shown, unit.unit, unit.name, *figures, unit.issues, unit.proposed, unit.back, unit.open, days,
        )  # fmt: skip


def _title(name: str) -> str:
    return TYPES[name].zh if name in TYPES else name or "未加标签"
