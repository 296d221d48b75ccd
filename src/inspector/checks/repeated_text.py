"""Does a text repeat last year's?"""

from __future__ import annotations

from decimal import Decimal

from inspector.checks.case import Check, On, Params
from inspector.facts.document import norm
from inspector.model.finding import Answer

_SHINGLE = 5


class RepeatedTextParams(Params):
    """`fact`: the text compared with the same text of the previous report. `limit`: the share that may be the same."""

    fact: str = "problems_text"
    limit: Decimal = Decimal("0.9")
    least_chars: int = 40


def repeated_text(on: On, params: RepeatedTextParams) -> list[Answer]:
    """Fail where nearly all of this year's text stood in last year's; a person confirms."""
    last = next((page for page in on.sheet.parts.get("previous", ()) if page.open), None)
    now = on.reading.one(params.fact)
    before = last.read("annual_report").one(params.fact) if last is not None else None
    if now is None or before is None or len(norm(str(now.value))) < params.least_chars:
        return [on.not_applicable("没有上一年度的文字可比", "there is no text of last year to compare with")]
    share = _contained(norm(str(now.value)), norm(str(before.value)))
    zh, en = (
        f"与上年重合{share:.0%}，限值{params.limit:.0%}",
        f"{share:.0%} stood in last year's text, limit {params.limit:.0%}",
    )
    cites = (on.cite(now), on.cite(before, last))
    return [on.failed(zh, en, *cites) if share >= params.limit else on.passed(zh, en, *cites)]


def _contained(text: str, other: str) -> Decimal:
    pieces = [text[n : n + _SHINGLE] for n in range(len(text) - _SHINGLE + 1)]
    there = {other[n : n + _SHINGLE] for n in range(len(other) - _SHINGLE + 1)}
    return Decimal(sum(piece in there for piece in pieces)) / max(1, len(pieces))


CHECK = Check("repeated_text", RepeatedTextParams, repeated_text)
