"""Is an interpretation a copy of its document?"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import unread
from inspector.checks.interpretations import Pair, pairs
from inspector.checks.names import ColumnKindId
from inspector.facts.interpretation import similarity
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.address import same_address


class CopiedParams(Params):
    """`limit`: the share of the interpretation's five-character pieces that may stand in the document."""

    limit: Decimal = Field(Decimal("0.8"), gt=0, le=1)
    least_chars: int = 120
    policies: tuple[ColumnKindId, ...] = ("policy",)
    interpretations: tuple[ColumnKindId, ...] = ("interpretation",)


def copied(on: On, params: CopiedParams) -> list[Answer]:
    """One answer an interpretation that is long enough to compare, as is its document, with the copied passages marked."""
    found = list(pairs(on, params.policies, params.interpretations))
    answers = [answer for pair in found if (answer := _judge(on, pair, params)) is not None]
    unseen = unread(on, params.policies + (params.interpretations if found else ()))
    return [*answers, *unseen] or [on.not_applicable("没有可以比对的解读", "there is no interpretation to compare")]


def _judge(on: On, pair: Pair, params: CopiedParams) -> Answer | None:
    page = pair.interpretation
    if page is None or page.document is None or pair.document.document is None:
        return None
    if same_address(page.url, pair.document.url):  # the document stands in both columns: it is no copy of itself
        return None
    found = similarity(page.document, pair.document.document)
    if min(found.chars, found.document_chars) < params.least_chars:
        return None
    zh = f"解读与文件重合{found.share:.0%}，照抄段落{len(found.passages)}处，限值{params.limit:.0%}"
    en = (
        f"{found.share:.0%} of the interpretation stands in the document, {many(len(found.passages), 'copied passage')}"
    )
    passages = sorted(found.passages, key=lambda passage: -passage.chars)[:5]
    cites = [on.cite(passage.quote, page) for passage in passages] or [on.cite(page.label, page)]
    if Decimal(str(found.share)) >= params.limit:
        return on.failed(zh, f"{en}, limit {params.limit:.0%}", *cites, subject=page.url)
    return on.passed(zh, f"{en}, limit {params.limit:.0%}", *cites, subject=page.url)


CHECK = Check(
    "copied", CopiedParams, copied, needs=lambda _params, role: frozenset({f"{role}.columns", f"{role}.items"})
)
