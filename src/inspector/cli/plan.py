"""`inspector plan`: what each repair gains."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from inspector.cli.app import WorkspaceDir, app
from inspector.cli.screen import day, out
from inspector.pipeline.planner import planned
from inspector.pipeline.workspace import Workspace


@app.command()
def plan(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The unit's code.")],
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="Only what is due until then.")] = None,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    workspace: WorkspaceDir = Path(),
) -> None:
    """What each repair gains and the order that gains most, vetoes cleared and bonuses unlocked. 整改增分测算。

    All orders are weighed up to 12 faults; beyond, the next best repair is taken each time. Faults that a person has not
    confirmed cost nothing yet: repairing them gains 0, raises the floor, or clears a proposed veto.
    """
    found = planned(Workspace.at(workspace), unit, run, day(by, "--by"))
    table = Table("次序", "指标 rule", "问题 fault", "增分 gain", "得分 value", "备注 notes")
    for number, step in enumerate(found.steps, 1):
        notes = ["解除否决 veto cleared"] * step.clears_veto + ["获得加分 bonus unlocked"] * step.unlocks_bonus
        notes += [f"另有{step.hidden}项待判 {step.hidden} rules still unseen"] if step.hidden else []
        words = step.finding.message
        table.add_row(
            str(number),
            step.finding.rule,
            f"{words.zh} / {words.en}",
            f"+{step.gain}",
            f"{step.value}",
            "；".join(notes),
        )
    out.print(f"{unit}  {found.before.value} → {found.steps[-1].value if found.steps else found.before.value}")
    out.print(table)
    if not found.exact:
        out.print("问题较多，次序为逐步择优 many faults: the order is greedy, the gains are exact")
