"""Are the printed contacts real ones: no placeholders, no personal mobile?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.model.finding import Answer


class RealContactParams(Params):
    """`names`: the facts to look at."""

    names: tuple[str, ...]


def real_contact(on: On, params: RealContactParams) -> list[Answer]:
    """Fail for each contact that is a placeholder or a personal mobile number (which is shown masked)."""
    printed = (fact for name in params.names for fact in on.reading.many(name))
    facts = [fact for fact in printed if not {"declared_none", "picture"} & set(fact.notes)]
    bad = [fact for fact in facts if fact.notes.get("placeholder") or fact.notes.get("mobile")]
    if bad:
        shown = "、".join(str(fact.value or fact.quote) for fact in bad)
        zh, en = f"占位内容或个人手机号：{shown}", f"placeholder or personal mobile: {shown}"
        return [on.failed(zh, en, *(on.cite(fact) for fact in bad))]
    if not facts:
        return [on.not_applicable("页面上没有联系方式", "the page prints no contact")]
    return [on.passed("联系方式没有占位内容", "no contact is a placeholder", *(on.cite(fact) for fact in facts))]


CHECK = Check(
    "real_contact",
    RealContactParams,
    real_contact,
    amiss=lambda params, role: unknown_facts(params.names, role),
)
