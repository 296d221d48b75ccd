"""Is there a filled column for each kind of matter, or the statement that the unit has none?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, of_kinds
from inspector.checks.names import ColumnKindId
from inspector.model.finding import Answer


class ColumnOrNoneParams(Params):
    """`matters`: what people call a matter -> the column kinds that show it (one of them is enough)."""

    matters: dict[str, tuple[ColumnKindId, ...]]


def column_or_none(on: On, params: ColumnOrNoneParams) -> list[Answer]:
    """One answer a matter. Where no column exists it is for a person to confirm that there should be one."""
    return [_judge(on, matter, of_kinds(on.case, kinds)) for matter, kinds in params.matters.items()]


def _judge(on: On, matter: str, found: list[Column]) -> Answer:
    subject = f"{on.role} {matter}"
    for column in found:
        if column.page.open and (column.blank is None or column.none_held is not None):
            zh, en = f"“{matter}”有栏目“{column.name}”", f"“{matter}” has the column “{column.name}”"
            return on.passed(zh, en, on.cite(column.none_held or column.name, column.page), subject=subject)
    unseen = next((column for column in found if column.page.sight.state == "unseen"), None)
    if unseen is not None:
        sight = unseen.page.sight
        return on.unseen(
            sight.reason.zh,
            sight.reason.en,
            on.cite(page=unseen.page),
            subject=subject,
            whose=sight.attribution,
            reason=sight.code,
        )
    if found:
        return on.not_applicable(
            f"“{matter}”栏目为空，由栏目内容规则判定",
            "the column is blank; the rule on filled columns judges it",
            subject=subject,
        )
    zh, en = (
        f"没有找到公开“{matter}”的栏目，也没有“无此类事项”的说明",
        f"neither a column for “{matter}” nor a statement of none was found",
    )
    return on.failed(zh, en, subject=subject, sure=False)


CHECK = Check(
    "column_or_none", ColumnOrNoneParams, column_or_none, needs=lambda _params, role: frozenset({f"{role}.columns"})
)
