"""Are published messages from the public answered?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from inspector import lazy
from inspector.checks.ages import months_before
from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, columns
from inspector.facts.dates import parse_date
from inspector.facts.document import Document, Line, Table, norm
from inspector.facts.paging import goes_on
from inspector.facts.privacy import mask
from inspector.model.finding import Answer
from inspector.model.words import many, quoted
from inspector.survey.dossier import Page

_MESSAGES = lazy.pattern(r"留言|来信|信箱|信件|写信|咨询|提问|问政|诉求|网民|热线|互动|你问我答|有问必答")
_ASKED = lazy.pattern(
    r"(?:留言|来信|信件|咨询|提问|提交|写信|受理|反映|诉求|发布|收到|投诉)(?:日期|时间)|^(?:日期|时间)$"
)
_ANSWERED = lazy.pattern(r"答复|回复|办理|办结|处理|状态")
_WHO_OR_UNTIL = lazy.pattern(r"单位|部门|机构|科室|人员?$|者$|时限|期限")
"""`答复单位`, `办理时限`: filled in long before anybody answers."""
_OPEN = lazy.pattern(
    r"^[\[【(]?(?:|[-—–/]+|(?:尚?未|待|等待)(?:答复|回复|办理|办结|处理|受理)|正在(?:办理|处理|受理)|(?:办理|处理|受理)中|否)[\]】)]?$"
)
_WAITING = lazy.pattern(r"(?:尚?未|待|等待)(?:答复|回复|办理|处理)|(?:办理|处理)中")
_DONE = lazy.pattern(r"已(?:答复|回复|办理|办结|处理|解决)")

_PERIOD = lazy.pattern(r"20\d\d(?:年(?:1[0-2]|0?[1-9])月?|年|[-./](?:1[0-2]|0?[1-9]))?")
"""A row over those of a year or month."""


class RepliesParams(Params):
    """`months`: how long a message may wait."""

    months: int = Field(3, ge=1)


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    asked: date
    waits: bool
    page: Page


def replies(on: On, params: RepliesParams) -> list[Answer]:
    """Fail where a message of the last year has waited longer; without a list of messages nothing applies."""
    limit, since = months_before(on.case.at, params.months), months_before(on.case.at, 12)
    found = list(columns(on.case, ("home",)))
    messages = [message for column in found if column.page.open for message in _messages(column)]
    if waiting := [one for one in messages if one.waits and since <= one.asked < limit]:
        return [_unanswered(on, waiting, params.months)]
    unseen = [column for column in found if column.page.sight.state == "unseen" and _MESSAGES.search(norm(column.name))]
    if unseen:
        sight, name = unseen[0].page.sight, unseen[0].name
        zh, en = f"留言栏目“{name}”未能看到：{sight.reason.zh}", f"messages in “{name}” not seen: {sight.reason.en}"
        return [on.unseen(zh, en, on.cite(page=unseen[0].page), whose=sight.attribution, reason=sight.code)]
    if messages and (further := _further(messages, since)) is not None:
        zh, en = (
            f"看到的{len(messages)}条留言没有超期未答复的，更早的留言在其余各页，未读",
            f"none of the {many(len(messages), 'message')} seen waits too long; older ones stand on further pages that were not read",
        )
        return [on.unseen(zh, en, on.cite(page=further), reason="paged")]
    if not messages:
        return [on.not_applicable("没有公开留言列表", "there is no published list of messages")]
    return [on.passed("没有超期未答复的留言", "no message waits too long")]


def _further(messages: list[_Message], since: date) -> Page | None:
    """A page of messages of the last year alone that leads to further pages: there may stand older ones that wait."""
    for page in {one.page.url: one.page for one in messages}.values():
        oldest = min(one.asked for one in messages if one.page is page)
        if page.document is not None and oldest >= since and goes_on(page.document):
            return page
    return None


def _unanswered(on: On, waiting: list[_Message], months: int) -> Answer:
    said = [one.text for one in waiting[:3]]
    return on.failed(
        f"{len(waiting)}条留言超过{months}个月未答复：{'；'.join(said)}",
        f"{many(len(waiting), 'message')} unanswered for over {many(months, 'month')}: {quoted(said)}",
        *[on.cite(one.text, one.page) for one in waiting[:6]],
    )


def _messages(column: Column) -> Iterator[_Message]:
    """The messages that a column shows, in tables or as lines; none of a column that is about something else."""
    document = column.page.document
    if document is None:
        return
    named = bool(_MESSAGES.search(norm(column.name) + norm(document.title)))
    for table in document.tables:
        yield from _of_table(table, named, column.page)
    if named:
        yield from _of_lines(document, column.page)


def _of_table(table: Table, named: bool, page: Page) -> Iterator[_Message]:
    for number, header in enumerate(table.rows[:3]):
        heads = [norm(cell) for cell in header]
        asked = next((i for i, head in enumerate(heads) if _ASKED.search(head)), None)
        answered = [i for i, head in enumerate(heads) if i != asked and _tells_of_answer(head)]
        if asked is None or not answered or not (named or any(_MESSAGES.search(head) for head in heads)):
            continue
        above = ""
        for cells in table.rows[number + 1 :]:
            if len(set(cells)) == 1 and (mark := _PERIOD.fullmatch(norm(cells[0]))):
                above = mark[0]
            day = (parse_date(cells[asked]) or _under(above, cells[asked])) if len(cells) == len(header) else None
            if day:
                waits = all(_OPEN.match(norm(cells[i])) for i in answered)
                yield _Message(mask(" | ".join(cells)), date.fromisoformat(day), waits, page)
        return


def _under(period: str, day: str) -> str | None:
    """`04-12` or `12日` below a row that says `2026年` or `2026年4月`."""
    year, _, month = re.sub(r"[年./]", "-", period).rstrip("-月").partition("-")
    numbers = re.findall(r"\d{1,2}", norm(day)) if period else []
    parts = [*filter(None, [month]), *numbers][-2:] if len(numbers) in (1, 2) else []
    return parse_date("-".join([year, *parts])) if len(parts) == 2 else None


def _tells_of_answer(head: str) -> bool:
    return bool(_ANSWERED.search(head)) and not _WHO_OR_UNTIL.search(head)


def _of_lines(document: Document, page: Page) -> Iterator[_Message]:
    """`路灯不亮 [未回复] 2026-03-01`: entries with their state beside the link, where others of them are answered."""
    entries = [line for line in document.lines if line.region == "main" and line.cell is None and line.links]
    states = [(line, _beside(line)) for line in entries]
    if not any(_DONE.search(said) for _, said in states):
        return
    for line, said in states:
        day = parse_date(said)
        if day and (_DONE.search(said) or _WAITING.search(said)):
            waits = not _DONE.search(said)
            yield _Message(mask(line.text), date.fromisoformat(day), waits, page)


def _beside(line: Line) -> str:
    """What an entry says besides the words of its link."""
    text = line.text
    for link in line.links:
        text = text.replace(link.text, " ", 1)
    return text


CHECK = Check("replies", RepliesParams, replies, needs=lambda _params, role: frozenset({f"{role}.columns"}))
