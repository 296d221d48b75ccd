"""Must a fact not be on the page? One finding for each place where it is."""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params, unknown_fact
from inspector.checks.missing import NO_DOUBT
from inspector.facts.reading import Value
from inspector.model.finding import Answer
from inspector.model.unit import PageRole
from inspector.model.words import Words

_MAY_BE_RIGHT = Words("；也可能并不违反规定，由人工确认", "; it may be no fault: a person confirms")


class NoFactParams(Params):
    """`name`: the fact that must not be there; `where`: only facts with these notes. `pages`: further roles to look at, if open.

    `kind` reads every page as that kind, where the fact is not one of the page's own kind.
    """

    name: str
    label_zh: str
    label_en: str
    where: dict[str, Value] = Field(default_factory=dict)
    pages: tuple[PageRole, ...] = ()
    kind: str = ""


def no_fact(on: On, params: NoFactParams) -> list[Answer]:
    """Pass where nothing of the kind is found; one fail a page that has it, quoting every place; unsure where all are `doubtful`."""
    answers = [
        answer for role in (on.role, *params.pages) if (answer := _on_page(on.at_role(role), params)) is not None
    ]
    return answers or [on.passed(f"没有发现{params.label_zh}", f"no {params.label_en} was found")]


def _on_page(on: On, params: NoFactParams) -> Answer | None:
    page = on.sheet.page
    reading = page.read(params.kind) if params.kind and page is not None and page.open else on.open(on.role)
    facts = reading.many(params.name) if reading is not None else ()
    hits = [one for one in facts if all(one.notes.get(name) == value for name, value in params.where.items())]
    if not hits:
        return None
    quotes = "；".join(dict.fromkeys(one.quote.rstrip("；;") for one in hits))
    sure = not all(one.notes.get("doubtful") for one in hits)
    why = NO_DOUBT if sure else _MAY_BE_RIGHT
    zh, en = f"发现{params.label_zh}：“{quotes}”{why.zh}", f"{params.label_en} found: “{quotes}”{why.en}"
    return on.failed(zh, en, *(on.cite(one) for one in hits), sure=sure)


CHECK = Check(
    "no_fact",
    NoFactParams,
    no_fact,
    needs=lambda params, _role: frozenset(params.pages),
    amiss=lambda params, role: unknown_fact(params.name, role, params.kind),
)
