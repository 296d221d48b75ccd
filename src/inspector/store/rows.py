"""A checked result as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

from sqlmodel import SQLModel

from inspector.store.result import Checked, Entry, Finding, Pack, Run, UnitResult
from inspector.store.tables import EntryRow, FindingRow, PackRow, RunRow, UnitRow

Row = dict[str, Any]


AT_ONCE = 20
"""Units whose rows are handed over together."""


def rows(checked: Checked, units: Iterable[UnitResult]) -> Iterator[tuple[type[SQLModel], list[Row]]]:
    """A table with some of its rows at a time, in an order that keeps every reference valid; a few units are held at once."""
    id = checked.run.id
    findings, entries = count(), count()
    yield RunRow, [_run(checked.run, checked.digest)]
    left = iter(units)
    while some := list(islice(left, AT_ONCE)):
        yield UnitRow, [_unit(id, unit) for unit in some]
        yield PackRow, [_pack(id, unit.code, pack) for unit in some for pack in unit.packs]
        yield FindingRow, [_finding(id, next(findings), unit.code, one) for unit in some for one in unit.findings]
        yield EntryRow, [_entry(id, next(entries), unit.code, entry) for unit in some for entry in unit.ledger]


def _run(run: Run, digest: str) -> Row:
    return {**run.model_dump(exclude={"gates"}), "finished": run.finished or "", "result_digest": digest}


def _unit(run: str, unit: UnitResult) -> Row:
    score = unit.score
    return {
        **score.model_dump(exclude={"grade"}),
        "run_id": run,
        "unit": unit.code,
        "name": unit.name,
        "type": unit.type,
        "grade_zh": score.grade.zh,
        "grade_en": score.grade.en,
    }


def _pack(run: str, unit: str, pack: Pack) -> Row:
    return {"run_id": run, "unit": unit, "pack": pack.id, "max": pack.max, "points": pack.points}


def _finding(run: str, position: int, unit: str, found: Finding) -> Row:
    return {
        **found.model_dump(exclude={"message"}),
        "run_id": run,
        "position": position,
        "unit": unit,
        "message_zh": found.message.zh,
        "message_en": found.message.en,
    }


def _entry(run: str, position: int, unit: str, entry: Entry) -> Row:
    return {
        **entry.model_dump(exclude={"reason"}),
        "run_id": run,
        "position": position,
        "unit": unit,
        "reason_zh": entry.reason.zh,
        "reason_en": entry.reason.en,
    }
