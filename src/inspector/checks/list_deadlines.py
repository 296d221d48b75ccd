"""Are the disclosure deadlines of the list well-formed and within the law?"""

from __future__ import annotations

from collections.abc import Mapping

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer


class ListDeadlinesParams(Params):
    """`working_days`: the longest deadline without a quoted basis (Art. 26: 20)."""

    working_days: int = 20


def list_deadlines(on: On, params: ListDeadlinesParams) -> list[Answer]:
    """Fail quoting the deadlines that do not parse or are longer without a basis."""
    rows = on.reading.data("deadlines")
    found = [dict(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if not found:
        return [on.not_applicable("清单没有公开时限列", "the list has no column of deadlines")]
    odd = [row for row in found if not row.get("well_formed")]
    long = [row for row in found if _longer(row, params.working_days)]
    if long:
        shown = "；".join(str(row["text"]) for row in long[:4])
        return [
            on.failed(
                f"公开时限超过{params.working_days}个工作日且未注明依据：{shown}",
                f"deadlines beyond {params.working_days} working days without basis: {shown}",
                on.cite(shown),
            )
        ]
    if odd:
        shown = "；".join(str(row["text"]) for row in odd[:4])
        return [
            on.failed(
                f"公开时限表述不规范：{shown}", f"deadlines that cannot be read: {shown}", on.cite(shown), sure=False
            )
        ]
    return [on.passed(f"{len(found)}种公开时限均规范", f"all {len(found)} kinds of deadlines are in order")]


def _longer(row: Mapping[str, object], limit: int) -> bool:
    number = row.get("n")
    return row.get("kind") == "working_days" and isinstance(number, int) and number > limit and not _own_basis(row)


def _own_basis(row: Mapping[str, object]) -> bool:
    text = str(row.get("text") or "")
    return "依据" in text or "规定" in text or "《" in text


CHECK = Check("list_deadlines", ListDeadlinesParams, list_deadlines)
