"""Does the list cover the categories of Arts. 20 and 21 that apply to the unit?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.names import Feature
from inspector.model.finding import Answer
from inspector.model.unit import UnitType
from inspector.model.words import many

Item = Annotated[int, Field(ge=1, le=15)]
"""An item of Art. 20."""


class ListScopeParams(Params):
    """`always`: items of Art. 20 every unit has; `by_feature`: further ones by what the unit does.

    `article_21`: types of units whose list must also have a row on matters of Art. 21.
    """

    always: tuple[Item, ...] = (2,)
    by_feature: dict[Feature, tuple[Item, ...]] = Field(default_factory=dict)
    article_21: tuple[UnitType, ...] = ()


def list_scope(on: On, params: ListScopeParams) -> list[Answer]:
    """Fail naming the items without a row; a person confirms."""
    rows, count = on.reading.data("categories"), on.reading.data("row_count")
    if not count:
        return [on.not_applicable("清单不是表格，由LS-02判定", "the list is no table; LS-02 judges that")]
    found = {row.get("item") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    unit = on.case.unit
    wanted = {*params.always, *(item for feature in unit.features for item in params.by_feature.get(feature, ()))}
    missing = sorted(item for item in wanted if item not in found)
    zh = [f"第二十条第（{item}）项" for item in missing]
    en = [f"Art. 20({item})" for item in missing]
    if unit.type in params.article_21 and not on.reading.data("art21"):
        zh, en = [*zh, "第二十一条事项"], [*en, "Art. 21"]
    if zh and on.reading.data("paged"):
        return [
            on.unseen(
                "清单分页，其余各页未读，不作判定", "the list has further pages that were not read", reason="paged"
            )
        ]
    if zh:
        return [
            on.failed(
                f"清单{count}项中没有《条例》{'、'.join(zh)}", f"none of {many(count, 'row')} is on {', '.join(en)}"
            )
        ]
    return [on.passed("清单覆盖了适用的事项类别", "the list covers the categories that apply")]


CHECK = Check("list_scope", ListScopeParams, list_scope)
