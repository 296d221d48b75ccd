"""Two rules folders on the stored evidence of runs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.archive import Run
from inspector.judge.difference import Difference, FindingMove, UnitMove, difference
from inspector.pipeline.judge.judging import judged_aside, ruleset_of, snapshot_of
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.report.export import lines
from inspector.ruleset import Ruleset

AS_IT_WAS = "run"
"""Instead of a folder: the rules that the run was made with."""

_UNITS = (
    "批次/run", "单位代码/unit_code", "单位/unit", "类型/type", "原得分/old_value", "新得分/new_value", "变化/delta",
    "原下限/old_floor", "新下限/new_floor", "原等次/old_grade", "新等次/new_grade", "原名次/old_rank", "新名次/new_rank",
)  # fmt: skip
_FINDINGS = (
    "批次/run", "单位代码/unit_code", "指标/rule", "对象/subject", "变化/kind", "原结果/old_outcome", "新结果/new_outcome",
    "原扣分/old_points", "新扣分/new_points", "说明/message_zh", "message_en",
)  # fmt: skip


def differ(run: Run, old: str, new: str, profiles: tuple[str, str] = ("", "")) -> Difference:
    """The difference of `old` and `new` (folders, or AS_IT_WAS) on `run`; profiles "" are the run's own. Raises RulesError."""
    before, after = (rules_for(run, folder, profile) for folder, profile in zip((old, new), profiles, strict=True))
    with judged_aside(run, before) as one, judged_aside(run, after) as two:
        return difference(one.result, two.result)


def rules_for(run: Run, folder: str, profile: str) -> Ruleset:
    """The rules of a folder under a profile; those of the run itself for AS_IT_WAS."""
    snapshot = snapshot_of(run)
    if folder == AS_IT_WAS and not Path(folder).is_dir():
        return ruleset_of(snapshot)
    return read_ruleset(Path(folder), profile or snapshot.profile)


def plain(found: Difference) -> dict[str, Any]:
    """The difference as plain data."""
    return {
        "run": found.run,
        "units": [
            dict(zip((name.rpartition("/")[2] for name in _UNITS[1:]), _unit(one), strict=True)) for one in found.units
        ],
        "swaps": [{"ahead": one.ahead, "behind": one.behind, "type": one.type} for one in found.swaps],
        "findings": [
            {
                "unit": one.unit,
                "rule": one.rule,
                "subject": one.subject,
                "kind": one.kind,
                "old": one.old,
                "new": one.new,
            }
            for one in found.findings
        ],
        "ungathered": dict(found.ungathered),
    }


def unit_lines(found: list[Difference]) -> Iterator[str]:
    """One line a unit and run, for spreadsheets."""
    return lines(_UNITS, ((one.run, *_unit(unit)) for one in found for unit in one.units))


def finding_lines(found: list[Difference]) -> Iterator[str]:
    """One line a finding that changed, for spreadsheets."""
    return lines(_FINDINGS, ((one.run, *_finding(move)) for one in found for move in one.findings))


def _unit(one: UnitMove) -> tuple[object, ...]:
    old, new = one.old, one.new
    return (
        one.code, one.name, one.type, old["value"], new["value"], _number(one.delta), old["floor"], new["floor"],
        old["grade"], new["grade"], _rank(one.old_rank), _rank(one.new_rank),
    )  # fmt: skip


def _finding(one: FindingMove) -> tuple[object, ...]:
    told = one.new or one.old or {}
    sides = [(side or {}).get(key, "") for key in ("outcome", "points") for side in (one.old, one.new)]
    return (one.unit, one.rule, one.subject, one.kind, *sides, told["message"]["zh"], told["message"]["en"])


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _rank(rank: int | None) -> object:
    return "" if rank is None else rank
