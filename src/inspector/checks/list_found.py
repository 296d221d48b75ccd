"""Is what the list promises found in the columns?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.facts.document import norm
from inspector.model.finding import Answer

_NAMES = ("name", "matter", "content")
_SHORTEST = 3


class ListFoundParams(Params):
    """`sample`: the first rows that are looked for, in list order. `share`: how many of them must be found."""

    sample: int = 10
    share: float = 0.5


def list_found(on: On, params: ListFoundParams) -> list[Answer]:
    """Names of rows are looked for among column names and entries; a person confirms what was not found."""
    rows, map_ = on.reading.data("rows"), on.reading.data("column_map")
    heads = next((map_[name] for name in _NAMES if name in map_), []) if isinstance(map_, dict) else []
    head = str(heads[0]) if isinstance(heads, list) and heads else ""
    names = (
        [norm(str(row.get(head) or "")) for row in rows if isinstance(row, dict)]
        if isinstance(rows, list) and head
        else []
    )
    names = [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST][: params.sample]
    seen = [column for column in columns(on.case, ("statutory",)) if column.page.open]
    if not names or not seen:
        return [on.not_applicable("没有可以核对的清单项或栏目", "there is no row or column to compare")]
    there = [norm(column.name) for column in seen] + [norm(item.title) for column in seen for item in column.items]
    missing = [
        name for name in names if not any(name in words or words in name for words in there if len(words) >= _SHORTEST)
    ]
    zh, en = (
        f"抽取{len(names)}项，{len(missing)}项未在栏目中找到",
        f"of {len(names)} rows {len(missing)} were not found in the columns",
    )
    if len(missing) > len(names) * (1 - params.share):
        return [on.failed(f"{zh}：{'、'.join(missing[:5])}", en)]
    return [on.passed(zh, en)]


CHECK = Check(
    "list_found",
    ListFoundParams,
    list_found,
    needs=lambda _params, _role: frozenset({"statutory", "statutory.columns"}),
)
