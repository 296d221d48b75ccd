"""`inspector plan`: what each repair gains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import day, errors, listing, out
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.files import write_json
from inspector.pipeline.rectify.planner import Planned, planned
from inspector.pipeline.workspace import Workspace
from inspector.rectify.planner import Step


@app.command(
    epilog=examples(
        "plan QH105", "plan QH105 --by 2026-12-04", "plan QH105 --by 2026-12-04 --per-day 1 --json plan.json"
    )
)
def plan(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The unit's code.")],
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="Only what is due until then.")] = None,
    per_day: Annotated[
        int | None, typer.Option("--per-day", metavar="N", min=1, help="With --by: so many repairs a working day.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day working days count from; by default today.")
    ] = None,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest.")] = "latest",
    json_path: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="Write the plan there; - is standard output.")
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """What each repair gains and the order that gains most, vetoes cleared and bonuses unlocked. 整改增分测算。

    All orders are weighed up to 12 faults; beyond, the next best repair is taken each time. Faults that a person has not
    confirmed cost nothing yet: repairing them gains 0, raises the floor, or clears a proposed veto. --by and --per-day count
    Chinese working days; a year without a table of them is refused.
    """
    if per_day is not None and by is None:
        raise UsageError("--per-day needs a day to count to", remedy="Give --by 2026-12-04 too.")
    today = day(on, "--on") or china_now().date()
    found = planned(Workspace.at(workspace), unit, run, by=day(by, "--by"), per_day=per_day, today=today)
    if json_path:
        write_json(json_path, json.dumps(found.json(), ensure_ascii=False, indent=1) + "\n")
    _show(unit, found, json_path == "-")


def _show(unit: str, found: Planned, aside: bool) -> None:
    screen = errors if aside else out
    steps, before = found.plan.steps, found.plan.before.value
    table = listing("次序", "指标 rule", "问题 fault", "时限 due", "增分 gain", "得分 value", "备注 notes")
    for number, step in enumerate(steps, 1):
        due = found.due.get(step.finding.id)
        words = f"{step.finding.message.zh} / {step.finding.message.en}"
        table.add_row(
            str(number), step.finding.rule, words, str(due or "—"), f"+{step.gain}", f"{step.value}", _notes(step)
        )
    screen.print(f"{unit}  {before} → {steps[-1].value if steps else before}")
    if found.days is not None:
        screen.print(f"剩余工作日 working days left: {found.days}")
    screen.print(table)
    if found.plan.left:
        screen.print(f"时间不足，另有{len(found.plan.left)}项未列入 no time for {len(found.plan.left)} more faults")
    if not found.plan.exact:
        screen.print("问题较多，次序为逐步择优 many faults: the order is greedy, the gains are exact")


def _notes(step: Step) -> str:
    notes = ["解除否决 veto cleared"] * step.clears_veto + ["获得加分 bonus unlocked"] * step.unlocks_bonus
    notes += [] if step.finding.confirmed else ["待人工确认 to be confirmed"]
    notes += [f"另有{step.hidden}项待判 {step.hidden} rules still unseen"] if step.hidden else []
    return "；".join(notes)
