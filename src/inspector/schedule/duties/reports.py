"""The newest quarter's reports are written again, so that they show how orders and rulings stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.report.publish import publish_again
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "reports"


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    complete = [run for run in look.runs.values() if run.complete]
    if not complete:
        return
    newest = max(complete, key=lambda run: run.id.rpartition("-")[2])
    first = datetime.fromisoformat(newest.started).astimezone(look.zone).date()
    for day in look.slots(first, look.settings.schedule.reports_every_days, until):
        if day > first:
            yield Due(NAME, f"{newest.id}/{day}", look.at(day))


def _work(workspace: Workspace, due: Due, _watch: Watch) -> str:
    run, _, day = due.key.partition("/")
    return f"report {publish_again(workspace, workspace.run(run), day=date.fromisoformat(day))}"


DUTY = Duty(NAME, Words("更新报告", "reports again"), _due, _work)
