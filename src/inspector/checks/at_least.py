"""Are there enough of something: facts, rows, items, links of a reading?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params, unknown_fact
from inspector.facts.reading import Fact
from inspector.model.finding import Answer


class AtLeastParams(Params):
    """`name`: the facts, list or number that is counted. `count`: how many are required. `label_zh`/`label_en`: what people call one."""

    name: str
    count: int = Field(ge=1)
    label_zh: str
    label_en: str


def at_least(on: On, params: AtLeastParams) -> list[Answer]:
    """Pass where there are that many; fail telling how many there are. What the reader could not count is undetermined."""
    value = on.reading.facts.get(params.name)
    facts = on.reading.many(params.name)
    there = len(facts) if facts else _number(value)
    if there is None:
        zh, en = f"未能清点{params.label_zh}", f"{params.label_en} could not be counted"
        return [on.unseen(zh, en, reason="not_counted")]
    cited = [on.cite(one) for one in facts[:5]]
    zh = f"{params.label_zh}{there}项，应不少于{params.count}项"
    en = f"{params.label_en}: {there}, at least {params.count} are required"
    return [on.passed(zh, en, *cited) if there >= params.count else on.failed(zh, en, *cited)]


def _number(value: object) -> int | None:
    if value is None:
        return 0
    if isinstance(value, list | tuple | dict):
        return len(value)
    if isinstance(value, Fact):
        return 1
    return value if isinstance(value, int) and not isinstance(value, bool) else None


CHECK = Check("at_least", AtLeastParams, at_least, amiss=lambda params, role: unknown_fact(params.name, role))
