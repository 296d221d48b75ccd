"""Are the columns filled?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, columns
from inspector.checks.elsewhere import ANOTHERS, elsewhere
from inspector.checks.missing import NO_DOUBT, judged_as
from inspector.model.finding import Answer
from inspector.model.unit import PageRole
from inspector.model.words import many


class ColumnsFilledParams(Params):
    """`roles`: the pages whose sub-columns are looked at."""

    roles: tuple[PageRole, ...] = ("statutory",)


def columns_filled(on: On, params: ColumnsFilledParams) -> list[Answer]:
    """One fail for each blank or dead column; a statement that the unit holds no such matters is no blank.

    A dead column that is the unit's guide, list, institution page or report is left to the rule about that page.
    """
    found = list(columns(on.case, params.roles))
    if not found:
        bare = [answer for role in params.roles if (answer := _bare(on.at_role(role))) is not None]
        return bare or [on.not_applicable("没有下级栏目", "there is no sub-column")]
    answers = [answer for column in found if (answer := _judge(on, column)) is not None]
    return answers or [on.passed(f"{len(found)}个栏目均有内容", f"{many(len(found), 'column')}, all with content")]


def _bare(on: On) -> Answer | None:
    """The page itself says that nothing is there yet, and nothing is."""
    reading = on.open(on.role)
    blank = reading.one("placeholder") if reading is not None else None
    if blank is None or blank.notes.get("how") != "declared":
        return None
    return on.failed(f"栏目为空：“{blank.quote}”", f"the page is blank: “{blank.quote}”", on.cite(blank))


def _judge(on: On, column: Column) -> Answer | None:
    page, name = column.page, column.name
    if page.sight.state == "failed" and judged_as(on, page.url):
        return None
    if page.sight.state == "failed":
        why = ANOTHERS if elsewhere(on, page) else NO_DOUBT
        zh = f"栏目“{name}”打不开：{page.sight.reason.zh}{why.zh}"
        en = f"column “{name}” does not open: {page.sight.reason.en}{why.en}"
        return on.failed(zh, en, on.cite(page=page), subject=page.url, sure=why is NO_DOUBT)
    if not page.open:
        zh, en = (
            f"栏目“{name}”未能看到：{page.sight.reason.zh}",
            f"column “{name}” was not seen: {page.sight.reason.en}",
        )
        whose = page.sight.attribution
        return on.unseen(zh, en, on.cite(page=page), subject=page.url, whose=whose, reason=page.sight.code)
    blank = column.blank
    if blank is None or column.none_held is not None:
        return None
    declared = blank.notes.get("how") == "declared"
    zh_said, said = (f"：“{blank.quote}”", f": “{blank.quote}”") if blank.quote else ("", "")
    zh, en = f"栏目“{name}”为空{zh_said}", f"column “{name}” is blank{said}"
    return on.failed(zh, en, on.cite(blank, page), subject=page.url, sure=declared)


CHECK = Check(
    "columns_filled",
    ColumnsFilledParams,
    columns_filled,
    needs=lambda params, _role: frozenset({*params.roles, *(f"{role}.columns" for role in params.roles)}),
)
