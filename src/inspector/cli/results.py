"""What a command that judges takes and tells."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector.cli.screen import errors, gate_lines, out, summary
from inspector.pipeline.files import write_json
from inspector.pipeline.kept import Kept

FailUnder = Annotated[
    float | None, typer.Option("--fail-under", metavar="N", help="Leave with status 1 when a unit scores less.")
]


def show(kept: Kept, json_path: str | None, *lines: str) -> None:
    """Write the JSON where asked for; the summary goes to standard error where JSON has standard output."""
    if json_path:
        write_json(json_path, kept.text())
    screen = errors if json_path == "-" else out
    screen.print(summary(kept))
    for line in gate_lines(kept):
        screen.print(f"gate not ok: {line}", markup=False, soft_wrap=True)
    for line in lines:
        screen.print(line, markup=False, soft_wrap=True)


def judge_status(kept: Kept, fail_under: float | None) -> None:
    """Leave with status 1 where a unit is below `fail_under`."""
    if fail_under is not None and any(unit["score"]["value"] < fail_under for unit in kept.units.values()):
        raise typer.Exit(1)
