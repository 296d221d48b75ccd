"""Does the page open, with something to read on it?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params, PatternText, unknown_facts
from inspector.checks.missing import not_open
from inspector.facts.document import Document, norm
from inspector.facts.items import is_list
from inspector.facts.pattern import compiled
from inspector.model.finding import Answer
from inspector.model.words import many

_FACTS_ENOUGH = 3


class OpensParams(Params):
    """`min_chars`: visible characters a page must have; fewer make the finding a proposal, for a person to look at."""

    min_chars: int = Field(300, ge=1)
    tables_count: bool = True
    """A table or an attached file counts as substance."""
    facts: tuple[str, ...] = ()
    """Facts that make a shorter page the one that is meant; three of them are enough."""
    named: PatternText = ""
    """Words of the title or a heading without which, and without any of the facts, a list of entries is another page."""


def opens(on: On, params: OpensParams) -> list[Answer]:
    """Pass where the page is there and has substance; fail where it is proven not to be there."""
    closed = not_open(on)
    if closed is not None:
        return [closed]
    document = on.page.document
    if document is not None and _is_another(on, document, params):
        zh, en = (
            "页面可以打开，但只列出其他信息的条目，不像所要的页面",
            "the page opens but only lists entries; it is hardly the page meant",
        )
        return [on.failed(zh, en, sure=False)]
    chars = document.chars if document is not None else 0
    rich = (
        document is not None
        and params.tables_count
        and (bool(document.tables) or document.kind not in ("html", "text"))
    )
    if chars >= params.min_chars or rich or _tells(on, params):
        return [on.passed(f"页面可以打开，正文{chars}字", f"the page opens, {many(chars, 'character')} of text")]
    zh = f"页面可以打开，但正文只有{chars}字，少于{params.min_chars}字"
    en = f"the page opens but has only {many(chars, 'character')} of text, fewer than {params.min_chars}"
    return [on.failed(zh, en, sure=False)]


def _tells(on: On, params: OpensParams) -> bool:
    """Whether a page that is short says what it is there to say."""
    return _told(on, params) >= _FACTS_ENOUGH


def _is_another(on: On, document: Document, params: OpensParams) -> bool:
    if not params.named or _told(on, params):
        return False
    heads = [document.title, *(line.text for line in document.lines if line.heading)]
    return not any(compiled(params.named).search(norm(head)) for head in heads) and is_list(document)


def _told(on: On, params: OpensParams) -> int:
    return sum(bool(on.reading.many(name)) for name in params.facts)


CHECK = Check(
    "opens",
    OpensParams,
    opens,
    gated=False,
    amiss=lambda params, role: unknown_facts(params.facts, role),
)
