"""How many columns of a site are stale or blank, against the thresholds of the national sheet?"""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, columns
from inspector.model.finding import Answer
from inspector.model.words import many


class ColumnTreeParams(Params):
    """Numbers from which the sheet vetoes: `stale` news (2 weeks) and notice (6 months) columns, `blank` columns,
    `long_stale` columns without anything for `long_months`.
    """

    stale: int = Field(5, ge=1)
    blank: int = Field(5, ge=1)
    long_stale: int = Field(10, ge=1)
    long_months: int = Field(12, ge=1)


def column_tree(on: On, params: ColumnTreeParams) -> list[Answer]:
    """Pass while every count stays below its threshold; unseen columns are counted apart and never against the site.

    Where a count only reaches it with columns that may be right as they are, a person confirms.
    """
    found = list(columns(on.case, ("home", "statutory")))
    seen = [column for column in found if column.page.open]
    if not seen:
        return [on.unseen("没有看到任何栏目", "no column was seen", reason="no_columns")]
    stale = [column for column in seen if _stale(on, column)]
    blank = [column for column in seen if column.blank is not None and column.none_held is None]
    long_stale = [column for column in seen if _older(on, column, params.long_months)]
    missed = sum(column.page.sight.state == "unseen" for column in found)
    counts = f"未更新{len(stale)}个，空白{len(blank)}个，长期未更新{len(long_stale)}个"
    zh = f"{len(seen)}个栏目中：{counts}（{missed}个未能看到）"
    en = f"of {many(len(seen), 'column')} {len(stale)} stale, {len(blank)} blank, {len(long_stale)} long stale ({missed} not seen)"
    faulty = {column.page.url: column for column in (*stale, *blank, *long_stale)}
    cites = [on.cite(column.name, column.page) for column in faulty.values()][:12]
    counted = ((stale, params.stale), (blank, params.blank), (long_stale, params.long_stale))
    if any(sum(map(_certain, some)) >= least for some, least in counted):
        return [on.failed(zh, en, *cites)]
    if any(len(some) >= least for some, least in counted):
        zh = f"{zh}；其中有的栏目可能没有变化、另有更新的条目或由脚本填充，由人工确认"
        en = f"{en}; some of these may have had no change, have newer entries, or be filled by a script: a person confirms"
        return [on.failed(zh, en, *cites, sure=False)]
    if missed and (len(stale) + missed >= params.stale or len(blank) + missed >= params.blank):
        return [on.unseen(f"{zh}，尚不能判定", f"{en}; the unseen ones could decide", *cites, reason="columns_unseen")]
    return [on.passed(zh, en, *cites)]


def _certain(column: Column) -> bool:
    """Whether nothing speaks for a stale or blank column: it says that it is blank, or must change and shows whole days of publication."""
    if column.blank is not None:
        return column.blank.notes.get("how") == "declared"
    vague = any(item.vague for item in column.rows)
    changes = column.kind is not None and not column.kind.confirm and column.kind.group != "none"
    return changes and not column.yearless and not vague and not column.ends_elsewhere


def _stale(on: On, column: Column) -> bool:
    if column.kind is None or column.kind.group not in ("dynamic", "notice"):
        return False
    newest = column.newest(on.case.at)
    if newest is None or newest.date is None:
        return False
    limit = months_before(on.case.at, 6) if column.kind.group == "notice" else on.case.at - timedelta(days=14)
    return newest.date < limit


def _older(on: On, column: Column, months: int) -> bool:
    newest = column.newest(on.case.at)
    return newest is not None and newest.date is not None and newest.date < months_before(on.case.at, months)


CHECK = Check(
    "column_tree",
    ColumnTreeParams,
    column_tree,
    needs=lambda _params, role: frozenset({f"{role}.columns", "statutory.columns"}),
)
