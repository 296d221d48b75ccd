"""`inspector compare`: what is new, persisting, fixed, reopened since an earlier quarter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from inspector.appraise import STATES, WHY, Comparison, UnitChange
from inspector.cli.app import CsvPath, JsonPath, WorkspaceDir, app, examples
from inspector.cli.screen import errors, listing, out, writable
from inspector.model.words import Words
from inspector.pipeline.appraise.comparing import compared
from inspector.pipeline.files import write_json
from inspector.pipeline.workspace import Workspace
from inspector.report.export import lines
from inspector.report.files import put

_COLUMNS = (
    "单位代码/unit_code", "单位/unit", "类型/type", "指标/rule", "对象/subject", "变化/state_zh", "state", "不可比原因/why_zh", "why",
    "待确认/proposed", "问题编号/id", "原编号/was",
)  # fmt: skip


@app.command(
    epilog=examples(
        "compare 2026Q4", "compare 2026Q4 --against 2026Q2 --unit QH105 --json -", "compare 2026Q4 --csv changes.csv"
    )
)
def compare(
    quarter: Annotated[str, typer.Argument(metavar="QUARTER", help="Such as 2026Q4.")],
    against: Annotated[
        str | None, typer.Option(metavar="QUARTER", help="An earlier quarter.", show_default="the one before")
    ] = None,
    unit: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only this unit; may be repeated.")] = None,
    json_path: JsonPath = None,
    csv: CsvPath = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """What is new, persisting, fixed, reopened or no longer comparable since an earlier quarter. 与上季比较。

    Each unit counts with its newest complete run of a quarter. What was judged by another rule, or could not be judged in one
    of the two, is not called new or fixed. Scores are subtracted only where rules and profile are the same.
    """
    writable(json_path)
    found = compared(Workspace.at(workspace), quarter, against)
    chosen = [one for one in found.units if not unit or one.unit in unit]
    if json_path:
        write_json(
            json_path, json.dumps(_json(found, {one.unit for one in chosen}), ensure_ascii=False, indent=1) + "\n"
        )
    if csv is not None:
        put(csv, lines(_COLUMNS, _rows(chosen)))
    screen = errors if json_path == "-" else out
    table = listing("单位 unit", *(f"{words.zh} {words.en}" for words in STATES.values()), "得分变化 change")
    for one in chosen:
        counts = [str(len(one.of(state))) for state in STATES]
        table.add_row(f"{one.unit} {one.name}", *counts, "—" if one.delta is None else f"{one.delta:+f}")
    screen.print(table)
    for one in chosen if unit else ():
        for issue in one.issues:
            told = WHY.get(issue.why, Words("", ""))
            line = f"{issue.rule} {issue.subject}  {STATES[issue.state].zh} {issue.state}  {told.zh} {told.en}"
            screen.print(line.rstrip(), markup=False, soft_wrap=True)
    if found.before and not found.same_rules:
        rules = "、".join(found.changed) or "—"
        screen.print(f"指标有变化，得分不相减；判定不同的指标：{rules}", markup=False, soft_wrap=True)
        screen.print(
            f"the rules changed, scores are not subtracted; rules that judge differently: {rules}", markup=False
        )


def _rows(units: Iterable[UnitChange]) -> Iterator[tuple[object, ...]]:
    """An issue a row."""
    for unit in units:
        for one in unit.issues:
            why = WHY[one.why].zh if one.why else ""
            proposed = "yes" if one.proposed else "no"
            yield (
                unit.unit, unit.name, unit.type, one.rule, one.subject, STATES[one.state].zh, one.state, why, one.why, proposed,
                one.id, one.was,
            )  # fmt: skip


def _json(found: Comparison, units: set[str]) -> dict[str, Any]:
    """Plain data, `inspector.comparison/1`; figures as numbers, null where they may not be subtracted."""
    return {
        "schema": "inspector.comparison/1",
        "quarter": found.quarter,
        "against": found.before,
        "same_rules": found.same_rules,
        "changed_rules": list(found.changed),
        "counts": {state: sum(len(one.of(state)) for one in found.units if one.unit in units) for state in STATES},
        "units": [
            {
                **{key: value for key, value in asdict(one).items() if key in ("unit", "name", "type", "issues")},
                **{
                    key: None if value is None else float(value)
                    for key, value in (("value", one.value), ("before", one.before), ("delta", one.delta))
                },
            }
            for one in found.units
            if one.unit in units
        ],
    }
