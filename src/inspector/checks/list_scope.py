"""Does the list cover the categories of Art. 20 that apply to the unit?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer


class ListScopeParams(Params):
    """`always`: items of Art. 20 every unit has; `by_feature`: further ones by what the registry says the unit does."""

    always: tuple[int, ...] = (2,)
    by_feature: dict[str, tuple[int, ...]] = Field(default_factory=dict)


def list_scope(on: On, params: ListScopeParams) -> list[Answer]:
    """Fail naming the items without a row; a person confirms."""
    rows = on.reading.data("categories")
    if not on.reading.data("row_count"):
        return [on.not_applicable("清单不是表格，由LS-02判定", "the list is no table; LS-02 judges that")]
    found = {row.get("item") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    wanted = [
        *params.always,
        *(item for feature in on.case.unit.features for item in params.by_feature.get(feature, ())),
    ]
    missing = sorted({item for item in wanted if item not in found})
    if missing:
        shown = "、".join(f"第（{item}）项" for item in missing)
        return [on.failed(f"清单没有覆盖《条例》第二十条{shown}", f"the list has no row for Art. 20 items {missing}")]
    return [on.passed("清单覆盖了适用的事项类别", "the list covers the categories that apply")]


CHECK = Check("list_scope", ListScopeParams, list_scope)
