"""Does a text of the annual report repeat last year's, or say next to nothing?"""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field

from inspector.checks.case import Check, On, Params, unknown_facts
from inspector.checks.previous import previous_unseen
from inspector.facts.document import norm
from inspector.facts.reading import Fact
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_SHINGLE = 5


class RepeatedTextParams(Params):
    """`facts`: the texts compared with the same texts of the previous report, with the words people use for them.

    `limit`: the share of five-character pieces (figures left out) that may stand in last year's. Texts shorter than
    `least_chars` are not compared; one of `concrete` that is shorter than `phrase_chars` says too little.
    """

    facts: dict[str, tuple[str, str]]
    concrete: tuple[str, ...] = ()
    limit: Decimal = Field(Decimal("0.9"), gt=0, le=1)
    least_chars: int = 40
    phrase_chars: int = 20


def repeated_text(on: On, params: RepeatedTextParams) -> list[Answer]:
    """Fail where nearly all of a text stood in last year's, or where it is only a phrase; a person confirms."""
    last = next((page for page in on.sheet.parts.get("previous", ()) if page.open), None)
    texts = {name: fact for name in params.facts if (fact := on.reading.one(name)) is not None}
    empty = [
        fact
        for name, fact in texts.items()
        if name in params.concrete and len(norm(str(fact.value))) < params.phrase_chars
    ]
    if empty:
        words = params.facts[next(name for name, fact in texts.items() if fact is empty[0])]
        zh, en = f"{words[0]}只有一句话，不具体", f"“{words[1]}” is a phrase and no more"
        return [on.failed(zh, en, *(on.cite(fact) for fact in empty))]
    shares = [one for name, fact in texts.items() if last is not None and (one := _share(name, fact, last, params))]
    if not shares or last is None:
        hidden = previous_unseen(on)
        return (
            [hidden]
            if hidden is not None
            else [on.not_applicable("没有上一年度的文字可比", "there is no text of last year to compare with")]
        )
    share, now, before, words = max(shares, key=lambda one: one[0])
    zh = f"{words[0]}与上年重合{share:.0%}，限值{params.limit:.0%}"
    en = f"{share:.0%} of “{words[1]}” stood in last year's, limit {params.limit:.0%}"
    cites = (on.cite(now), on.cite(before, last))
    return [on.failed(zh, en, *cites) if share >= params.limit else on.passed(zh, en, *cites)]


def _share(
    name: str, now: Fact, last: Page, params: RepeatedTextParams
) -> tuple[Decimal, Fact, Fact, tuple[str, str]] | None:
    before = last.read("annual_report").one(name)
    text = _plain(now)
    if before is None or len(text) < params.least_chars:
        return None
    return _contained(text, _plain(before)), now, before, params.facts[name]


def _plain(fact: Fact) -> str:
    return re.sub(r"\d+", "", norm(str(fact.value)))


def _contained(text: str, other: str) -> Decimal:
    pieces = [text[n : n + _SHINGLE] for n in range(len(text) - _SHINGLE + 1)]
    there = {other[n : n + _SHINGLE] for n in range(len(other) - _SHINGLE + 1)}
    return Decimal(sum(piece in there for piece in pieces)) / max(1, len(pieces))


CHECK = Check(
    "repeated_text",
    RepeatedTextParams,
    repeated_text,
    amiss=lambda params, role: unknown_facts((*params.facts, *params.concrete), role),
)
