"""What a command that judges takes and tells."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from inspector.cli.screen import errors, gate_lines, out, summary
from inspector.pipeline.files import write_json
from inspector.pipeline.judge.kept import Kept

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


def issues(result: dict[str, Any], json_path: str | None) -> None:
    """A line for each fault of the one unit of a result, and for what was not seen; none where the JSON goes to the terminal."""
    for finding in result["units"][0]["findings"] if json_path != "-" else ():
        if finding["outcome"] in ("fail", "undetermined"):
            sign = {"fail": "✗", "undetermined": "?"}[finding["outcome"]]
            proposed = "" if finding["confirmed"] or finding["outcome"] != "fail" else "（待确认 to be confirmed）"
            out.print(f"{sign} {finding['rule']} {finding['message']['zh']}{proposed}", markup=False, soft_wrap=True)


def judge_status(kept: Kept, fail_under: float | None) -> None:
    """Leave with status 1 where a unit is below `fail_under`."""
    if fail_under is not None and any(unit["score"]["value"] < fail_under for unit in kept.units.values()):
        raise typer.Exit(1)
