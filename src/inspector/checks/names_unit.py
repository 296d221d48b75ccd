"""Is the page about this unit, and not about another?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.model.finding import Answer
from inspector.model.unit import Unit
from inspector.survey.unit_names import is_named


class NamesUnitParams(Params):
    """`head_chars`: how far from the beginning of the text the unit must be named."""

    head_chars: int = Field(300, ge=1)


def names_unit(on: On, params: NamesUnitParams) -> list[Answer]:
    """Fail where another registered unit is named in its place; pass where title or opening names this one."""
    document = on.page.document
    title = norm(document.title) if document is not None else ""
    text = norm(document.text()) if document is not None else ""
    opening = title + text[: params.head_chars]
    body = on.reading.one("work_body")
    owner = norm(str(body.value or "")) if body is not None else ""
    mine = is_named(on.case.unit, opening)
    other = _other(on, owner) or (None if mine else _other(on, opening))
    if other is not None:
        zh = f"页面写的是“{other.name}”，不是“{on.case.unit.name}”"
        en = f"the page speaks of “{other.name}”, not of “{on.case.unit.name}”"
        return [on.failed(zh, en, on.cite(body) if body is not None else on.cite(document.title if document else ""))]
    if mine or is_named(on.case.unit, text):
        return [on.passed(f"页面写明“{on.case.unit.name}”", f"the page names “{on.case.unit.name}”")]
    zh = f"标题和开头{params.head_chars}字中没有出现“{on.case.unit.name}”"
    en = f"neither the title nor the first {params.head_chars} characters name “{on.case.unit.name}”"
    return [on.failed(zh, en, sure=False)]


def _other(on: On, words: str) -> Unit | None:
    """Another unit whose full name stands in `words` where this unit's does not."""
    if is_named(on.case.unit, words):
        return None
    rivals = [unit for unit in on.case.others if is_named(unit, words)]
    rivals = [unit for unit in rivals if unit.type not in ("district", "portal") and unit.code != on.case.unit.parent]
    return max(rivals, key=lambda unit: len(unit.name), default=None)


CHECK = Check("names_unit", NamesUnitParams, names_unit)
