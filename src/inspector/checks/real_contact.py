"""Are the printed contacts real ones: no placeholders, no personal mobile?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.facts.reading import Fact
from inspector.model.finding import Answer
from inspector.model.words import quoted


class RealContactParams(Params):
    """`names`: the facts to look at."""

    names: tuple[str, ...]


def real_contact(on: On, params: RealContactParams) -> list[Answer]:
    """Fail for each contact that is a placeholder, a personal mobile number (which is shown masked) or lacks a digit."""
    printed = (fact for name in params.names for fact in on.reading.many(name))
    facts = [fact for fact in printed if not {"declared_none", "picture"} & set(fact.notes)]
    bad = [fact for fact in facts if fact.notes.get("placeholder") or fact.notes.get("mobile")]
    short = [fact for fact in facts if fact.notes.get("incomplete")]
    if bad or short:
        return [on.failed(*_said(bad, short), *(on.cite(fact) for fact in (*bad, *short)))]
    if not facts:
        return [on.not_applicable("页面上没有联系方式", "the page prints no contact")]
    return [on.passed("联系方式没有占位内容", "no contact is a placeholder", *(on.cite(fact) for fact in facts))]


def _said(bad: list[Fact], short: list[Fact]) -> tuple[str, str]:
    """What is wrong with them, in both languages."""
    zh, en = [], []
    if bad:
        shown = [str(fact.value or fact.quote) for fact in bad]
        zh.append(f"占位内容或个人手机号：{'、'.join(shown)}")
        en.append(f"placeholder or personal mobile: {quoted(shown)}")
    if short:
        shown = [str(fact.value) for fact in short]
        zh.append(f"号码少一位（该区号的固定电话为8位）：{'、'.join(shown)}")
        en.append(f"a digit is missing (numbers of that area code have eight): {quoted(shown)}")
    return "；".join(zh), "; ".join(en)


CHECK = Check(
    "real_contact",
    RealContactParams,
    real_contact,
    amiss=lambda params, role: unknown_facts(params.names, role),
)
