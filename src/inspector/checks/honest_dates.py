"""Do displayed dates agree with what was seen and when?"""

from __future__ import annotations

from datetime import date, timedelta

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import Column, Item, columns
from inspector.model.finding import Answer


class HonestDatesParams(Params):
    """Nothing to set."""


def honest_dates(on: On, _: HonestDatesParams) -> list[Answer]:
    """Fail for entries dated after they were seen, or back-dated: absent from an earlier capture that should have had them."""
    before = (
        {column.page.url: column for column in columns(on.case.earlier_case())} if on.case.earlier is not None else {}
    )
    found = [column for column in columns(on.case) if column.page.open and column.items]
    if not found:
        return [on.not_applicable("没有带条目的栏目", "there is no column with entries")]
    known = {item.url for column in before.values() if column.page.open for item in column.items}
    answers = [answer for column in found for answer in _judge(on, column, before.get(column.page.url), known)]
    return answers or [on.passed("没有发现未来日期或倒填日期", "no future and no back-dated entry")]


def _judge(on: On, column: Column, before: Column | None, known: set[str]) -> list[Answer]:
    seen = date.fromisoformat(column.page.capture.fetched_at[:10]) if column.page.capture.fetched_at else on.case.at
    future = [item for item in column.items if item.date is not None and item.date > seen + timedelta(days=1)]
    late = _back_dated(column, before, known) if before is not None else []
    answers = []
    if future:
        answers.append(_fail(on, column, future[0], f"取证日为{seen}，条目日期在其后", f"seen on {seen}, dated later"))
    if late:
        answers.append(
            _fail(
                on,
                column,
                late[0],
                "上次取证时尚无此条目，其日期却早于该次取证",
                "absent from an earlier capture, yet dated before it",
            )
        )
    return answers


def _back_dated(column: Column, before: Column, known: set[str]) -> list[Item]:
    """Entries dated inside the span of the earlier list that no column had then; `known`: the addresses it had."""
    if not before.page.open or not before.page.capture.fetched_at:
        return []
    taken = date.fromisoformat(before.page.capture.fetched_at[:10])
    dates = [item.date for item in before.items if item.date is not None]
    oldest = min(dates, default=taken)
    return [item for item in column.items if item.date and oldest < item.date < taken and item.url not in known]


def _fail(on: On, column: Column, item: Item, zh: str, en: str) -> Answer:
    place = f"栏目“{column.name}”条目“{item.title}”（{item.date}）"
    named = f"entry “{item.title}” ({item.date}) of the column “{column.name}”"
    return on.failed(
        f"{place}：{zh}", f"{named}: {en}", on.cite(f"{item.title} {item.date}", column.page), subject=column.page.url
    )


CHECK = Check(
    "honest_dates", HonestDatesParams, honest_dates, needs=lambda _params, role: frozenset({f"{role}.columns"})
)
