"""Does an arithmetic identity of the annual report hold?"""

from __future__ import annotations

from typing import Any

from inspector.checks.case import Check, On, Params
from inspector.facts.identities import continuity
from inspector.model.finding import Answer


class IdentityParams(Params):
    """`id`: I1 to I11 (domain: the identities printed in or following from the unified format)."""

    id: str


def identity(on: On, params: IdentityParams) -> list[Answer]:
    """Fail with the difference; blank cells leave it undetermined, a missing table not applicable. Never a verdict of falsity."""
    found = _across_years(on, params.id) if params.id in ("I4", "I6") else _within(on, params.id)
    if found is None or found["status"] == "not_applicable":
        return [on.not_applicable("年报中没有可核对的数据", "the report has nothing to check this on")]
    detail = str(found.get("detail") or "")
    if found["status"] == "undetermined":
        return [
            on.unseen(
                f"有空白单元格，不作判定：{detail}", f"blank cells, nothing is judged: {detail}", reason="blank_cells"
            )
        ]
    if found["status"] == "pass":
        return [on.passed(f"{params.id}勾稽关系成立", f"identity {params.id} holds")]
    zh = f"{params.id}不成立，差额{found.get('delta')}：{detail}{_readings(on, params.id)}，请单位核实"
    return [on.failed(zh, f"{params.id} does not hold, difference {found.get('delta')}: {detail}; ask the unit")]


def _within(on: On, id: str) -> dict[str, Any] | None:
    rows = on.reading.data("identities")
    return (
        next((dict(row) for row in rows if isinstance(row, dict) and row.get("id") == id), None)
        if isinstance(rows, list)
        else None
    )


def _across_years(on: On, id: str) -> dict[str, Any] | None:
    last = next((page for page in on.sheet.parts.get("previous", ()) if page.open), None)
    if last is None:
        return None
    verdicts = continuity(on.reading.facts, last.read("annual_report").facts)
    return next((dict(one.json()) for one in verdicts if one.id == id), None)


def _readings(on: On, id: str) -> str:
    rows = on.reading.data("readings") if id == "I1" else None
    said = (
        [
            f"按口径{row.get('reading')}：{row.get('detail')}，差{row.get('delta')}"
            for row in rows
            if isinstance(row, dict)
        ]
        if isinstance(rows, list)
        else []
    )
    return "（" + "；".join(said) + "）" if said else ""


CHECK = Check("identity", IdentityParams, identity)
