"""Are the disclosure deadlines of the list well-formed and within the law?"""

from __future__ import annotations

from pydantic import Field

from inspector import lazy
from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.facts.reading import Json
from inspector.model.finding import Answer
from inspector.model.words import many

_BASIS = lazy.pattern(r"《[^》]+》|〔\d{4}〕\d+号|依据|规定|批复|批准")
_GENERAL = lazy.pattern(r"《(?:中华人民共和国)?政府信息公开条例》(?:\(国务院令第711号\))?")
"""The regulation that sets the 20 days is no basis for more."""
_VAGUE = lazy.pattern(r"适时|视情|择机|待定|另行通知|酌情")
_SHOWN = 4


class ListDeadlinesParams(Params):
    """`working_days`: the longest deadline without a quoted basis (Art. 26: 20); `calendar_days`: the same in days of the calendar."""

    working_days: int = Field(20, ge=1)
    calendar_days: int = Field(31, ge=1)


def list_deadlines(on: On, params: ListDeadlinesParams) -> list[Answer]:
    """Fail quoting deadlines that are longer without a basis; wording that cannot be read is for a person."""
    found = _rows(on.reading.data("deadlines"))
    if not found:
        return [on.not_applicable("清单没有公开时限列", "the list has no column of deadlines")]
    long = [row for row in found if _longer(row, params) and not _based(on, row)]
    odd = [row for row in found if not row.get("well_formed")]
    limit = params.working_days
    if long:
        zh, en = (
            f"公开时限超过{limit}个工作日且未注明依据",
            f"deadlines beyond {many(limit, 'working day')} without a basis",
        )
        return [_fail(on, long, zh, en, sure=True)]
    vague = [row for row in odd if _VAGUE.search(norm(str(row.get("text") or "")))]
    if vague:
        return [_fail(on, vague, "公开时限不明确", "deadlines that set no time", sure=True)]
    if odd:
        return [_fail(on, odd, "公开时限表述不规范", "deadlines that cannot be read", sure=False)]
    return [on.passed(f"{len(found)}种公开时限均规范", f"{many(len(found), 'kind')} of deadlines, all in order")]


def _fail(on: On, rows: list[dict[str, Json]], zh: str, en: str, *, sure: bool) -> Answer:
    shown = "；".join(f"“{row['text']}”（{row.get('count')}项）" for row in rows[:_SHOWN])
    english = "; ".join(f"“{row['text']}” ({many(row.get('count', 0), 'row')})" for row in rows[:_SHOWN])
    cites = (on.cite(str(row["text"])) for row in rows[:_SHOWN])
    return on.failed(f"{zh}：{shown}", f"{en}: {english}", *cites, sure=sure)


def _longer(row: dict[str, Json], params: ListDeadlinesParams) -> bool:
    limit = {"working_days": params.working_days, "calendar_days": params.calendar_days}.get(str(row.get("kind")))
    number = row.get("n")
    return limit is not None and isinstance(number, int) and number > limit


def _based(on: On, row: dict[str, Json]) -> bool:
    """Whether the deadline's own words, or the basis column of each of its rows, name a law of their own."""
    if _own_basis(str(row.get("text") or "")):
        return True
    columns, rows, numbers = on.reading.data("column_map"), _rows(on.reading.data("rows")), row.get("rows")
    heads = columns.get("basis") if isinstance(columns, dict) else None
    if not isinstance(heads, list) or not isinstance(numbers, list):
        return False
    places = [number - 1 for number in numbers if isinstance(number, int) and number <= len(rows)]
    if not places:
        return True  # beyond the rows at hand nothing can be held against it
    return all(any(_own_basis(str(rows[place].get(str(head)) or "")) for head in heads) for place in places)


def _own_basis(text: str) -> bool:
    return bool(_BASIS.search(_GENERAL.sub("", norm(text))))


def _rows(data: Json) -> list[dict[str, Json]]:
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


CHECK = Check("list_deadlines", ListDeadlinesParams, list_deadlines)
