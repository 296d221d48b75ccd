"""Are published messages from the public answered?"""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.facts.dates import parse_date
from inspector.facts.document import Table, norm
from inspector.facts.privacy import mask
from inspector.model.finding import Answer
from inspector.model.words import many, quoted
from inspector.survey.dossier import Page

_ASKED = re.compile(r"(?:留言|来信|咨询|提交|写信|受理)(?:日期|时间)")
_ANSWERED = re.compile(r"(?:答复|回复|办理|办结)(?:日期|时间|状态|情况|结果)?")
_OPEN = re.compile(r"^(?:|-+|/|未(?:答复|回复|办理)|待(?:答复|回复|办理)|办理中|处理中)$")


class RepliesParams(Params):
    """`months`: how long a message may wait."""

    months: int = Field(3, ge=1)


def replies(on: On, params: RepliesParams) -> list[Answer]:
    """Fail where a message of the last year has waited longer; without a list of messages nothing applies."""
    limit, since = months_before(on.case.at, params.months), months_before(on.case.at, 12)
    waiting: list[tuple[Page, str, date]] = []
    lists = 0
    for column in columns(on.case, ("home",)):
        for table in column.page.document.tables if column.page.open and column.page.document else ():
            rows = _rows(table)
            lists += rows is not None
            waiting += [
                (column.page, text, asked) for text, asked, open_ in rows or () if open_ and since <= asked < limit
            ]
    if not lists:
        return [on.not_applicable("没有公开留言列表", "there is no published list of messages")]
    if waiting:
        said = [text for _, text, _ in waiting[:3]]
        cites = [on.cite(text, page) for page, text, _ in waiting[:6]]
        return [
            on.failed(
                f"{len(waiting)}条留言超过{params.months}个月未答复：{'；'.join(said)}",
                f"{many(len(waiting), 'message')} unanswered for over {many(params.months, 'month')}: {quoted(said)}",
                *cites,
            )
        ]
    return [on.passed("没有超期未答复的留言", "no message waits too long")]


def _rows(table: Table) -> list[tuple[str, date, bool]] | None:
    for number, header in enumerate(table.rows[:3]):
        asked = next((i for i, cell in enumerate(header) if _ASKED.search(norm(cell))), None)
        answered = [i for i, cell in enumerate(header) if i != asked and _ANSWERED.search(norm(cell))]
        if asked is not None and answered:
            return [
                (mask(" | ".join(cells)), date.fromisoformat(day), all(_OPEN.match(norm(cells[i])) for i in answered))
                for cells in table.rows[number + 1 :]
                if len(cells) == len(header) and (day := parse_date(cells[asked]))
            ]
    return None


CHECK = Check("replies", RepliesParams, replies, needs=lambda _params, role: frozenset({f"{role}.columns"}))
